import { error, redirect } from '@sveltejs/kit';
import { errorSentences } from '#lib/domain/errors.ts';
import { answer } from '#lib/http/answer.ts';
import { ownFormat } from '#lib/http/offered-formats.ts';
import { perform } from '#lib/http/perform.ts';
import { requireRoomRight } from '#lib/http/room-right.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import { submittedFormat } from '#lib/http/submitted-format.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const [room, { format, own }] = await Promise.all([
    answer(event.locals.services.rooms.get(signedIn(event), event.params.room)),
    ownFormat(event, event.params.room, event.params.format),
  ]);
  requireRoomRight(room.me.role, 'format:write');
  return { room, id: event.params.format, format, version: own.version };
};

export const actions: Actions = {
  /** Replaces the version that the editor began from; refused when somebody else was quicker. */
  save: async (event) => {
    const user = signedIn(event);
    const { room, format: id } = event.params;
    const sent = await submittedFormat(event);
    if (!sent.ok) return sent.failure;
    const { format, version } = sent;
    if (version === null) error(400, { message: errorSentences['bad-request'], code: 'bad-request' });
    const saved = await perform(
      event.locals.services.formats.save(user, room, id, version, format).then(() => ({ saved: true })),
    );
    if ('saved' in saved) redirect(303, `/rooms/${room}/formats/${id}`);
    return saved;
  },

  /** What was written becomes a format of its own, beside the one that somebody else changed meanwhile. */
  copy: async (event) => {
    const user = signedIn(event);
    const { room } = event.params;
    const sent = await submittedFormat(event);
    if (!sent.ok) return sent.failure;
    const made = await perform(event.locals.services.formats.create(user, room, sent.format));
    if ('id' in made) redirect(303, `/rooms/${room}/formats/${made.id}`);
    return made;
  },
};
