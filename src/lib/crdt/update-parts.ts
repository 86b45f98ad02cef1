import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

type Content = ReturnType<typeof Y.decodeUpdate>;
type Struct = Content['structs'][number];
interface Deletion {
  client: number;
  clock: number;
  len: number;
}

/** What one part says: structs in the order of the whole, then deletions. */
interface Part {
  structs: Struct[];
  deletions: Deletion[];
}

/** Bytes that a struct or a deletion needs beyond itself when it opens a block of its own: counts, client, clock. */
const blockOverhead = 32;

/**
 * An update (Yjs' first encoding) in parts of about `limit` bytes at most, to be applied in this order; together they
 * say what the whole says. A struct larger than the limit is a part by itself. Deletions come last, after what they
 * delete. Throws when the update does not decode.
 */
export function updateParts(update: Uint8Array, limit: number): Uint8Array[] {
  const { structs, ds } = Y.decodeUpdate(update);
  const parts: Part[] = [];
  let room = 0;
  const partFor = (bytes: number): Part => {
    let part = parts.at(-1);
    if (part === undefined || bytes > room) {
      part = { structs: [], deletions: [] };
      parts.push(part);
      room = limit;
    }
    room -= bytes;
    return part;
  };
  for (const struct of structs) partFor(sizeOf(struct) + blockOverhead).structs.push(struct);
  // The highest client first, as Yjs writes them.
  for (const [client, ranges] of [...ds.clients].sort(([a], [b]) => b - a)) {
    for (const { clock, len } of ranges) partFor(blockOverhead).deletions.push({ client, clock, len });
  }
  return parts.map(encode);
}

function sizeOf(struct: Struct): number {
  const encoder = new Y.UpdateEncoderV1();
  struct.write(encoder, 0);
  return encoding.length(encoder.restEncoder);
}

function encode({ structs, deletions }: Part): Uint8Array {
  const encoder = new Y.UpdateEncoderV1();
  const { restEncoder } = encoder;
  const blocks = byClient(structs, ({ id }) => id.client);
  encoding.writeVarUint(restEncoder, blocks.length);
  for (const [client, block] of blocks) {
    encoding.writeVarUint(restEncoder, block.length);
    encoder.writeClient(client);
    encoding.writeVarUint(restEncoder, block[0]?.id.clock ?? 0);
    for (const struct of block) struct.write(encoder, 0);
  }
  const deleted = byClient(deletions, ({ client }) => client);
  encoding.writeVarUint(restEncoder, deleted.length);
  for (const [client, ranges] of deleted) {
    encoder.resetDsCurVal();
    encoding.writeVarUint(restEncoder, client);
    encoding.writeVarUint(restEncoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoder.writeDsClock(clock);
      encoder.writeDsLen(len);
    }
  }
  return encoder.toUint8Array();
}

function byClient<T>(entries: readonly T[], clientOf: (entry: T) => number): [number, T[]][] {
  const blocks = new Map<number, T[]>();
  for (const entry of entries) {
    const block = blocks.get(clientOf(entry));
    if (block === undefined) blocks.set(clientOf(entry), [entry]);
    else block.push(entry);
  }
  return [...blocks];
}
