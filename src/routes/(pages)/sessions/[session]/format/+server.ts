import { error, json } from '@sveltejs/kit';
import { z } from 'zod';
import { errorSentences } from '#lib/domain/errors.ts';
import { answer } from '#lib/http/answer.ts';
import { offeredFormats } from '#lib/http/offered-formats.ts';
import { scriptUser } from '#lib/http/script-user.ts';
import { offersFor } from '#lib/ui/formats/offered-format.ts';
import type { RequestHandler } from './$types';

/** `GET` answers `{ offers }`: the formats that as many people could follow as the room has peers. */
export const GET: RequestHandler = async (event) => {
  const user = scriptUser(event);
  const { room, members } = await answer(event.locals.services.sessions.get(user, event.params.session));
  const peers = members.filter(({ role }) => role === 'peer').length;
  const { fitting } = offersFor(await offeredFormats(event, room.id), peers);
  return json({ offers: fitting.map(({ id, title, length, summary }) => ({ id, title, length, summary })) });
};

const choice = z.object({ format: z.string().max(64), version: z.number().int().nonnegative() });

/** `POST { format, version }` leads the session by that format, if its flow is still at that version. */
export const POST: RequestHandler = async (event) => {
  const user = scriptUser(event);
  const chosen = choice.safeParse(await event.request.json().catch(() => null));
  if (!chosen.success) error(400, { message: errorSentences['bad-request'], code: 'bad-request' });
  const { format, version } = chosen.data;
  await answer(event.locals.services.sessions.chooseFormat(user, event.params.session, format, version));
  return json({ chosen: format });
};
