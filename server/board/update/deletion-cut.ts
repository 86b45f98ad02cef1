/** The delete set of an update (Yjs' first encoding), in parts. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { UpdateContent } from './sound-update.ts';

/** Names a stretch that was deleted by where it begins. */
export interface Deletion {
  readonly client: number;
  readonly clock: number;
}

/** A delete set that says nothing. */
export const noDeletions: Uint8Array = new Uint8Array([0]);

/** Bytes that a stretch takes at most, and those of a client's head. */
const stretchBytes = 16;

/**
 * The deletions after `after` (null: from the first), about `limit` bytes of them. Yjs writes the highest client first
 * and clocks ascending. `last` names the last one that is told; null: there are no others.
 */
export function cutDeletions(
  deletions: Uint8Array,
  after: Deletion | null,
  limit: number,
): { told: Uint8Array; last: Deletion | null } {
  const decoder = decoding.createDecoder(deletions);
  const told = new Map<number, number[]>();
  let room = limit;
  const clients = decoding.readVarUint(decoder);
  for (let nthClient = 0; nthClient < clients; nthClient++) {
    const client = decoding.readVarUint(decoder);
    const stretches = decoding.readVarUint(decoder);
    for (let nth = 0; nth < stretches; nth++) {
      const clock = decoding.readVarUint(decoder);
      const length = decoding.readVarUint(decoder);
      if (after && (client > after.client || (client === after.client && clock <= after.clock))) continue;
      const ofClient = told.get(client);
      if (ofClient) ofClient.push(clock, length);
      else told.set(client, [clock, length]);
      room -= stretchBytes;
      if (room <= 0) return { told: encode(told), last: { client, clock } };
    }
  }
  return { told: encode(told), last: null };
}

/** As Yjs reads them. */
export function readDeletions(deletions: Uint8Array): UpdateContent['ds'] {
  // Alone they are an update of nobody's words.
  const update = new Uint8Array(1 + deletions.length);
  update.set(deletions, 1);
  return Y.decodeUpdate(update).ds;
}

/** Whether these bytes are deletions, to the last of them. */
export function isDeletions(bytes: Uint8Array): boolean {
  const decoder = decoding.createDecoder(bytes);
  try {
    for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) {
      decoding.readVarUint(decoder);
      for (let numbers = 2 * decoding.readVarUint(decoder); numbers > 0; numbers--) decoding.readVarUint(decoder);
    }
  } catch {
    // They end in the midst of a number, or before it.
    return false;
  }
  return !decoding.hasContent(decoder);
}

/** The deletions that are not among `known`, whose stretches ascend and do not overlap. */
export function deletionsBeyond(deletions: Uint8Array, known: UpdateContent['ds']): Uint8Array {
  const decoder = decoding.createDecoder(deletions);
  const beyond = new Map<number, number[]>();
  const clients = decoding.readVarUint(decoder);
  for (let nthClient = 0; nthClient < clients; nthClient++) {
    const client = decoding.readVarUint(decoder);
    const stretches = decoding.readVarUint(decoder);
    const knownHere = known.clients.get(client) ?? [];
    const ofClient: number[] = [];
    let nthKnown = 0;
    for (let nth = 0; nth < stretches; nth++) {
      let clock = decoding.readVarUint(decoder);
      const end = clock + decoding.readVarUint(decoder);
      for (let other = knownHere[nthKnown]; other && other.clock < end; other = knownHere[nthKnown]) {
        const otherEnd = other.clock + other.len;
        if (other.clock > clock) ofClient.push(clock, other.clock - clock);
        clock = Math.max(clock, otherEnd);
        // One that reaches further may cover something of the next stretch, too.
        if (otherEnd > end) break;
        nthKnown++;
      }
      if (clock < end) ofClient.push(clock, end - clock);
    }
    if (ofClient.length > 0) beyond.set(client, ofClient);
  }
  return encode(beyond);
}

function encode(told: ReadonlyMap<number, readonly number[]>): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, told.size);
    for (const [client, stretches] of told) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, stretches.length / 2);
      for (const number of stretches) encoding.writeVarUint(encoder, number);
    }
  });
}
