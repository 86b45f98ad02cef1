import { fail, redirect } from '@sveltejs/kit';
import { faultSentence } from '#lib/domain/formats/format-check.ts';
import { readFormatFile } from '#lib/domain/formats/format-file.ts';
import { answer } from '#lib/http/answer.ts';
import { perform } from '#lib/http/perform.ts';
import { requireRoomRight } from '#lib/http/room-right.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const room = await answer(event.locals.services.rooms.get(signedIn(event), event.params.room));
  requireRoomRight(room.me.role, 'format:write');
  return { room };
};

export const actions: Actions = {
  /** A file, or else what was pasted. Nothing is stored unless all of it is right. */
  default: async (event) => {
    const user = signedIn(event);
    const { room } = event.params;
    const form = await event.request.formData();
    const file = form.get('file');
    const pasted = form.get('text');
    const text = file instanceof File && file.size > 0 ? await file.text() : typeof pasted === 'string' ? pasted : '';
    const read = readFormatFile(text);
    if (!read.ok) return fail(400, { sentences: read.faults.map(faultSentence) });
    const made = await perform(event.locals.services.formats.create(user, room, read.format));
    if ('id' in made) redirect(303, `/rooms/${room}/formats/${made.id}`);
    return fail(made.status, { sentences: [made.data.sentence] });
  },
};
