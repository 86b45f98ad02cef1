import { formatFileSchema } from '#lib/domain/formats/format-file.ts';
import type { RequestHandler } from './$types';

/** What a file with a format must look like, for editors and for people who write one by hand. Open to everybody. */
export const GET: RequestHandler = ({ url }) =>
  new Response(`${JSON.stringify(formatFileSchema(url.origin + url.pathname), null, 2)}\n`, {
    headers: {
      'content-type': 'application/schema+json; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    },
  });
