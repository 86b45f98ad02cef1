import { answer } from '#lib/http/answer.ts';
import { attachment } from '#lib/http/content-disposition.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import type { RequestHandler } from './$types';

/** All of one's own reflections as a Markdown file. */
export const GET: RequestHandler = async (event) => {
  const { fileName, text } = await answer(event.locals.services.reflections.markdown(signedIn(event)));
  return new Response(text, {
    headers: {
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': attachment(fileName),
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  });
};
