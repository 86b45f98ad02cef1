import { error, json } from '@sveltejs/kit';
import { errorSentences } from '#lib/domain/errors.ts';
import { makeInviteLink } from '#lib/http/invite-link.ts';
import { memberRoles } from '#lib/domain/permissions.ts';
import { z } from 'zod';
import type { RequestHandler } from './$types';

const roleSchema = z.enum(memberRoles);

/** `POST` makes a fresh invite, with `?as=observer` for somebody who is to watch, and answers `{ link, expiresAt }`; for dialogs that are opened by script. */
export const POST: RequestHandler = async (event) => {
  // A script has no use for the sign-in page.
  if (event.locals.user === null) error(401, { message: errorSentences['not-signed-in'], code: 'not-signed-in' });
  const role = roleSchema.safeParse(event.url.searchParams.get('as') ?? 'peer');
  if (!role.success) error(400, { message: errorSentences['bad-request'], code: 'bad-request' });
  return json(await makeInviteLink(event, event.params.room, role.data));
};
