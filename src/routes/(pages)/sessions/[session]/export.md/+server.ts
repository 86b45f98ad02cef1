import { answer } from '#lib/http/answer.ts';
import { attachment } from '#lib/http/content-disposition.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import type { RequestHandler } from './$types';

/** The whole session as a Markdown file. */
export const GET: RequestHandler = async (event) => {
  const { fileName, text } = await answer(
    event.locals.services.sessions.markdown(signedIn(event), event.params.session),
  );
  return new Response(text, {
    headers: {
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': attachment(fileName),
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  });
};
