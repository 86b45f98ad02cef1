/** How each server is spoken to: y-websocket's protocol, Hocuspocus' variant of it, and our `saved` on top. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** What a server can say, as far as it matters here. */
export type Heard =
  /** `missing`: the answer to the client's state vector; `update`: somebody's change. */
  | { readonly type: 'missing' | 'update'; readonly update: Uint8Array }
  | { readonly type: 'state-vector' }
  /** So many of the writes of this connection are on disk. */
  | { readonly type: 'saved'; readonly count: number }
  | { readonly type: 'other' };

export interface Wire {
  /** What the address of a room ends in. */
  path(room: string): string;
  /** What a client says when the connection stands, until it is in sync. Nothing: there is nobody who would answer. */
  greeting(room: string): Uint8Array[];
  /** A client's change (`update`), or its answer to the server's state vector (`missing`). */
  write(room: string, type: 'missing' | 'update', update: Uint8Array): Uint8Array;
  read(message: Uint8Array): Heard;
}

const message = { sync: 0, auth: 2, syncReply: 4, saved: 100 } as const;
const step = { stateVector: 0, missing: 1, update: 2 } as const;
const other: Heard = { type: 'other' };

/** The update, and the state vector, that say "nothing". */
export const emptyUpdate = new Uint8Array([0, 0]);
const emptyStateVector = new Uint8Array([0]);

/** `y-websocket`: the room is in the address. Ours adds one message, `saved`. */
const yWebsocketWire: Wire = {
  path: (room) => `/${room}`,
  greeting: () => [syncMessage(null, step.stateVector, emptyStateVector)],
  write: (_room, type, update) => syncMessage(null, step[type], update),
  read: (bytes) => readMessage(decoding.createDecoder(bytes)),
};

const counterpointWire: Wire = { ...yWebsocketWire, path: (room) => `/board/${room}` };

/** A bare relay understands nothing: whoever is connected is in sync. */
const relayWire: Wire = { ...yWebsocketWire, greeting: () => [] };

/** `@hocuspocus/provider`: one address for all rooms, every message begins with the room, and a token comes first. */
const hocuspocusWire: Wire = {
  path: () => '/',
  greeting: (room) => [authMessage(room), syncMessage(room, step.stateVector, emptyStateVector)],
  write: (room, type, update) => syncMessage(room, step[type], update),
  read(bytes) {
    const decoder = decoding.createDecoder(bytes);
    // The room's name: this connection has only one.
    decoding.readVarUint8Array(decoder);
    return readMessage(decoder);
  },
};

/** The languages by name: a name can be sent to another process. */
export const wires = {
  counterpoint: counterpointWire,
  relay: relayWire,
  'y-websocket': yWebsocketWire,
  hocuspocus: hocuspocusWire,
} as const;
export type WireName = keyof typeof wires;

function readMessage(decoder: decoding.Decoder): Heard {
  switch (decoding.readVarUint(decoder)) {
    case message.sync:
    case message.syncReply:
      return readSync(decoder);
    case message.saved:
      return { type: 'saved', count: decoding.readVarUint(decoder) };
    default:
      return other;
  }
}

function readSync(decoder: decoding.Decoder): Heard {
  switch (decoding.readVarUint(decoder)) {
    case step.stateVector:
      return { type: 'state-vector' };
    case step.missing:
      return { type: 'missing', update: decoding.readVarUint8Array(decoder) };
    case step.update:
      return { type: 'update', update: decoding.readVarUint8Array(decoder) };
    default:
      return other;
  }
}

function syncMessage(room: string | null, kind: number, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    if (room !== null) encoding.writeVarString(encoder, room);
    encoding.writeVarUint(encoder, message.sync);
    encoding.writeVarUint(encoder, kind);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

function authMessage(room: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarString(encoder, room);
    encoding.writeVarUint(encoder, message.auth);
    // "Here is my token", and the token: nobody checks it.
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, 'anybody');
  });
}
