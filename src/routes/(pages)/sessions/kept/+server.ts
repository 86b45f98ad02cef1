import { error, json } from '@sveltejs/kit';
import { z } from 'zod';
import { keptSessionsLimit } from '#lib/client/board/kept-boards.ts';
import { errorSentences } from '#lib/domain/errors.ts';
import { idSchema } from '#lib/domain/id-schema.ts';
import { answer } from '#lib/http/answer.ts';
import { scriptUser } from '#lib/http/script-user.ts';
import type { RequestHandler } from './$types';

const kept = z.object({ sessions: z.array(idSchema).max(keptSessionsLimit) });

/**
 * `POST { sessions }` answers `{ user, own }`: who asks, and those of the sessions whose room they are in. So a browser
 * finds out which copies of boards it has to let go of.
 */
export const POST: RequestHandler = async (event) => {
  const user = scriptUser(event);
  const asked = kept.safeParse(await event.request.json().catch(() => null));
  if (!asked.success) error(400, { message: errorSentences['bad-request'], code: 'bad-request' });
  const own = await answer(event.locals.services.sessions.ownOf(user, asked.data.sessions));
  return json({ user: user.id, own }, { headers: { 'cache-control': 'private, no-store' } });
};
