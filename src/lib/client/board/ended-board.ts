import type { Board } from '#lib/domain/board/card.ts';
import { boardCopyName } from './board-copy-name.ts';
import { deleteKeptBoard, keptBoard } from './kept-boards.ts';

/**
 * What this browser still keeps of a session that has ended: the words that did not reach its board. A copy that holds
 * no such words has nothing left to do and is deleted. The code that reads copies is fetched only when edits wait in
 * one; where that fails, the copy stays for another time.
 */
export async function settleEndedBoard(session: string, me: string, board: Board): Promise<string[]> {
  const kept = await keptBoard(boardCopyName(session, me));
  if (kept === null) return [];
  const words = kept.waiting === 0 ? [] : await readUnsentWords(session, me, board);
  if (words.length === 0) await deleteKeptBoard(kept.name);
  return words;
}

/** The person has their words elsewhere, or wants them no more. */
export function discardEndedBoard(session: string, me: string): Promise<void> {
  return deleteKeptBoard(boardCopyName(session, me));
}

/** The server has no such board for this person (any more): their copy goes, unless edits wait in it. */
export async function forgetUnreachableBoard(session: string, me: string): Promise<void> {
  const kept = await keptBoard(boardCopyName(session, me));
  if (kept?.waiting === 0) await deleteKeptBoard(kept.name);
}

async function readUnsentWords(session: string, me: string, board: Board): Promise<string[]> {
  const { readUnsent } = await import('./unsent-copy.ts');
  return readUnsent(session, me, board);
}
