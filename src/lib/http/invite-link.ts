import type { RequestEvent } from '@sveltejs/kit';
import type { MemberRole } from '#lib/domain/permissions.ts';
import { answer } from './answer.ts';
import { signedIn } from './signed-in.ts';

export interface InviteLink {
  link: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** Makes a fresh invite to a room, as a link at the address by which the inviter reached this server. */
export async function makeInviteLink(
  event: RequestEvent,
  room: string,
  role: MemberRole = 'peer',
): Promise<InviteLink> {
  const { token, expiresAt } = await answer(event.locals.services.rooms.invite(signedIn(event), room, role));
  return { link: new URL(`/join/${token}`, event.url.origin).href, expiresAt };
}
