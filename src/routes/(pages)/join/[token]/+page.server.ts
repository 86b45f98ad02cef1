import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { z } from 'zod';
import { nameSchema } from '#lib/domain/person.ts';
import { answer } from '#lib/http/answer.ts';
import { formSchema, refuse } from '#lib/http/form.ts';
import { perform } from '#lib/http/perform.ts';
import { setSignInCookie } from '#lib/http/sign-in-cookie.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import { visitor } from '#lib/http/visitor.ts';
import type { CurrentUser } from '../../../../../server/services.ts';
import type { Actions, PageServerLoad } from './$types';

const nameForm = formSchema(z.object({ name: nameSchema }));

export const load: PageServerLoad = async (event) => {
  const { locals, params, setHeaders } = event;
  setHeaders({
    'cache-control': 'private, no-store',
    // The address is the key to a room and goes to no other site. With `no-referrer` browsers would also send a form
    // without its origin, and whoever has no scripts could not join.
    'referrer-policy': 'same-origin',
    'x-robots-tag': 'noindex',
  });
  const [invite, form] = await Promise.all([
    answer(locals.services.rooms.readInvite(params.token, locals.address, locals.user)),
    superValidate(nameForm),
  ]);
  // Whoever is in already has nothing to agree to.
  if (locals.user !== null && invite.alreadyIn) redirect(303, await answer(join(event, locals.user)));
  return { token: params.token, invite, form };
};

export const actions: Actions = {
  /** A stranger joins with a name. The browser gets a guest's cookie only once the door is open. */
  guest: async (event) => {
    const form = await superValidate(event.request, nameForm);
    if (!form.valid) return fail(400, { form });
    let place: string;
    try {
      const { rooms } = event.locals.services;
      await rooms.readInvite(event.params.token, event.locals.address, event.locals.user);
      const { user, cookie } = await visitor(event, form.data.name);
      place = await join(event, user);
      if (cookie !== null) setSignInCookie(event.cookies, cookie);
    } catch (failure) {
      return refuse(form, failure);
    }
    redirect(303, place);
  },

  member: async (event) => {
    const joined = await perform(join(event, signedIn(event)).then((place) => ({ place })));
    if ('place' in joined) redirect(303, joined.place);
    return joined;
  },
};

/** Joins, and says where to go: into the live session, else to the room. */
async function join(
  { locals, params }: Pick<RequestEvent<{ token: string }>, 'locals' | 'params'>,
  user: CurrentUser,
): Promise<string> {
  const { room, liveSession } = await locals.services.rooms.acceptInvite(user, params.token, locals.address);
  return liveSession === null ? `/rooms/${room}` : `/sessions/${liveSession}`;
}
