/** Headers of every answer, whoever gives it. The pages' content security policy is SvelteKit's (svelte.config.js). */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** `https`: the server is reached by https only, and browsers shall remember it. */
export function createSecurityHeaders(https: boolean): (request: IncomingMessage, response: ServerResponse) => void {
  const always: readonly (readonly [string, string])[] = [
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', 'DENY'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
    ...(https ? ([['strict-transport-security', 'max-age=31536000']] as const) : []),
  ];
  return (request, response) => {
    for (const [name, value] of always) response.setHeader(name, value);
    // An invite's address is the key to a room: it must not travel to the next page.
    response.setHeader('referrer-policy', request.url?.startsWith('/join') ? 'no-referrer' : 'same-origin');
  };
}
