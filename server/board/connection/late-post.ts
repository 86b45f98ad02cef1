/**
 * What may wait a little: most of it then travels with something else that goes to the same reader, and a second thing
 * of its kind takes the place of the first. A message of its own costs the server as much as passing on an edit.
 */
export interface LatePoster {
  /** Its time has come, and nothing has taken it along. */
  post(): void;
}

/** Milliseconds between two looks at who has waited long enough. */
const lookMs = 10;

export class LatePost {
  readonly #delayMs: number;
  /** Since when each waits, the longest first. */
  readonly #waiting = new Map<LatePoster, number>();
  #timer: NodeJS.Timeout | null = null;

  /** `delayMs`: how long something waits at most, give or take a look. */
  constructor(delayMs: number) {
    this.#delayMs = delayMs;
  }

  /** Has `poster` post in time. Somebody who waits already keeps their place. */
  expect(poster: LatePoster): void {
    if (this.#waiting.has(poster)) return;
    this.#waiting.set(poster, performance.now());
    if (this.#timer === null) this.#timer = setTimeout(() => this.#look(), this.#delayMs);
  }

  /** It is done, or nobody will read it any more. */
  forget(poster: LatePoster): void {
    this.#waiting.delete(poster);
  }

  #look(): void {
    this.#timer = null;
    const due = performance.now() - this.#delayMs + lookMs / 2;
    for (const [poster, since] of this.#waiting) {
      if (since > due) {
        this.#timer = setTimeout(() => this.#look(), lookMs);
        return;
      }
      this.#waiting.delete(poster);
      poster.post();
    }
  }
}
