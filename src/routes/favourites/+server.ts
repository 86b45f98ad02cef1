import { error, json, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { errorSentences } from '#lib/domain/errors.ts';
import { answer } from '#lib/http/answer.ts';
import { scriptUser } from '#lib/http/script-user.ts';
import type { RequestHandler } from './$types';

const request = z.object({ prompt: z.string().max(1_000) });

async function promptIn(event: RequestEvent): Promise<string> {
  const parsed = request.safeParse(await event.request.json().catch(() => null));
  if (!parsed.success) error(400, { message: errorSentences['bad-request'], code: 'bad-request' });
  return parsed.data.prompt;
}

const list = async (event: RequestEvent): Promise<Response> =>
  json(
    { prompts: await answer(event.locals.services.favourites.list(scriptUser(event))) },
    { headers: { 'cache-control': 'private, no-store' } },
  );

/** One's own favourite questions: `{ prompts }`, the oldest first. */
export const GET: RequestHandler = (event) => list(event);

/** `POST { prompt }` keeps a question. Answers as `GET`. */
export const POST: RequestHandler = async (event) => {
  await answer(event.locals.services.favourites.add(scriptUser(event), await promptIn(event)));
  return list(event);
};

/** `DELETE { prompt }` lets go of one. Answers as `GET`. */
export const DELETE: RequestHandler = async (event) => {
  await answer(event.locals.services.favourites.remove(scriptUser(event), await promptIn(event)));
  return list(event);
};
