import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { answer } from '#lib/http/answer.ts';
import { wholeFormat } from '#lib/http/offered-formats.ts';
import { perform } from '#lib/http/perform.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const [room, whole] = await Promise.all([
    answer(event.locals.services.rooms.get(signedIn(event), event.params.room)),
    wholeFormat(event, event.params.room, event.params.format),
  ]);
  return { room, ...whole };
};

const versionSchema = z.coerce.number().int().positive().catch(0);

export const actions: Actions = {
  delete: async (event) => {
    const user = signedIn(event);
    const { room, format } = event.params;
    const version = versionSchema.parse((await event.request.formData()).get('version'));
    const gone = await perform(
      event.locals.services.formats.remove(user, room, format, version).then(() => ({ gone: true })),
    );
    if ('gone' in gone) redirect(303, `/rooms/${room}/formats`);
    return gone;
  },
};
