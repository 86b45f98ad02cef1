import type { Cookies } from '@sveltejs/kit';
import type { SessionCookie } from '../../../server/services.ts';

/** Hands the browser the cookie that says who it is. */
export function setSignInCookie(cookies: Cookies, { name, value, options }: SessionCookie): void {
  cookies.set(name, value, options);
}
