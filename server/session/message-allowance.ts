/** How fast one connection may speak: a bucket of tokens that refills steadily. */
export interface MessageAllowance {
  /** Takes one token. `now`: milliseconds of a clock that only goes forward. `refuse`: none is left; `cut-off`: the connection went on so long that it is no person's page. */
  take(now: number): 'accept' | 'refuse' | 'cut-off';
}

export interface MessageAllowanceOptions {
  /** Messages that may come at once. */
  burst?: number;
  /** Messages per second in the long run. */
  perSecond?: number;
  /** Refusals in a row after which the connection is cut off. */
  patience?: number;
}

export function createMessageAllowance({
  burst = 30,
  perSecond = 10,
  patience = 200,
}: MessageAllowanceOptions = {}): MessageAllowance {
  let tokens = burst;
  let filledAt: number | null = null;
  let refusals = 0;

  return {
    take(now) {
      const elapsed = now - (filledAt ?? now);
      filledAt = now;
      tokens = Math.min(burst, tokens + (elapsed / 1000) * perSecond);
      if (tokens < 1) return ++refusals > patience ? 'cut-off' : 'refuse';
      tokens -= 1;
      refusals = 0;
      return 'accept';
    },
  };
}
