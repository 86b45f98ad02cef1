import { pageLocale } from '#lib/client/local-time.svelte.ts';
import type { LayoutServerLoad } from './$types';

/** Whom the page greets, and in which region and zone it says when. */
export const load: LayoutServerLoad = ({ locals, cookies, request }) => ({
  user: locals.user,
  time: {
    locale: pageLocale(/^[A-Za-z0-9-]+/.exec(request.headers.get('accept-language') ?? '')?.[0] ?? 'en-GB'),
    zone: knownZone(cookies.get('zone')),
    now: Date.now(),
  },
});

/** The zone that the browser left in a cookie, unless it is none; then UTC until the browser says better. */
function knownZone(zone: string | undefined): string {
  if (zone === undefined) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}
