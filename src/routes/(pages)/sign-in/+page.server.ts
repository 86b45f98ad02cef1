import { redirect } from '@sveltejs/kit';
import { superValidate } from 'sveltekit-superforms';
import { z } from 'zod';
import { emailSchema } from '#lib/domain/person.ts';
import { formSchema, incomplete, refuse } from '#lib/http/form.ts';
import { localPath } from '#lib/http/local-path.ts';
import { setSignInCookie } from '#lib/http/sign-in-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

// A password from before a change of the rules must still open the door: only its presence is checked here.
const signInForm = formSchema(
  z.object({ email: emailSchema, password: z.string().min(1, 'Give your password.').max(200) }),
);

export const load: PageServerLoad = async ({ locals, url }) => {
  const next = localPath(url.searchParams.get('next'));
  if (locals.user !== null && locals.user.email !== null) redirect(303, next);
  return { next, form: await superValidate(signInForm) };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies, url }) => {
    const form = await superValidate(request, signInForm);
    if (!form.valid) return incomplete(form);
    try {
      const { cookie } = await locals.services.identity.signIn(form.data, locals.address);
      setSignInCookie(cookies, cookie);
    } catch (failure) {
      return refuse(form, failure);
    }
    redirect(303, localPath(url.searchParams.get('next')));
  },
};
