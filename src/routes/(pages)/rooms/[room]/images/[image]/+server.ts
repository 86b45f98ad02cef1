import { answer } from '#lib/http/answer.ts';
import { signedInOr401 } from '#lib/http/signed-in.ts';
import type { RequestHandler } from './$types';

/** A picture of the room's boards, for those who may read them. It never changes, so a browser asks once. */
export const GET: RequestHandler = async (event) => {
  const { room, image } = event.params;
  const { type, bytes } = await answer(event.locals.services.images.read(signedInOr401(event), room, image));
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-length': String(bytes.length),
      'cache-control': 'private, max-age=31536000, immutable',
      // Opened by itself it can do nothing, whatever a browser takes it for.
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  });
};
