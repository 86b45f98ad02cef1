import { redirect } from '@sveltejs/kit';
import { formatLimits } from '#lib/domain/formats/format-limits.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { answer } from '#lib/http/answer.ts';
import { wholeFormat } from '#lib/http/offered-formats.ts';
import { perform } from '#lib/http/perform.ts';
import { requireRoomRight } from '#lib/http/room-right.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import { submittedFormat } from '#lib/http/submitted-format.ts';
import type { Actions, PageServerLoad } from './$types';

/** `?from=` names the format that is duplicated; without it the editor begins with one empty step. */
export const load: PageServerLoad = async (event) => {
  const room = await answer(event.locals.services.rooms.get(signedIn(event), event.params.room));
  requireRoomRight(room.me.role, 'format:write');
  const from = event.url.searchParams.get('from');
  return { room, from, format: from === null ? empty : copyOf((await wholeFormat(event, room.id, from)).format) };
};

export const actions: Actions = {
  save: async (event) => {
    const user = signedIn(event);
    const { room } = event.params;
    const sent = await submittedFormat(event);
    if (!sent.ok) return sent.failure;
    const made = await perform(event.locals.services.formats.create(user, room, sent.format));
    if ('id' in made) redirect(303, `/rooms/${room}/formats/${made.id}`);
    return made;
  },
};

const empty: Format = {
  id: 'our-format',
  title: '',
  summary: '',
  people: { min: 2, max: 2 },
  stages: [
    {
      kind: 'step',
      id: 'step-1',
      title: '',
      minutes: 5,
      floor: 'both',
      prompts: [],
      say: { coachee: '', coach: '', observer: null },
      practice: null,
      yields: [],
      optional: false,
      sealed: false,
      signed: false,
      writers: 'all',
      silence: false,
      advice: 'free',
    },
  ],
};

function copyOf(format: Format): Format {
  const prefix = 'Our ';
  const fits = prefix.length + format.title.length <= (formatLimits.title ?? 0);
  return { ...format, id: 'our-format', title: fits ? prefix + format.title : format.title };
}
