import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { errorSentences } from '#lib/domain/errors.ts';
import { idSchema } from '#lib/domain/id-schema.ts';
import type { CurrentUser } from '../../../server/services.ts';

/** Who asks. Somebody who is not signed in is sent to the sign-in page, and from there back to where they were going. */
export function signedIn({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): CurrentUser {
  if (locals.user === null) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
  return locals.user;
}

/** The same for what a page fetches by itself, where a sign-in page would be no answer. */
export function signedInOr401({ locals }: Pick<RequestEvent, 'locals'>): CurrentUser {
  if (locals.user === null) error(401, { message: errorSentences['not-signed-in'], code: 'not-signed-in' });
  return locals.user;
}

/** An id from a submitted form; anything else is not from our pages. */
export async function submittedId({ request }: Pick<RequestEvent, 'request'>, field: string): Promise<string> {
  const id = idSchema.safeParse((await request.formData()).get(field));
  if (!id.success) error(400, { message: errorSentences['bad-request'], code: 'bad-request' });
  return id.data;
}
