/**
 * What a Yjs update must be before the board takes it. Nothing else stands between a peer and the document:
 * three in four updates with a wrong byte throw when they are applied, and some leave a document behind that
 * throws for good. Decoding costs microseconds; a poisoned board costs the session.
 */
import * as Y from 'yjs';
import { clockLimit, gistOfPlain, type Gist } from './plain-update.ts';
import { StructReader } from './struct-reader.ts';

export type UpdateContent = ReturnType<typeof Y.decodeUpdate>;
type Struct = UpdateContent['structs'][number];

/** An update that decodes to its last byte. */
export class SoundUpdate {
  readonly bytes: Uint8Array;
  readonly #gist: Gist;

  /** For `readSoundUpdate`, which has read it. */
  constructor(bytes: Uint8Array, gist: Gist) {
    this.bytes = bytes;
    this.#gist = gist;
  }

  /** Whether it adds anything to a board. */
  get adds(): boolean {
    return this.#gist.adds;
  }

  /** Whether it takes anything away. */
  get deletes(): boolean {
    return this.#gist.deletes;
  }

  /** How many authors' words are in it. */
  get authors(): number {
    return authorsIn(this.bytes);
  }

  /** Whether it says nothing at all. */
  get isEmpty(): boolean {
    return !this.#gist.adds && !this.#gist.deletes;
  }

  /** All that is in it: decoded each time that it is asked for. */
  get content(): UpdateContent {
    return Y.decodeUpdate(this.bytes);
  }
}

/** How many authors' words are in a sound update: the number that it begins with. */
export function authorsIn(update: Uint8Array): number {
  return new StructReader(update, 0).varUint();
}

/** The update that says nothing: no structs, no deletions. */
export const emptyUpdate: Uint8Array = new Uint8Array([0, 0]);

/** A value nested deeper than this would overflow the stack of some reader long after it was accepted. */
const depthLimit = 100;

/** Remembers the decoder that Yjs makes for itself, so that what it left over can be seen. Used synchronously. */
class WatchedDecoder extends Y.UpdateDecoderV1 {
  static latest: WatchedDecoder | null = null;
  constructor(...args: ConstructorParameters<typeof Y.UpdateDecoderV1>) {
    super(...args);
    WatchedDecoder.latest = this;
  }
}

/** Reads an update in Yjs' first encoding. Null when it is not one, has bytes left over, or holds what no editor writes. */
export function readSoundUpdate(bytes: Uint8Array): SoundUpdate | null {
  const gist = gistOfPlain(bytes) ?? gistOfDecoded(bytes);
  return gist && new SoundUpdate(bytes, gist);
}

/** What any update is about, as Yjs reads it; null when it is not sound. */
export function gistOfDecoded(bytes: Uint8Array): Gist | null {
  try {
    const { structs, ds } = Y.decodeUpdateV2(bytes, WatchedDecoder);
    const complete = WatchedDecoder.latest?.restDecoder.pos === bytes.length;
    if (!complete || !structs.every(isSound) || !authorsInOrder(bytes) || !deletesInOrder(ds)) return null;
    return { adds: structs.length > 0, deletes: ds.clients.size > 0 };
  } catch {
    // Whatever decoding stumbled over, the consequence is the same: the sender is told that it is malformed.
    return null;
  }
}

/**
 * Yjs writes the highest author first, each once, and nobody who adds nothing. Others rely on it: merging drops what
 * comes in another order, and a document sees only the last of what is said to be one author's. Decoding shows the
 * structs without the heads that stand before them, so these are read from the bytes.
 */
function authorsInOrder(bytes: Uint8Array): boolean {
  const reader = new StructReader(bytes, 0);
  let last = Infinity;
  for (let authors = reader.varUint(); authors > 0; authors--) {
    const structs = reader.varUint();
    const client = reader.varUint();
    if (structs === 0 || client >= last) return false;
    last = client;
    reader.varUint();
    for (let nth = 0; nth < structs; nth++) reader.read();
  }
  return true;
}

/** A struct without length, or beyond the numbers that can be counted, breaks the order of everything after it. */
function isSound(struct: Struct): boolean {
  if (struct.length < 1 || struct.id.clock + struct.length > clockLimit) return false;
  if (!(struct instanceof Y.Item)) return true;
  if (!buildsOnThePast(struct)) return false;
  const { content } = struct;
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) return isShallow(content.arr);
  if (content instanceof Y.ContentEmbed) return isShallow(content.embed);
  if (content instanceof Y.ContentFormat) return isShallow(content.value);
  // A document inside the document: the board has none, and each would cost every reader a Y.Doc.
  return !(content instanceof Y.ContentDoc);
}

/**
 * What stands beside or above an item in its own author's words was written before it. Documents check only what
 * comes from others, and throw at an item that builds on itself or on what its author has not written yet.
 */
function buildsOnThePast({ id, origin, rightOrigin, parent }: Y.Item): boolean {
  return [origin, rightOrigin, parent].every(
    (other) => !(other instanceof Y.ID) || other.clock < (other.client === id.client ? id.clock : clockLimit),
  );
}

/**
 * Deletions come in order, without overlap, each of something. A document that keeps others for later (because what
 * they delete has not come yet) writes down nonsense and throws at everything that follows.
 */
function deletesInOrder(ds: UpdateContent['ds']): boolean {
  for (const ranges of ds.clients.values()) {
    let end = 0;
    for (const { clock, len } of ranges) {
      if (len < 1 || clock < end) return false;
      end = clock + len;
    }
    if (end > clockLimit) return false;
  }
  return true;
}

function isShallow(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return true;
  if (depth > depthLimit) return false;
  return Object.values(value).every((inner) => isShallow(inner, depth + 1));
}
