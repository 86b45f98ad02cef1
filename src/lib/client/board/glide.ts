import type { Point } from '#lib/domain/board/card.ts';

/**
 * How far behind the last word a glide is shown, in milliseconds: nearly two of the states that arrive every 33 ms, so
 * that one which comes late is still there in time.
 */
export const glideDelayMs = 60;

/** What comes after a longer silence than this begins a new movement: the rest before it is not gone through slowly. */
const silenceMs = 120;

/** The length of a movement's first stretch, of which only the end is told. */
const firstStretchMs = 33;

interface Sample {
  at: Point;
  /** In milliseconds of a clock that only goes forward. */
  when: number;
}

/**
 * A movement that is told in steps, as one that flows: it is shown a little late, and straight from each place to the
 * next in the time that lay between their arrivals. It never goes where nobody was, and comes to rest at the last place.
 */
export class Glide {
  readonly #samples: Sample[] = [];

  constructor(at: Point, now: number) {
    this.#samples.push({ at, when: now });
  }

  /** The last place that was told. */
  get end(): Point {
    return this.#last.at;
  }

  add(at: Point, now: number): void {
    const { when, at: before } = this.#last;
    if (at.x === before.x && at.y === before.y) return;
    if (now - when > silenceMs) this.#samples.push({ at: before, when: now - firstStretchMs });
    // Two within the same instant: the later word counts.
    else if (now <= when) this.#samples.pop();
    this.#samples.push({ at, when: Math.max(now, when) });
  }

  /** Where to show it now. */
  at(now: number): Point {
    const shown = now - glideDelayMs;
    while (this.#samples.length > 1 && (this.#samples[1]?.when ?? Infinity) <= shown) this.#samples.shift();
    const [from, to] = this.#samples;
    if (from === undefined || to === undefined || shown <= from.when) return from?.at ?? this.end;
    const share = (shown - from.when) / (to.when - from.when);
    return { x: from.at.x + (to.at.x - from.at.x) * share, y: from.at.y + (to.at.y - from.at.y) * share };
  }

  /** Whether it will stay where it is until somebody moves it again. */
  rests(now: number): boolean {
    return now - glideDelayMs >= this.#last.when;
  }

  get #last(): Sample {
    const last = this.#samples.at(-1);
    if (last === undefined) throw new Error('a glide is somewhere');
    return last;
  }
}
