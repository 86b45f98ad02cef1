import { json } from '@sveltejs/kit';
import { answer } from '#lib/http/answer.ts';
import { signedInOr401 } from '#lib/http/signed-in.ts';
import type { RequestHandler } from './$types';

/** Keeps a picture, sent as it is, for the room's boards. */
export const POST: RequestHandler = async (event) => {
  const user = signedInOr401(event);
  const { images } = event.locals.services;
  const bytes = new Uint8Array(await event.request.arrayBuffer());
  return json(await answer(images.add(user, event.params.room, bytes)), { status: 201 });
};
