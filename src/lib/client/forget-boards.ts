import { deleteKeptBoard, keptBoards } from './kept-boards.ts';

/** Deletes the copies of boards that this browser keeps, as on signing out of a shared computer. */
export async function forgetBoards(): Promise<void> {
  const boards = await keptBoards();
  await Promise.all(boards.map(({ name }) => deleteKeptBoard(name)));
}
