import { boardCopyName } from './board-copy-name.ts';
import { deleteKeptBoard, keptBoards } from './kept-boards.ts';

/** Deletes the copies of boards that this browser keeps, as on signing out of a shared computer. */
export async function forgetBoards(): Promise<void> {
  const boards = await keptBoards();
  await Promise.all(boards.map(({ name }) => deleteKeptBoard(name)));
}

/** Deletes one person's copies of these sessions' boards, as on leaving their room. Never rejects. */
export async function forgetBoardsOf(sessions: readonly string[], me: string): Promise<void> {
  if (typeof indexedDB === 'undefined') return;
  // Where storage is blocked there is nothing to delete.
  await Promise.allSettled(sessions.map((session) => deleteKeptBoard(boardCopyName(session, me))));
}
