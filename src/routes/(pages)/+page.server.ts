import { fail, redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { z } from 'zod';
import { nameSchema } from '#lib/domain/person.ts';
import { answer } from '#lib/http/answer.ts';
import { formSchema, refuse } from '#lib/http/form.ts';
import { promiseActions } from '#lib/http/promise-actions.ts';
import { setSignInCookie } from '#lib/http/sign-in-cookie.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import { visitor } from '#lib/http/visitor.ts';
import { roomNameFor } from '#lib/ui/pages/home/room-name.ts';
import type { Actions, PageServerLoad } from './$types';

const nameForm = formSchema(z.object({ name: nameSchema }));

/** The landing page for strangers, home for everybody else. */
export const load: PageServerLoad = async ({ locals }) => {
  const { user, services } = locals;
  if (user === null) return { home: null, form: await superValidate(nameForm) };
  const [rooms, promises, dates, form] = await Promise.all([
    answer(services.rooms.list(user)),
    answer(services.actions.listOpen(user)),
    answer(services.dates.list(user)),
    superValidate({ name: roomNameFor(user.name) }, nameForm, { errors: false }),
  ]);
  return { home: { rooms, promises, dates }, form };
};

export const actions: Actions = {
  ...promiseActions,

  /** From a name to a live room, in one go. Somebody who is signed in already keeps who they are. */
  start: async (event) => {
    const form = await superValidate(event.request, nameForm);
    if (!form.valid) return fail(400, { form });
    let session: string;
    try {
      const { rooms, sessions } = event.locals.services;
      const { user, cookie } = await visitor(event, form.data.name);
      if (cookie !== null) setSignInCookie(event.cookies, cookie);
      const room = await rooms.create(user, roomNameFor(user.name));
      session = (await sessions.create(user, room.id)).id;
    } catch (failure) {
      return refuse(form, failure);
    }
    redirect(303, `/sessions/${session}?invite=1`);
  },

  room: async (event) => {
    const user = signedIn(event);
    const form = await superValidate(event.request, nameForm);
    if (!form.valid) return fail(400, { form });
    let room: string;
    try {
      room = (await event.locals.services.rooms.create(user, form.data.name)).id;
    } catch (failure) {
      return refuse(form, failure);
    }
    redirect(303, `/rooms/${room}`);
  },
};
