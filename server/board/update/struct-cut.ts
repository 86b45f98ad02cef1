/**
 * A part of a board's structs, cut from its bytes for a reader who has some already. What a struct builds on comes
 * with it or was there before: Yjs would put it aside otherwise, and merge all that it has put aside again and again.
 */
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { StructReader } from './struct-reader.ts';

/** One author's structs in the bytes of a board: clocks ascend, gaps are marked. */
export interface Block {
  readonly client: number;
  /** Places to begin reading at, ascending, the first struct among them: its clock, and where it begins. */
  readonly clocks: readonly number[];
  readonly offsets: readonly number[];
  /** The clock after the last struct. */
  readonly end: number;
}

/** Steps through a block, from the first struct of which the reader lacks something. */
class Cursor {
  readonly block: Block;
  readonly #bytes: Uint8Array;
  readonly #reader: StructReader;
  /** The rest of a first struct of which the reader has the beginning. */
  readonly #head: Uint8Array | null = null;
  /** The first clock that is cut. */
  readonly #from: number;
  readonly #begin: number;
  #end: number;
  #count = 0;
  /** The clock after all that is cut. */
  clock: number;
  /** Set while what its next struct builds on is being cut. */
  waits = false;
  /** Whether something is missing before or within what is cut. */
  passesGap = false;

  constructor(bytes: Uint8Array, block: Block, known: number) {
    this.block = block;
    this.#bytes = bytes;
    const mark = lastAtMost(block.clocks, known);
    const reader = (this.#reader = new StructReader(bytes, block.offsets[mark] ?? 0));
    let clock = block.clocks[mark] ?? 0;
    let begin = reader.offset;
    reader.read();
    // Past all that is known, and past a gap: nothing begins with one. A block ends with something else.
    while (clock + reader.length <= known || reader.isGap) {
      clock += reader.length;
      begin = reader.offset;
      reader.read();
    }
    if (clock < known) {
      this.#head = restOf(bytes.subarray(begin, reader.offset), block.client, clock, known);
      begin = reader.offset;
      clock += reader.length;
      this.#from = known;
      this.#count = 1;
      if (clock < block.end) reader.read();
    } else this.#from = clock;
    this.passesGap = this.#from > known;
    this.clock = clock;
    this.#begin = this.#end = begin;
  }

  /** What the next struct builds on: client, clock, client, clock. */
  get buildsOn(): readonly number[] {
    return this.#reader.buildsOn;
  }

  /** Cuts the next struct; returns its size in bytes. */
  take(): number {
    const size = this.#reader.offset - this.#end;
    this.#end = this.#reader.offset;
    this.clock += this.#reader.length;
    this.passesGap ||= this.#reader.isGap;
    this.#count++;
    if (this.clock < this.block.end) this.#reader.read();
    return size;
  }

  get headSize(): number {
    return this.#head?.length ?? 0;
  }

  get isEmpty(): boolean {
    return this.#count === 0;
  }

  write(encoder: encoding.Encoder): void {
    encoding.writeVarUint(encoder, this.#count);
    encoding.writeVarUint(encoder, this.block.client);
    encoding.writeVarUint(encoder, this.#from);
    if (this.#head) encoding.writeUint8Array(encoder, this.#head);
    encoding.writeUint8Array(encoder, this.#bytes.subarray(this.#begin, this.#end));
  }
}

/** Bytes that an author's words take in a part beyond themselves: how many, whose, from where. */
const headBytes = 16;

export class StructCut {
  readonly #bytes: Uint8Array;
  readonly #blocks: ReadonlyMap<number, Block>;
  readonly #known: (client: number) => number;
  readonly #cursors = new Map<number, Cursor>();
  /** Bytes that were cut, about. */
  size = 0;
  #isEmpty = true;

  /** `known`: the next clock of a client that the reader lacks. */
  constructor(bytes: Uint8Array, blocks: ReadonlyMap<number, Block>, known: (client: number) => number) {
    this.#bytes = bytes;
    this.#blocks = blocks;
    this.#known = known;
  }

  /** Cuts until `limit` bytes are reached. True: the reader then lacks no struct. */
  fill(limit: number): boolean {
    for (const block of this.#blocks.values()) {
      if (this.#told(block.client) >= block.end) continue;
      if (!this.#cut(this.#cursor(block), limit)) return false;
    }
    return true;
  }

  /** The whole block, and what it builds on; false when the limit came first. */
  #cut(first: Cursor, limit: number): boolean {
    const path = [{ cursor: first, until: first.block.end }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { cursor, until } = top;
      if (cursor.clock >= until) {
        cursor.waits = false;
        path.pop();
        continue;
      }
      // However small the limit, each part brings something.
      if (this.size >= limit && !this.#isEmpty) return false;
      const ground = this.#groundOf(cursor);
      if (ground === null) {
        this.size += cursor.take();
        this.#isEmpty = false;
      } else {
        cursor.waits = true;
        path.push(ground);
      }
    }
    return true;
  }

  /** What has to be cut before the next struct, if anything. Who waits already is not waited for: nothing would ever come. */
  #groundOf({ buildsOn }: Cursor): { cursor: Cursor; until: number } | null {
    for (let at = 0; at < buildsOn.length; at += 2) {
      const client = buildsOn[at] ?? 0;
      const clock = buildsOn[at + 1] ?? 0;
      const block = this.#blocks.get(client);
      if (block === undefined || clock >= block.end || clock < this.#told(client)) continue;
      const cursor = this.#cursor(block);
      if (!cursor.waits && cursor.clock <= clock) return { cursor, until: clock + 1 };
    }
    return null;
  }

  /** The next clock of this client that the reader lacks after all that is cut. */
  #told(client: number): number {
    return this.#cursors.get(client)?.clock ?? this.#known(client);
  }

  #cursor(block: Block): Cursor {
    const known = this.#cursors.get(block.client);
    if (known) return known;
    const cursor = new Cursor(this.#bytes, block, this.#known(block.client));
    this.#cursors.set(block.client, cursor);
    this.size += headBytes + cursor.headSize;
    if (!cursor.isEmpty) this.#isEmpty = false;
    return cursor;
  }

  /** Notes what the reader knows when it has got this part, and of whom it then lacks something that may come later. */
  advance({ clocks, gaps }: { clocks: Map<number, number>; gaps: Map<number, number> }): void {
    for (const [client, { clock, passesGap }] of this.#cursors) {
      if (passesGap && !gaps.has(client)) gaps.set(client, this.#known(client));
      clocks.set(client, clock);
    }
  }

  /** As an update with these deletions. */
  encode(deletions: Uint8Array): Uint8Array {
    const cursors = [...this.#cursors.values()].filter(({ isEmpty }) => !isEmpty);
    return encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, cursors.length);
      for (const cursor of cursors) cursor.write(encoder);
      encoding.writeUint8Array(encoder, deletions);
    });
  }
}

/** Where the last number that is not greater than `limit` stands in an ascending list; 0 when there is none. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

/** A struct without what lies before `known`. */
function restOf(struct: Uint8Array, client: number, clock: number, known: number): Uint8Array {
  const alone = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    writeHead(encoder, client, clock);
    encoding.writeUint8Array(encoder, struct);
    encoding.writeVarUint(encoder, 0);
  });
  const stateVector = Y.encodeStateVector(new Map([[client, known]]));
  const rest = Y.diffUpdate(alone, stateVector);
  const before = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1);
    writeHead(encoder, client, known);
  });
  return rest.subarray(before.length, -1);
}

function writeHead(encoder: encoding.Encoder, client: number, clock: number): void {
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
}
