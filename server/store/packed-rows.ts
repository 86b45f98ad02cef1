/**
 * Rows of the log of boards on their way to another thread. Sending an object for each row takes longer than storing
 * it: so numbers and bytes lie in one buffer, which moves without being copied, and the rest in one flat list.
 */
import type { BoardEntry } from './ports/board-port.ts';

export interface PackedRows {
  /** Session and author of each row in turn. */
  names: (string | null)[];
  /** First, in floats, the instant of each row and how many bytes it has; then all bytes. */
  numbersAndBytes: ArrayBuffer;
}

const numbersPerRow = 2;

/** The entries keep their own bytes: they may have to be written again. */
export function packRows(entries: readonly BoardEntry[]): PackedRows {
  const numbersLength = entries.length * numbersPerRow;
  let length = numbersLength * Float64Array.BYTES_PER_ELEMENT;
  let at = length;
  for (const { update } of entries) length += update.length;
  const buffer = new ArrayBuffer(length);
  const numbers = new Float64Array(buffer, 0, numbersLength);
  const bytes = new Uint8Array(buffer);
  const names: (string | null)[] = [];
  let number = 0;
  for (const entry of entries) {
    names.push(entry.session, entry.author);
    numbers[number++] = entry.at;
    numbers[number++] = entry.update.length;
    bytes.set(entry.update, at);
    at += entry.update.length;
  }
  return { names, numbersAndBytes: buffer };
}

/** How many values a row has. */
export const valuesPerRow = 4;

/** Session, author, instant and bytes of each row in turn. The bytes are part of the buffer. */
export function unpackRows({ names, numbersAndBytes }: PackedRows): (string | number | Uint8Array | null)[] {
  const count = names.length / 2;
  const numbers = new Float64Array(numbersAndBytes, 0, count * numbersPerRow);
  const values: (string | number | Uint8Array | null)[] = [];
  let from = numbers.byteLength;
  for (let row = 0; row < count; row++) {
    const session = names[2 * row];
    const author = names[2 * row + 1] ?? null;
    const at = numbers[numbersPerRow * row];
    const length = numbers[numbersPerRow * row + 1];
    if (typeof session !== 'string' || at === undefined || length === undefined)
      throw new Error('packed rows are not what they say');
    values.push(session, author, at, new Uint8Array(numbersAndBytes, from, length));
    from += length;
  }
  return values;
}
