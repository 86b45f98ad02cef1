/**
 * What a Yjs update must be before the board takes it. Nothing else stands between a peer and the document:
 * three in four updates with a wrong byte throw when they are applied, and some leave a document behind that
 * throws for good. Decoding costs microseconds; a poisoned board costs the session.
 */
import * as Y from 'yjs';

export type UpdateContent = ReturnType<typeof Y.decodeUpdate>;
type Struct = UpdateContent['structs'][number];

/** An update that decodes to its last byte, together with what is in it. */
export interface SoundUpdate {
  readonly bytes: Uint8Array;
  readonly content: UpdateContent;
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

/** Decodes an update in Yjs' first encoding. Null when it is not one, has bytes left over, or holds what no editor writes. */
export function readSoundUpdate(bytes: Uint8Array): SoundUpdate | null {
  try {
    const content = Y.decodeUpdateV2(bytes, WatchedDecoder);
    const complete = WatchedDecoder.latest?.restDecoder.pos === bytes.length;
    return complete && content.structs.every(isSound) && deletesSoundly(content) ? { bytes, content } : null;
  } catch {
    // Whatever decoding stumbled over, the consequence is the same: the sender is told that it is malformed.
    return null;
  }
}

/** Whether the update says nothing at all. */
export function isEmpty({ content }: SoundUpdate): boolean {
  return content.structs.length === 0 && content.ds.clients.size === 0;
}

/** A struct without length, or beyond the numbers that can be counted, breaks the order of everything after it. */
function isSound(struct: Struct): boolean {
  if (struct.length < 1 || !Number.isSafeInteger(struct.id.clock + struct.length)) return false;
  if (!(struct instanceof Y.Item)) return true;
  const { content } = struct;
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) return isShallow(content.arr);
  if (content instanceof Y.ContentEmbed) return isShallow(content.embed);
  if (content instanceof Y.ContentFormat) return isShallow(content.value);
  // A document inside the document: the board has none, and each would cost every reader a Y.Doc.
  return !(content instanceof Y.ContentDoc);
}

/** A deletion of nothing, or beyond the numbers that can be counted, makes every document throw that gets it too early. */
function deletesSoundly({ ds }: UpdateContent): boolean {
  for (const ranges of ds.clients.values())
    if (!ranges.every(({ clock, len }) => len >= 1 && Number.isSafeInteger(clock + len))) return false;
  return true;
}

function isShallow(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return true;
  if (depth > depthLimit) return false;
  return Object.values(value).every((inner) => isShallow(inner, depth + 1));
}
