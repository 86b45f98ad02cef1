import { redirect } from '@sveltejs/kit';
import { answer } from '#lib/http/answer.ts';
import { setSignInCookie } from '#lib/http/sign-in-cookie.ts';
import type { RequestHandler } from './$types';

/** Ends the sign-in. Asked for by a form: a link or a picture from elsewhere cannot sign anybody out. */
export const POST: RequestHandler = async ({ locals, cookies, request }) => {
  const cookie = await answer(locals.services.identity.signOut(request.headers.get('cookie')));
  setSignInCookie(cookies, cookie);
  redirect(303, '/');
};
