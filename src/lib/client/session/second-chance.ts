import type { ErrorCode } from '#lib/domain/errors.ts';

/**
 * "Not signed in" can be about a sign-in that this browser has just replaced in another tab, as when a guest becomes
 * an account: the next attempt brings the new cookie. So it is believed only the second time in a row.
 */
export class SecondChance {
  #taken = false;

  /** Whether the refusal is to be taken as said; false when one more attempt is worth it. */
  believes(refusal: ErrorCode): boolean {
    if (refusal !== 'not-signed-in' || this.#taken) return true;
    this.#taken = true;
    return false;
  }

  /** The server has let this page in: what it refuses from now on is about something new. */
  letIn(): void {
    this.#taken = false;
  }
}
