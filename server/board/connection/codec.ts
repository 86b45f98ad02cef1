/** The frames of the board's wire (`#lib/protocol/board-messages.ts`), between bytes and words. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { boardMessage, syncStep } from '#lib/protocol/board-messages.ts';
import { wireFrame, type WireFrame } from './line.ts';
import { readSoundUpdate, type SoundUpdate } from '../update/sound-update.ts';

/** One client's state as it stands on the wire. `json` is `null` when the client left. */
export interface AwarenessEntry {
  readonly client: number;
  /** Grows with each state of a client; an older one never replaces a newer. */
  readonly clock: number;
  readonly json: string;
}

/** What a client can say. */
export type BoardFrame =
  | { readonly type: 'state-vector'; readonly stateVector: Uint8Array }
  | { readonly type: 'missing' | 'update'; readonly update: SoundUpdate }
  | { readonly type: 'awareness'; readonly entries: AwarenessEntry[] }
  | { readonly type: 'query-awareness' }
  | { readonly type: 'malformed' };

const malformed: BoardFrame = { type: 'malformed' };

/** Reads one frame to its last byte. Never throws: what cannot be read is `malformed`. */
export function readFrame(bytes: Uint8Array): BoardFrame {
  try {
    const decoder = decoding.createDecoder(bytes);
    const frame = readBody(decoder);
    return decoder.pos === bytes.length ? frame : malformed;
  } catch {
    // The decoder ran over the end or met an impossible number: the sender is told that the frame is malformed.
    return malformed;
  }
}

function readBody(decoder: decoding.Decoder): BoardFrame {
  switch (decoding.readVarUint(decoder)) {
    case boardMessage.sync:
      return readSync(decoder);
    case boardMessage.awareness:
      return { type: 'awareness', entries: readAwareness(decoding.readVarUint8Array(decoder)) };
    case boardMessage.queryAwareness:
      return { type: 'query-awareness' };
    default:
      return malformed;
  }
}

function readSync(decoder: decoding.Decoder): BoardFrame {
  const step = decoding.readVarUint(decoder);
  const payload = decoding.readVarUint8Array(decoder);
  switch (step) {
    case syncStep.stateVector:
      return isStateVector(payload) ? { type: 'state-vector', stateVector: payload } : malformed;
    case syncStep.missing:
    case syncStep.update: {
      const update = readSoundUpdate(payload);
      return update ? { type: step === syncStep.missing ? 'missing' : 'update', update } : malformed;
    }
    default:
      return malformed;
  }
}

/** Whether these bytes are a state vector, to the last of them. Throws when they end too early. */
function isStateVector(bytes: Uint8Array): boolean {
  const decoder = decoding.createDecoder(bytes);
  for (let numbers = 2 * decoding.readVarUint(decoder); numbers > 0; numbers--) decoding.readVarUint(decoder);
  return !decoding.hasContent(decoder);
}

/** The states stay JSON: most that arrive are echoes of others' states, dropped without a look inside. */
function readAwareness(bytes: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(bytes);
  const count = decoding.readVarUint(decoder);
  const entries: AwarenessEntry[] = [];
  for (let nth = 0; nth < count; nth++) {
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    entries.push({ client, clock, json: decoding.readVarString(decoder) });
  }
  if (decoding.hasContent(decoder)) throw new Error('an awareness message has bytes left over');
  return entries;
}

/** "This is what I have; send me the rest." */
export const stateVectorFrame = (stateVector: Uint8Array): WireFrame => syncFrame(syncStep.stateVector, stateVector);

/** The answer to a client's state vector: after it the client is in sync. */
export const missingFrame = (update: Uint8Array): WireFrame => syncFrame(syncStep.missing, update);

export const updateFrame = (update: Uint8Array): WireFrame => syncFrame(syncStep.update, update);

/** The payload may be a whole board: an encoder would copy it twice more. */
const syncFrame = (step: number, payload: Uint8Array): WireFrame =>
  wireFrame(Uint8Array.of(boardMessage.sync, step, ...varUint(payload.length)), payload);

/** States of clients; with none of them it is the frame that only says "the line is open". */
export function awarenessFrame(entries: readonly AwarenessEntry[]): WireFrame {
  const states = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const { client, clock, json } of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, json);
    }
  });
  return framed((encoder) => {
    encoding.writeVarUint(encoder, boardMessage.awareness);
    encoding.writeVarUint8Array(encoder, states);
  });
}

/** How many of the frames that a connection wrote are on disk. One goes along with most edits: without an encoder it costs an eighth. */
export const savedFrame = (count: number): WireFrame => wireFrame(Uint8Array.of(boardMessage.saved, ...varUint(count)));

function varUint(number: number): number[] {
  const bytes: number[] = [];
  let rest = number;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128));
  return [...bytes, rest];
}

/** y-protocols/auth "permission denied": a write was refused, reading goes on. */
export function deniedFrame(reason: string): WireFrame {
  return framed((encoder) => {
    encoding.writeVarUint(encoder, boardMessage.auth);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, reason);
  });
}

function framed(write: (encoder: encoding.Encoder) => void): WireFrame {
  return wireFrame(encoding.encode(write));
}
