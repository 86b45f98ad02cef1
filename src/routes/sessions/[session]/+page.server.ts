import { redirect } from '@sveltejs/kit';
import { answer } from '#lib/http/answer.ts';
import { signedIn } from '#lib/http/signed-in.ts';
import type { SessionStart } from '#lib/client/session/session-client.svelte.ts';
import type { PageServerLoad } from './$types';

/** A session under way, as it stands on the server: enough to show names and step before any connection is made. */
export const load: PageServerLoad = async (event) => {
  const user = signedIn(event);
  const detail = await answer(event.locals.services.sessions.get(user, event.params.session));
  if (detail.status === 'ended') redirect(303, `/sessions/${detail.id}/review`);
  const start: SessionStart = {
    session: { id: detail.id, number: detail.number, status: detail.status, room: detail.room },
    format: detail.format,
    state: detail.flow,
    participants: detail.members.map(({ id, name, hue, role }) => ({
      id,
      name,
      hue,
      role,
      presence: id === user.id ? 'here' : 'gone',
    })),
    me: { id: detail.me.id, role: detail.me.role },
    people: detail.people.map(({ id, name, hue }) => ({ id, name, hue })),
  };
  return { start, now: Date.now() };
};
