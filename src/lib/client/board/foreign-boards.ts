import { z } from 'zod';
import { isId } from '#lib/domain/ids.ts';
import { askServer } from '#lib/client/ask-server.ts';
import { boardCopyPrefix } from './board-copy-name.ts';
import { forgetBoardsOf } from './forget-boards.ts';
import { keptBoards, keptSessionsLimit } from './kept-boards.ts';

const ownSchema = z.object({ user: z.string(), own: z.array(z.string()) });

/**
 * Deletes one person's copies of boards whose rooms they are no longer in: they may have left on another device, or been
 * taken out. A copy with words that never reached the server stays until they sign out, which asks first. Never rejects;
 * without an answer from the server nothing is deleted.
 */
export async function forgetForeignBoards(me: string): Promise<void> {
  const end = `-${me}`;
  const sessions = (await keptBoards())
    .filter(({ name, waiting }) => waiting === 0 && name.endsWith(end))
    .map(({ name }) => name.slice(boardCopyPrefix.length, -end.length))
    .filter(isId)
    .slice(0, keptSessionsLimit);
  if (sessions.length === 0) return;
  const answer = await askServer('/sessions/kept', ownSchema, { method: 'POST', body: { sessions } });
  // In another tab somebody else may have signed in meanwhile: the answer is about them.
  if (!answer.ok || answer.value.user !== me) return;
  const { own } = answer.value;
  await forgetBoardsOf(
    sessions.filter((session) => !own.includes(session)),
    me,
  );
}
