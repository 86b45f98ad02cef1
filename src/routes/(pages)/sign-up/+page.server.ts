import { redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { z } from 'zod';
import { emailSchema, nameSchema, passwordSchema } from '#lib/domain/person.ts';
import { formSchema, incomplete, refuse } from '#lib/http/form.ts';
import { localPath } from '#lib/http/local-path.ts';
import { newAccount } from '#lib/http/new-account.ts';
import { setSignInCookie } from '#lib/http/sign-in-cookie.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

const credentials = { email: emailSchema, password: passwordSchema };
const newcomerForm = formSchema(z.object({ name: nameSchema, ...credentials }));
const guestForm = formSchema(z.object(credentials));

/** A stranger gives a name too; a guest has one, and keeps it with everything else. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const next = localPath(url.searchParams.get('next'));
  if (locals.user !== null && locals.user.email !== null) redirect(303, next);
  return { next, newcomer: await superValidate(newcomerForm), guest: await superValidate(guestForm) };
};

export const actions: Actions = {
  newcomer: async (event) => {
    const { request, cookies, url } = event;
    const form = await superValidate(request, newcomerForm);
    if (!form.valid) return incomplete(form);
    try {
      const { cookie } = await newAccount(event, form.data);
      setSignInCookie(cookies, cookie);
    } catch (failure) {
      return refuse(form, failure);
    }
    redirect(303, localPath(url.searchParams.get('next')));
  },

  guest: async (event) => {
    const user = signedIn(event);
    const { request, locals, cookies, url } = event;
    const form = await superValidate(request, guestForm);
    if (!form.valid) return incomplete(form);
    try {
      const { cookie } = await locals.services.identity.becomeAccount(user, form.data, locals.address);
      setSignInCookie(cookies, cookie);
    } catch (failure) {
      return refuse(form, failure);
    }
    redirect(303, localPath(url.searchParams.get('next')));
  },
};
