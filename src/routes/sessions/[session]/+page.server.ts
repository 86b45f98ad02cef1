import { redirect } from '@sveltejs/kit';
import { answer } from '#lib/http/answer.ts';
import type { SessionStart } from '#lib/client/session-client.svelte.ts';
import type { PageServerLoad } from './$types';

/** A session under way, as it stands on the server: enough to show names and step before any connection is made. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { user, services } = locals;
  if (user === null) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
  const detail = await answer(services.sessions.get(user, params.session));
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
