/** A document for a moment: for what only a document can tell of a board, or do to it. */
import * as Y from 'yjs';

/** What was to be taken in is no document. Says what Yjs says. */
export class UnsoundBoard extends Error {
  override readonly name = 'UnsoundBoard';

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** What `use` makes of a document that has taken this in. @throws UnsoundBoard when no document takes it. */
export function inDocument<T>(update: Uint8Array, use: (doc: Y.Doc) => T): T {
  const doc = new Y.Doc();
  try {
    try {
      Y.applyUpdate(doc, update);
    } catch (error) {
      throw new UnsoundBoard(error);
    }
    return use(doc);
  } finally {
    doc.destroy();
  }
}
