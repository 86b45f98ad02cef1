import { RateLimiterMemory } from 'rate-limiter-flexible';
import { ExpectedError } from '#lib/domain/errors.ts';

export interface Limit {
  tries: number;
  /** Counted from the first try. */
  seconds: number;
}

/**
 * So many tries for each key (a network, an email) in a stretch of time, in this process's memory. Nothing is counted
 * for null (see `networkOf`).
 */
export interface RateLimit {
  /** Takes a try. @throws ExpectedError `too-many-tries` when none is left. */
  take(key: string | null): Promise<void>;
  /** Gives a try back, when it turned out well. */
  giveBack(key: string | null): Promise<void>;
  /** Forgets all tries of a key. */
  forget(key: string | null): Promise<void>;
}

export function createRateLimit({ tries, seconds }: Limit): RateLimit {
  const limiter = new RateLimiterMemory({ points: tries, duration: seconds });
  return {
    async take(key) {
      if (key === null) return;
      // Taken before the work, not after: a burst of tries at the same moment counts in full.
      const { consumedPoints } = await limiter.penalty(key);
      if (consumedPoints > tries) throw new ExpectedError('too-many-tries');
    },
    async giveBack(key) {
      if (key !== null) await limiter.reward(key);
    },
    async forget(key) {
      if (key !== null) await limiter.delete(key);
    },
  };
}
