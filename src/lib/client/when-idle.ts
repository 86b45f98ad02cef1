/**
 * Does this when the browser has nothing better to do, at the latest after `within` milliseconds. Returns what calls it
 * off.
 */
export function whenIdle(work: () => void, within = 4_000): () => void {
  // Safari has no idle callbacks.
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(work, Math.min(1_500, within / 2));
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work, { timeout: within });
  return () => cancelIdleCallback(handle);
}

/**
 * Fetches code that the page will want later, so that it is there at once and without a connection. What cannot be
 * fetched now is fetched again when it is wanted, and a failure is told then. Returns what calls it off.
 */
export function fetchWhenIdle(loads: readonly (() => Promise<unknown>)[]): () => void {
  return whenIdle(() => {
    for (const load of loads) load().catch(() => undefined);
  });
}
