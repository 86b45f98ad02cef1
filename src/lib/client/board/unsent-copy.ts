import * as Y from 'yjs';
import { readBoard } from '#lib/crdt/board-doc.ts';
import type { Board } from '#lib/domain/board/card.ts';
import { unsentWords } from '#lib/domain/board/unsent-words.ts';
import { openBoardCopy } from './board-copy.ts';

/** The words in one's copy of a board that the board does not have. Rejects when the copy cannot be opened. */
export async function readUnsent(session: string, me: string, board: Board): Promise<string[]> {
  const doc = new Y.Doc();
  const copy = await openBoardCopy(session, me, doc);
  if (copy === null) throw new Error('This browser does not open the copy of the board.');
  try {
    await copy.loaded;
    return unsentWords(readBoard(doc), board, me);
  } finally {
    await copy.close();
    doc.destroy();
  }
}
