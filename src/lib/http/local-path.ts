/** A base that no real address has: whatever leaves it leads away from this server. */
const here = 'http://here.invalid';

/**
 * Where to go after signing in, from an address that anyone can have written: only a path on this server, else `/`.
 * Browsers read `//host`, `/\host` and paths with tabs or line breaks in them as other servers, so these are refused.
 */
export function localPath(next: string | null): string {
  if (next === null || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next) || !URL.canParse(next, here)) return '/';
  const { origin, pathname, search, hash } = new URL(next, here);
  // `/a/..//host` is tidied to `//host`.
  return origin === here && !pathname.startsWith('//') ? pathname + search + hash : '/';
}
