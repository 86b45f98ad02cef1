import { error, json } from '@sveltejs/kit';
import { errorSentences } from '#lib/domain/errors.ts';
import { makeInviteLink } from '#lib/http/invite-link.ts';
import type { RequestHandler } from './$types';

/** `POST` makes a fresh invite and answers `{ link, expiresAt }`; for dialogs that are opened by script. */
export const POST: RequestHandler = async (event) => {
  // A script has no use for the sign-in page.
  if (event.locals.user === null) error(401, { message: errorSentences['not-signed-in'], code: 'not-signed-in' });
  return json(await makeInviteLink(event, event.params.room));
};
