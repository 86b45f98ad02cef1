import { json } from '@sveltejs/kit';
import { makeInviteLink } from '#lib/http/invite-link.ts';
import type { RequestHandler } from './$types';

/** `POST` makes a fresh invite and answers `{ link, expiresAt }`; for dialogs that are opened by script. */
export const POST: RequestHandler = async (event) => json(await makeInviteLink(event, event.params.room));
