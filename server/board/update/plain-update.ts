/**
 * The updates that editors send all day, read without making an object of anything in them. It knows the common kinds
 * of content and small numbers; whatever else an update holds is left to Yjs' own decoder (`sound-update.ts`), whose
 * word counts. So this may turn away what is sound, and never takes what is not: a test holds the two together.
 */
import { isUtf8 } from 'node:buffer';

/** What an update is about. */
export interface Gist {
  readonly adds: boolean;
  readonly deletes: boolean;
}

const [gc, deleted, text, type, any, skip] = [0, 1, 4, 7, 8, 10];
const [hasOrigin, hasRightOrigin, hasParentKey, kindBits] = [0x80, 0x40, 0x20, 0x1f];

/** References of `ContentType` that stand alone: array, map and text. */
const lastNamelessType = 2;

/** Values in lib0's `readAny`, by their first byte. */
const [anyBytes, anyList, anyRecord, anyText, anyTrue, anyFalse] = [116, 117, 118, 119, 120, 121];
const [anyBigInt, anyFloat64, anyFloat32, anyInteger, anyNull, anyUndefined] = [122, 123, 124, 125, 126, 127];

/** In bytes, of seven bits each. No clock and no id that is longer comes from an editor. */
const longestNumber = 6;

/** Nobody writes so much. Documents keep what has to wait in an encoding that doubles clocks and cannot hold larger ones. */
export const clockLimit = 2 ** 48;

const deepestValue = 8;

const nothing = new Uint8Array();

const gists: readonly Gist[] = [
  { adds: false, deletes: false },
  { adds: true, deletes: false },
  { adds: false, deletes: true },
  { adds: true, deletes: true },
];

class PlainReader {
  #bytes: Uint8Array = nothing;
  /** Beyond the end for good once something was met that is not plain. */
  #at = 0;

  /** Null: it is not plain. */
  read(bytes: Uint8Array): Gist | null {
    this.#bytes = bytes;
    this.#at = 0;
    const authors = this.#number();
    let lastAuthor = Infinity;
    for (let nth = 0; nth < authors && this.#goesOn(); nth++) lastAuthor = this.#readStructs(lastAuthor);
    const deleters = this.#number();
    this.#readDeletions(deleters);
    const plain = this.#at === bytes.length;
    this.#bytes = nothing;
    return plain ? (gists[(authors > 0 ? 1 : 0) + (deleters > 0 ? 2 : 0)] ?? null) : null;
  }

  /** False once something was missing or not plain: a number that says how much follows may be wrong by any amount. */
  #goesOn(): boolean {
    return this.#at <= this.#bytes.length;
  }

  #giveUp(): void {
    this.#at = this.#bytes.length + 1;
  }

  /** Gives up in the midst of a number. */
  #lost(): number {
    this.#giveUp();
    return 0;
  }

  #byte(): number {
    return this.#bytes[this.#at++] ?? this.#lost();
  }

  #number(): number {
    let value = this.#byte();
    if (value < 0x80) return value;
    value &= 0x7f;
    let scale = 128;
    for (let nth = 1; nth < longestNumber; nth++) {
      const byte = this.#byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
    return this.#lost();
  }

  /** Their author, who stands before all who are still to come. */
  #readStructs(lastAuthor: number): number {
    const structs = this.#number();
    const client = this.#number();
    // Nobody writes of authors who add nothing.
    if (structs === 0 || client >= lastAuthor) return this.#lost();
    let clock = this.#number();
    for (let nth = 0; nth < structs && this.#goesOn(); nth++) {
      const length = this.#readStruct(client, clock);
      clock += length;
      if (length < 1 || clock > clockLimit) return this.#lost();
    }
    return client;
  }

  /** Its length on the clock; 0 when it is not plain. */
  #readStruct(client: number, clock: number): number {
    const info = this.#byte();
    if (info === gc || info === skip) return this.#number();
    if ((info & hasOrigin) !== 0 && !this.#isPast(client, clock)) return 0;
    if ((info & hasRightOrigin) !== 0 && !this.#isPast(client, clock)) return 0;
    if ((info & (hasOrigin | hasRightOrigin)) === 0) {
      if (this.#number() === 1) this.#text();
      else if (!this.#isPast(client, clock)) return 0;
      if ((info & hasParentKey) !== 0) this.#text();
    }
    switch (info & kindBits) {
      case text:
        return this.#text();
      case any:
        return this.#values();
      case type:
        return this.#number() <= lastNamelessType ? 1 : 0;
      case deleted:
        return this.#number();
      default:
        return 0;
    }
  }

  /** Reads the id of what a struct builds on. */
  #isPast(client: number, clock: number): boolean {
    const otherClient = this.#number();
    const otherClock = this.#number();
    return otherClient !== client || otherClock < clock;
  }

  /** Its length as JavaScript counts it: characters that take four bytes are two. */
  #text(): number {
    const size = this.#number();
    const from = this.#at;
    const end = from + size;
    const bytes = this.#bytes;
    if (end > bytes.length) return this.#lost();
    this.#at = end;
    let units = size;
    let ascii = true;
    for (let at = from; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x80) continue;
      ascii = false;
      if (byte < 0xc0) units--;
      else if (byte >= 0xf0) units++;
    }
    if (!ascii && !isUtf8(bytes.subarray(from, end))) return this.#lost();
    return units;
  }

  /** How many there are. */
  #values(depth = 0): number {
    const count = this.#number();
    for (let nth = 0; nth < count && this.#goesOn(); nth++) this.#value(depth);
    return count;
  }

  #fields(depth: number): void {
    const count = this.#number();
    for (let nth = 0; nth < count && this.#goesOn(); nth++) {
      this.#text();
      this.#value(depth);
    }
  }

  #value(depth: number): void {
    const kind = this.#byte();
    switch (kind) {
      case anyUndefined:
      case anyNull:
      case anyTrue:
      case anyFalse:
        return;
      case anyInteger:
        // Sign and going on are marked in each byte's highest bits; its size matters to nobody.
        for (let nth = 0; this.#byte() >= 0x80; nth++) if (nth === longestNumber) this.#giveUp();
        return;
      case anyFloat32:
        this.#at += 4;
        return;
      case anyFloat64:
      case anyBigInt:
        this.#at += 8;
        return;
      case anyText:
        this.#text();
        return;
      case anyBytes: {
        const size = this.#number();
        this.#at += size;
        return;
      }
      case anyList:
        if (depth < deepestValue) this.#values(depth + 1);
        else this.#giveUp();
        return;
      case anyRecord:
        if (depth < deepestValue) this.#fields(depth + 1);
        else this.#giveUp();
        return;
      default:
        this.#giveUp();
    }
  }

  /** In the order in which Yjs writes them: nobody's deletions stand in two places. */
  #readDeletions(deleters: number): void {
    let lastClient = Infinity;
    for (let nth = 0; nth < deleters && this.#goesOn(); nth++) {
      const client = this.#number();
      if (client >= lastClient) return this.#giveUp();
      lastClient = client;
      const ranges = this.#number();
      if (ranges === 0) return this.#giveUp();
      let end = 0;
      for (let range = 0; range < ranges && this.#goesOn(); range++) {
        const clock = this.#number();
        const length = this.#number();
        if (length < 1 || clock < end) return this.#giveUp();
        end = clock + length;
      }
    }
  }
}

const reader = new PlainReader();

/** What a plain update is about; null when it is not plain: then nothing is known of it. */
export function gistOfPlain(bytes: Uint8Array): Gist | null {
  return reader.read(bytes);
}
