const reading: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Whether the page of another origin asks to change something. SvelteKit looks only at what a form can send, and a
 * request without a body passes there; the cookie's SameSite lets pages on other ports of this host through. Whoever
 * names no origin is no page: forms without one SvelteKit refuses itself.
 */
export function isForeignWrite({ method, headers }: Pick<Request, 'method' | 'headers'>, { origin }: URL): boolean {
  const from = headers.get('origin');
  return from !== null && from !== origin && !reading.includes(method);
}
