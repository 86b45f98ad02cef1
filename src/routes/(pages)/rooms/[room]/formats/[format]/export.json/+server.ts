import { fileNameOf } from '#lib/domain/file-name.ts';
import { writeFormatFile } from '#lib/domain/formats/format-file.ts';
import { answer } from '#lib/http/answer.ts';
import { attachment } from '#lib/http/content-disposition.ts';
import { wholeFormat } from '#lib/http/offered-formats.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import type { RequestHandler } from './$types';

/** The format as a JSON file, for another room or another server. */
export const GET: RequestHandler = async (event) => {
  const { room, format: id } = event.params;
  // A built-in format is everybody's, this address is the room's.
  await answer(event.locals.services.rooms.get(signedIn(event), room));
  const { format } = await wholeFormat(event, room, id);
  return new Response(writeFormatFile(format, new URL('/schemas/format.json', event.url).href), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': attachment(fileNameOf(format.title, { ending: 'json', otherwise: 'format' })),
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  });
};
