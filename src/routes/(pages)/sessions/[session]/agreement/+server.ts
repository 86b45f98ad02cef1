import { error, json } from '@sveltejs/kit';
import { z } from 'zod';
import { agreementLimit } from '#lib/domain/agreement.ts';
import { errorSentences } from '#lib/domain/errors.ts';
import { answer } from '#lib/http/answer.ts';
import { scriptUser } from '#lib/http/script-user.ts';
import type { RequestHandler } from './$types';

/** `GET` answers `{ signatures, before }`: who signed in this session, and what the room signed before, for its peers. */
export const GET: RequestHandler = async (event) => {
  const user = scriptUser(event);
  const { agreements, sessions } = event.locals.services;
  const { id, room, me } = await answer(sessions.get(user, event.params.session));
  const [signatures, before] = await Promise.all([
    answer(agreements.list(user, id)),
    me.role === 'peer' ? answer(agreements.forRoom(user, room.id)) : null,
  ]);
  return json({ signatures, before: before?.session === id ? null : before });
};

const signing = z.object({ text: z.string().min(1).max(agreementLimit) });

/** `POST { text }` signs the agreement on the board, if it still reads so. */
export const POST: RequestHandler = async (event) => {
  const user = scriptUser(event);
  const signed = signing.safeParse(await event.request.json().catch(() => null));
  if (!signed.success) error(400, { message: errorSentences['bad-request'], code: 'bad-request' });
  await answer(event.locals.services.agreements.sign(user, event.params.session, signed.data.text));
  return json({ signed: true });
};
