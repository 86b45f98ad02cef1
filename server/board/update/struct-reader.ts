/**
 * Walks through the structs of an update (Yjs' first encoding) without making objects of them: where each ends, how
 * much of its author's clock it takes, what it builds on. Several times faster than decoding, and it leaves nothing
 * behind. It reads what Yjs itself has written or decoded: of bytes that nobody has looked at it would believe anything.
 */

const [gc, deleted, json, binary, text, embed, format, type, any, document, skip] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const [hasOrigin, hasRightOrigin, hasParentKey, kindBits] = [0x80, 0x40, 0x20, 0x1f];

/** References of `ContentType` that a name follows: an XML element and an XML hook. */
const namedTypes: readonly number[] = [3, 5];

/** Bytes of a value after its first one, by that first one (lib0's `readAny`); the rest has a length of its own. */
const float32 = 124;
const eightBytes: readonly number[] = [123, 122];

export class StructReader {
  readonly #bytes: Uint8Array;
  /** Where the next struct begins. */
  offset: number;
  /** Clock units of the struct that was read last. */
  length = 0;
  /** Whether that struct only says that something is missing here. */
  isGap = false;
  /** What that struct stands beside or in: client, clock, client, clock. */
  readonly buildsOn: number[] = [];

  constructor(bytes: Uint8Array, offset: number) {
    this.#bytes = bytes;
    this.offset = offset;
  }

  /** Reads one struct. @throws when there is none. */
  read(): void {
    const info = this.#byte();
    const kind = info & kindBits;
    this.buildsOn.length = 0;
    this.isGap = kind === skip;
    // What was collected as garbage has nothing but a length, like a gap.
    if (kind === gc || kind === skip) this.length = this.varUint();
    else {
      this.#readPlace(info);
      this.length = this.#readContent(kind);
    }
    if (this.offset > this.#bytes.length) throw new Error('an update ends in the midst of a struct');
  }

  varUint(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.offset++];
    if (byte === undefined) throw new Error('an update ends too early');
    return byte;
  }

  #readPlace(info: number): void {
    if ((info & hasOrigin) !== 0) this.#readId();
    if ((info & hasRightOrigin) !== 0) this.#readId();
    if ((info & (hasOrigin | hasRightOrigin)) !== 0) return;
    if (this.varUint() === 1) this.#skipBytes();
    else this.#readId();
    if ((info & hasParentKey) !== 0) this.#skipBytes();
  }

  #readId(): void {
    this.buildsOn.push(this.varUint(), this.varUint());
  }

  /** Returns the clock units. */
  #readContent(kind: number): number {
    switch (kind) {
      case deleted:
        return this.varUint();
      case text:
        return this.#skipText();
      case json: {
        const values = this.varUint();
        for (let nth = 0; nth < values; nth++) this.#skipBytes();
        return values;
      }
      case any: {
        const values = this.varUint();
        for (let nth = 0; nth < values; nth++) this.#skipAny();
        return values;
      }
      case format:
        this.#skipBytes();
        this.#skipBytes();
        return 1;
      case binary:
      case embed:
        this.#skipBytes();
        return 1;
      case type:
        if (namedTypes.includes(this.varUint())) this.#skipBytes();
        return 1;
      case document:
        this.#skipBytes();
        this.#skipAny();
        return 1;
      default:
        throw new Error(`an update holds a struct of an unknown kind: ${kind}`);
    }
  }

  #skipBytes(): void {
    const length = this.varUint();
    this.offset += length;
  }

  /** Text is counted as JavaScript counts it: characters that take four bytes are two. */
  #skipText(): number {
    const end = this.varUint() + this.offset;
    if (end > this.#bytes.length) throw new Error('an update ends in the midst of a text');
    let units = 0;
    for (let at = this.offset; at < end; at++) {
      const byte = this.#bytes[at] ?? 0;
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
    }
    this.offset = end;
    return units;
  }

  #skipAny(): void {
    const kind = this.#byte();
    if (kind === float32) this.offset += 4;
    else if (eightBytes.includes(kind)) this.offset += 8;
    // A whole number: its sign and going on are marked in each byte's highest bit.
    else if (kind === 125) while (this.#byte() >= 0x80);
    else if (kind === 119 || kind === 116) this.#skipBytes();
    else if (kind === 118 || kind === 117) {
      const values = this.varUint();
      for (let nth = 0; nth < values; nth++) {
        if (kind === 118) this.#skipBytes();
        this.#skipAny();
      }
    } else if (kind !== 127 && kind !== 126 && kind !== 121 && kind !== 120)
      throw new Error(`an update holds a value of an unknown kind: ${kind}`);
  }
}
