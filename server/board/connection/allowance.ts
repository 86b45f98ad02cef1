/**
 * How much one connection, or one user over all connections, may say. Two buckets fill up steadily: one counts
 * frames, one bytes. Whoever empties them is read more slowly, which costs nothing but time; whoever keeps at it
 * for long is a flood and is closed.
 */
export interface AllowanceLimits {
  framesPerSecond: number;
  bytesPerSecond: number;
  /** Seconds' worth that may come at once. */
  burstSeconds: number;
  /** Milliseconds of being slowed down without a break, after which it is too much. */
  patienceMs: number;
}

/**
 * Typing and dragging at 60 a second, with everybody's echoes, stay far below. Whoever brings a long history edit by edit
 * is read in half a minute for 260,000 of them, and the patience is long enough for two million.
 */
export const allowanceLimits: AllowanceLimits = {
  framesPerSecond: 8_000,
  bytesPerSecond: 2_097_152,
  burstSeconds: 2,
  patienceMs: 300_000,
};

export type Verdict =
  { readonly go: 'on' } | { readonly go: 'slower'; readonly waitMs: number } | { readonly go: 'away' };

const on: Verdict = { go: 'on' };
const away: Verdict = { go: 'away' };

export class Allowance {
  readonly #limits: AllowanceLimits;
  #frames: number;
  #bytes: number;
  #filledAt: number;
  #slowSince: number | null = null;

  /** Instants are milliseconds on a clock that only goes forward. */
  constructor(limits: AllowanceLimits, now: number) {
    this.#limits = limits;
    this.#frames = limits.framesPerSecond * limits.burstSeconds;
    this.#bytes = limits.bytesPerSecond * limits.burstSeconds;
    this.#filledAt = now;
  }

  /** A frame arrived. `weight`: how many ordinary frames it costs to answer. */
  spend(bytes: number, weight: number, now: number): Verdict {
    const { framesPerSecond, bytesPerSecond, burstSeconds, patienceMs } = this.#limits;
    this.#fill(now);
    // Half full again: it had a break.
    if (this.#frames >= (framesPerSecond * burstSeconds) / 2 && this.#bytes >= (bytesPerSecond * burstSeconds) / 2)
      this.#slowSince = null;
    this.#frames -= weight;
    this.#bytes -= bytes;
    const waitMs = Math.max(-this.#frames / framesPerSecond, -this.#bytes / bytesPerSecond) * 1000;
    if (waitMs <= 0) return on;
    this.#slowSince ??= now;
    return now - this.#slowSince > patienceMs ? away : { go: 'slower', waitMs };
  }

  /** Whether nothing is owed any more: then it is worth as much as a new one. */
  isFull(now: number): boolean {
    const { framesPerSecond, bytesPerSecond, burstSeconds } = this.#limits;
    this.#fill(now);
    return this.#frames >= framesPerSecond * burstSeconds && this.#bytes >= bytesPerSecond * burstSeconds;
  }

  #fill(now: number): void {
    const { framesPerSecond, bytesPerSecond, burstSeconds } = this.#limits;
    const seconds = Math.max(0, now - this.#filledAt) / 1000;
    this.#filledAt = now;
    this.#frames = Math.min(this.#frames + seconds * framesPerSecond, framesPerSecond * burstSeconds);
    this.#bytes = Math.min(this.#bytes + seconds * bytesPerSecond, bytesPerSecond * burstSeconds);
  }
}

/** The stricter of two verdicts on the same frame. */
export function stricter(one: Verdict, other: Verdict): Verdict {
  if (one.go === 'away' || other.go === 'away') return away;
  if (one.go === 'on') return other;
  return other.go === 'on' || one.waitMs >= other.waitMs ? one : other;
}
