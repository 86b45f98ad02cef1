/**
 * Rows of the log of boards on their way to another thread. Sending an object for each row takes longer than storing
 * it, and sending its names nearly as long: so every name is sent once and has a number from then on, and numbers and
 * bytes lie in one buffer, which moves without being copied.
 */
import type { BoardEntry } from '../ports/board-port.ts';

export interface PackedRows {
  count: number;
  /** Names (of sessions and authors) that are sent for the first time. */
  newNames: string[];
  /** The number of the first of them; 0: all names from before are forgotten. */
  firstNew: number;
  /** First, in floats, for each row the numbers of session and author, the instant, how many bytes; then all bytes. */
  numbersAndBytes: ArrayBuffer;
}

const numbersPerRow = 4;

/** The server itself has no name. */
const nobody = -1;

/** So many names are kept: some megabytes on both ends. */
export const namesLimit = 20_000;

/** The near end. What it packs must be unpacked by one and the same `RowUnpacker`, all of it and in order. */
export class RowPacker {
  readonly #numbers = new Map<string, number>();

  /** The entries keep their own bytes: they may have to be written again. */
  pack(entries: readonly BoardEntry[]): PackedRows {
    if (this.#numbers.size >= namesLimit) this.#numbers.clear();
    const firstNew = this.#numbers.size;
    const newNames: string[] = [];
    const numbersLength = entries.length * numbersPerRow;
    let length = numbersLength * Float64Array.BYTES_PER_ELEMENT;
    let at = length;
    for (const { update } of entries) length += update.length;
    const numbersAndBytes = new ArrayBuffer(length);
    const numbers = new Float64Array(numbersAndBytes, 0, numbersLength);
    const bytes = new Uint8Array(numbersAndBytes);
    let number = 0;
    for (const entry of entries) {
      numbers[number++] = this.#numberOf(entry.session, newNames);
      numbers[number++] = entry.author === null ? nobody : this.#numberOf(entry.author, newNames);
      numbers[number++] = entry.at;
      numbers[number++] = entry.update.length;
      bytes.set(entry.update, at);
      at += entry.update.length;
    }
    return { count: entries.length, newNames, firstNew, numbersAndBytes };
  }

  #numberOf(name: string, newNames: string[]): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(name, number);
    newNames.push(name);
    return number;
  }
}

/** How many values a row has. */
export const valuesPerRow = 4;

/** The far end of a `RowPacker`. */
export class RowUnpacker {
  #names: string[] = [];

  /** Session, author, instant and bytes of each row in turn. The bytes are part of the buffer. @throws when it missed some. */
  unpack({ count, newNames, firstNew, numbersAndBytes }: PackedRows): (string | number | Uint8Array | null)[] {
    if (firstNew === 0) this.#names = [];
    if (this.#names.length !== firstNew) throw new Error('rows came that go on from others that never did');
    for (const name of newNames) this.#names.push(name);
    const numbers = new Float64Array(numbersAndBytes, 0, count * numbersPerRow);
    const values: (string | number | Uint8Array | null)[] = [];
    let from = numbers.byteLength;
    for (let number = 0; number < numbers.length; number += numbersPerRow) {
      const author = numbers[number + 1] ?? nobody;
      const length = numbers[number + 3] ?? 0;
      values.push(this.#name(numbers[number] ?? nobody), author === nobody ? null : this.#name(author));
      values.push(numbers[number + 2] ?? 0, new Uint8Array(numbersAndBytes, from, length));
      from += length;
    }
    return values;
  }

  #name(number: number): string {
    const name = this.#names[number];
    if (name === undefined) throw new Error('packed rows are not what they say');
    return name;
  }
}
