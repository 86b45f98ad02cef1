import { invalidateAll } from '$app/navigation';
import { navigating } from '$app/state';

/**
 * Fetches the page's data anew. Not while the person is on the way to another page: asking then would call that off
 * without a word, and the press on a link would have been for nothing.
 */
export async function freshenData(): Promise<void> {
  if (navigating.to === null) await invalidateAll();
}
