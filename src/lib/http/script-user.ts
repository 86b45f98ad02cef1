import { error, type RequestEvent } from '@sveltejs/kit';
import { errorSentences } from '#lib/domain/errors.ts';
import type { CurrentUser } from '../../../server/services.ts';

/** Who asks, where a script does: it has no use for the sign-in page. */
export function scriptUser({ locals }: Pick<RequestEvent, 'locals'>): CurrentUser {
  if (locals.user === null) error(401, { message: errorSentences['not-signed-in'], code: 'not-signed-in' });
  return locals.user;
}
