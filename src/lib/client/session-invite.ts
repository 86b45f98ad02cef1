import { z } from 'zod';
import { errorSentences } from '#lib/domain/errors.ts';

export type InviteAnswer = { ok: true; link: string; expiresAt: number } | { ok: false; sentence: string };

const inviteSchema = z.object({ link: z.url(), expiresAt: z.number() });
const refusalSchema = z.object({ message: z.string() });

/** Asks for a fresh invite to this room. Never throws: a failure is a sentence to show. */
export async function requestInvite(room: string): Promise<InviteAnswer> {
  let response: Response;
  try {
    response = await fetch(`/rooms/${room}/invites`, { method: 'POST', headers: { accept: 'application/json' } });
  } catch {
    return {
      ok: false,
      sentence: 'The server could not be reached, so there is no link yet. Try again when the connection is back.',
    };
  }
  // Whatever a proxy says instead of the server is not JSON, and no invite.
  const body: unknown = await response.json().catch(() => null);
  const invite = inviteSchema.safeParse(body);
  if (invite.success) return { ok: true, ...invite.data };
  const refusal = refusalSchema.safeParse(body);
  return { ok: false, sentence: refusal.success ? refusal.data.message : errorSentences.unavailable };
}
