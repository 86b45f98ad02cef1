import { answer } from '#lib/http/answer.ts';
import { offeredFormats } from '#lib/http/offered-formats.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const [room, offered] = await Promise.all([
    answer(event.locals.services.rooms.get(signedIn(event), event.params.room)),
    offeredFormats(event, event.params.room),
  ]);
  return { room, offered };
};
