/** Headers of every answer, whoever gives it. The pages' content security policy is SvelteKit's (svelte.config.js). */
import type { ServerResponse } from 'node:http';

/** `https`: the server is reached by https only, and browsers shall remember it. */
export function createSecurityHeaders(https: boolean): (response: ServerResponse) => void {
  const always: readonly (readonly [string, string])[] = [
    ['x-content-type-options', 'nosniff'],
    ['x-frame-options', 'DENY'],
    // An invite's address is the key to a room: it must not travel to another site. `no-referrer` would go too far:
    // with it browsers send a form without its origin, and the form is refused.
    ['referrer-policy', 'same-origin'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'],
    ...(https ? ([['strict-transport-security', 'max-age=31536000']] as const) : []),
  ];
  return (response) => {
    for (const [name, value] of always) response.setHeader(name, value);
  };
}
