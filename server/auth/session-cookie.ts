import type { SessionCookie } from '../services.ts';

/**
 * The one cookie that says who somebody is. Pages set another, `zone`, for showing times. Over https browsers keep
 * other hosts of the domain, and pages over http, from putting one of theirs in its place: that is what the prefix asks for.
 */
function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-counterpoint' : 'counterpoint';
}

/** How long a sign-in lasts without a visit, in days. A visit in its second half renews it. */
export const signInDays = 30;

/** What Lucia makes: 25 random bytes in base 32. Anything else is not ours and is not looked up. */
const secretPattern = /^[a-z2-7]{40}$/;

/** The cookie that carries this secret, or takes it out of the browser when it is null. */
export function sessionCookie(secret: string | null, secure: boolean): SessionCookie {
  return {
    name: sessionCookieName(secure),
    value: secret ?? '',
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: secret === null ? 0 : signInDays * 86_400 },
  };
}

/** The secret in a `Cookie` header; null when there is none that could be ours. Never throws, whatever is sent. */
export function readSecret(cookieHeader: string | null | undefined, secure: boolean): string | null {
  const name = sessionCookieName(secure);
  for (const pair of (cookieHeader ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (equals === -1 || pair.slice(0, equals).trim() !== name) continue;
    const value = pair.slice(equals + 1).trim();
    if (secretPattern.test(value)) return value;
  }
  return null;
}
