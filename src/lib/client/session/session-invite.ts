import type { MemberRole } from '#lib/domain/permissions.ts';
import { errorSentences } from '#lib/domain/errors.ts';

export type InviteAnswer = { ok: true; link: string; expiresAt: number } | { ok: false; sentence: string };

/** Asks for a fresh invite to this room, as a peer or to watch. Never throws: a failure is a sentence to show. */
export async function requestInvite(room: string, role: MemberRole = 'peer'): Promise<InviteAnswer> {
  let response: Response;
  try {
    response = await fetch(`/rooms/${room}/invites${role === 'observer' ? '?as=observer' : ''}`, {
      method: 'POST',
      headers: { accept: 'application/json' },
    });
  } catch {
    return {
      ok: false,
      sentence: 'The server could not be reached, so there is no link yet. Try again when the connection is back.',
    };
  }
  // Whatever a proxy says instead of the server is not JSON, and no invite.
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== 'object' || body === null) return { ok: false, sentence: errorSentences.unavailable };
  if ('link' in body && isAddress(body.link) && 'expiresAt' in body && typeof body.expiresAt === 'number')
    return { ok: true, link: body.link, expiresAt: body.expiresAt };
  const said = 'message' in body && typeof body.message === 'string' ? body.message : errorSentences.unavailable;
  return { ok: false, sentence: said };
}

const isAddress = (value: unknown): value is string => typeof value === 'string' && URL.canParse(value);
