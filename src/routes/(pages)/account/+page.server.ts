import { fail } from '@sveltejs/kit';
import { message, superValidate } from 'sveltekit-superforms';
import { z } from 'zod';
import { nameSchema } from '#lib/domain/person.ts';
import { formSchema, refuse } from '#lib/http/form.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

const nameForm = formSchema(z.object({ name: nameSchema }));

export const load: PageServerLoad = async (event) => {
  const user = signedIn(event);
  return { user, form: await superValidate({ name: user.name }, nameForm) };
};

export const actions: Actions = {
  rename: async (event) => {
    const user = signedIn(event);
    const form = await superValidate(event.request, nameForm);
    if (!form.valid) return fail(400, { form });
    try {
      event.locals.user = await event.locals.services.identity.rename(user, form.data.name);
    } catch (failure) {
      return refuse(form, failure);
    }
    return message(form, 'Your name is changed, also for your peers.');
  },
};
