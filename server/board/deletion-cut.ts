/** The delete set of an update (Yjs' first encoding), in parts. */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

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
