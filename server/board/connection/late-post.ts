/**
 * What may wait a little while there is much to tell: most of it then travels with something else that goes to the same
 * reader, and a second thing of its kind takes the place of the first. A message of its own costs the server as much as
 * passing on an edit, so only as long as there are few of them nobody waits.
 */
export interface LatePoster {
  /** Its time has come, and nothing has taken it along. */
  post(): void;
}

export interface LatePostTiming {
  /** How long something waits at most when there is much to tell, give or take a look. Milliseconds. */
  delayMs: number;
  /** With up to so many to tell in a second nobody waits. */
  calmPerSecond: number;
}

/** Milliseconds between two looks at who has waited long enough. */
const lookMs = 10;

export class LatePost {
  readonly #timing: LatePostTiming;
  /** Those who are told as soon as whoever has the news has told all of it. */
  readonly #soon = new Set<LatePoster>();
  /** Since when each waits, the longest first. */
  readonly #waiting = new Map<LatePoster, number>();
  #timer: NodeJS.Timeout | null = null;
  /** How many more may be told without waiting, as of `#countedAt`; below 0 while there is much to tell. */
  #calm: number;
  #countedAt = performance.now();

  constructor(timing: LatePostTiming) {
    this.#timing = timing;
    this.#calm = timing.calmPerSecond;
  }

  /** Has `poster` post in time. Somebody who waits already keeps their place. */
  expect(poster: LatePoster): void {
    if (this.#soon.has(poster) || this.#waiting.has(poster)) return;
    const now = performance.now();
    if (this.#isCalm(now)) {
      if (this.#soon.size === 0) queueMicrotask(() => this.#postSoon());
      this.#soon.add(poster);
      return;
    }
    this.#waiting.set(poster, now);
    if (this.#timer === null) this.#timer = setTimeout(() => this.#look(), this.#timing.delayMs);
  }

  /** It is done, or nobody will read it any more. */
  forget(poster: LatePoster): void {
    this.#soon.delete(poster);
    this.#waiting.delete(poster);
  }

  /** Counts one more. Those who wait count too: while there is much to tell, none is told by itself. */
  #isCalm(now: number): boolean {
    const most = this.#timing.calmPerSecond;
    const rested = Math.min(this.#calm + ((now - this.#countedAt) / 1_000) * most, most);
    this.#countedAt = now;
    this.#calm = Math.max(rested - 1, -most);
    return rested >= 1;
  }

  #postSoon(): void {
    for (const poster of this.#soon) {
      this.#soon.delete(poster);
      poster.post();
    }
  }

  #look(): void {
    this.#timer = null;
    const due = performance.now() - this.#timing.delayMs + lookMs / 2;
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
