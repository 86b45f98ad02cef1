import { RateLimiterMemory } from 'rate-limiter-flexible';
import { ExpectedError } from '#lib/domain/errors.ts';

export interface Limit {
  tries: number;
  /** Counted from the first try. */
  seconds: number;
}

/** So many tries for each key (an address, an email) in a stretch of time, in this process's memory. */
export interface RateLimit {
  /** Takes a try. @throws ExpectedError `too-many-tries` when none is left. */
  take(key: string): Promise<void>;
  /** Gives a try back, when it turned out well. */
  giveBack(key: string): Promise<void>;
  /** Forgets all tries of a key. */
  forget(key: string): Promise<void>;
}

export function createRateLimit({ tries, seconds }: Limit): RateLimit {
  const limiter = new RateLimiterMemory({ points: tries, duration: seconds });
  return {
    async take(key) {
      // Taken before the work, not after: a burst of tries at the same moment counts in full.
      const { consumedPoints } = await limiter.penalty(key);
      if (consumedPoints > tries) throw new ExpectedError('too-many-tries');
    },
    async giveBack(key) {
      await limiter.reward(key);
    },
    async forget(key) {
      await limiter.delete(key);
    },
  };
}
