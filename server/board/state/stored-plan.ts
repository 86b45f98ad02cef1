/**
 * The plan of a checkpoint as it is stored beside it: with it a board is opened without walking through all of its bytes.
 * It begins with a checksum of itself and of the board, so that a plan that can be read is right, and the board is what
 * was stored: four bytes (CRC-32, big-endian), then numbers as lib0 writes them.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { crc32 } from 'node:zlib';
import { planOf, type IndexPlan } from './board-index.ts';

/** Stored plans of another version are not read. */
const version = 1;

const checksumBytes = 4;

/** `board`: an update as Yjs writes it after merging. @throws when it is none. */
export function storedPlanOf(board: Uint8Array): Uint8Array {
  const numbers = encoding.encode((encoder) => writeNumbers(encoder, planOf(board)));
  const stored = Buffer.alloc(checksumBytes + numbers.length);
  stored.writeUInt32BE(checksum(numbers, board));
  stored.set(numbers, checksumBytes);
  return stored;
}

/** Null: it is of another version, or it or the board is not what was stored. */
export function readStoredPlan(stored: Uint8Array, board: Uint8Array): IndexPlan | null {
  if (stored.length <= checksumBytes) return null;
  const numbers = stored.subarray(checksumBytes);
  if (new DataView(stored.buffer, stored.byteOffset).getUint32(0) !== checksum(numbers, board)) return null;
  const decoder = decoding.createDecoder(numbers);
  return decoding.readVarUint(decoder) === version ? readNumbers(decoder) : null;
}

const checksum = (numbers: Uint8Array, board: Uint8Array): number => crc32(board, crc32(numbers));

function writeNumbers(encoder: encoding.Encoder, { blocks, deletionsAt }: IndexPlan): void {
  encoding.writeVarUint(encoder, version);
  encoding.writeVarUint(encoder, deletionsAt);
  encoding.writeVarUint(encoder, blocks.length);
  for (const { client, end, reach, clocks, offsets } of blocks) {
    for (const number of [client, end, reach, clocks.length]) encoding.writeVarUint(encoder, number);
    for (const number of [...clocks, ...offsets]) encoding.writeVarUint(encoder, number);
  }
}

function readNumbers(decoder: decoding.Decoder): IndexPlan {
  const next = (): number => decoding.readVarUint(decoder);
  const listOf = (length: number): number[] => Array.from({ length }, next);
  const deletionsAt = next();
  const blocks = Array.from({ length: next() }, () => {
    const [client, end, reach, marks] = [next(), next(), next(), next()];
    return { client, end, reach, clocks: listOf(marks), offsets: listOf(marks) };
  });
  return { blocks, deletionsAt };
}
