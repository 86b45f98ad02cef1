import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { errorSentences } from '#lib/domain/errors.ts';
import { idSchema } from '#lib/domain/id-schema.ts';
import { rhythmOf } from '#lib/domain/closing/next-date.ts';
import { actionsOf, goalsOf } from '#lib/domain/board/outcome.ts';
import { answer } from '#lib/http/answer.ts';
import { dateActions } from '#lib/http/date-actions.ts';
import { perform } from '#lib/http/perform.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** A session that is over, for the few minutes after it. One that goes on is opened where it goes on. */
export const load: PageServerLoad = async (event) => {
  const user = signedIn(event);
  const { sessions, rooms, closing, dates } = event.locals.services;
  const session = await answer(sessions.get(user, event.params.session));
  if (session.status !== 'ended') redirect(303, `/sessions/${session.id}`);
  const [board, ending, date, room] = await Promise.all([
    answer(sessions.board(user, session.id)),
    answer(closing.get(user, session.id)),
    answer(dates.get(user, session.room.id)),
    answer(rooms.get(user, session.room.id)),
  ]);
  return {
    session,
    goals: goalsOf(board),
    actions: actionsOf(board).filter(({ status }) => status === 'open' || status === 'resized'),
    closing: ending,
    date,
    rhythm: rhythmOf(room.past.flatMap(({ startedAt }) => (startedAt === null ? [] : [startedAt]))),
  };
};

const text = z.string();
const sayForm = z.object({ to: idSchema, thanks: text, helped: text, tryNext: text });
const reflectForm = z.object({ text });

/** Anything else is not from our pages. */
async function submitted<S extends z.ZodType>(event: RequestEvent, schema: S): Promise<z.infer<S>> {
  const parsed = schema.safeParse(Object.fromEntries(await event.request.formData()));
  if (!parsed.success) error(400, { message: errorSentences['bad-request'], code: 'bad-request' });
  return parsed.data;
}

export const actions: Actions = {
  ...dateActions(async (event) => {
    const session = await answer(event.locals.services.sessions.get(signedIn(event), event.params.session ?? ''));
    return session.room.id;
  }),

  say: async (event) => {
    const user = signedIn(event);
    const { to, ...words } = await submitted(event, sayForm);
    return perform(
      event.locals.services.closing.sayTo(user, event.params.session, to, words).then(() => ({ said: true })),
    );
  },

  reflect: async (event) => {
    const user = signedIn(event);
    const { text: words } = await submitted(event, reflectForm);
    return perform(
      event.locals.services.closing.reflect(user, event.params.session, words).then(() => ({ kept: true })),
    );
  },
};
