import { error } from '@sveltejs/kit';
import { errorSentences } from '#lib/domain/errors.ts';
import { answer } from '#lib/http/answer.ts';
import { attachment } from '#lib/http/content-disposition.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import type { RequestHandler } from './$types';

/** The room's next session for a calendar. */
export const GET: RequestHandler = async (event) => {
  const user = signedIn(event);
  const file = await answer(event.locals.services.dates.calendar(user, event.params.room, event.url.origin));
  if (file === null) error(404, { message: errorSentences['not-found'], code: 'not-found' });
  return new Response(file.text, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': attachment(file.fileName),
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  });
};
