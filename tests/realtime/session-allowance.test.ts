import { describe, expect, it } from 'vitest';
import { createMessageAllowance } from '../../server/session/message-allowance.ts';

describe('the allowance of a connection', () => {
  it('gives a burst, then as much as flows back (S11)', () => {
    const allowance = createMessageAllowance({ burst: 3, perSecond: 2, patience: 2 });
    expect([0, 0, 0, 0].map((now) => allowance.take(now))).toEqual(['accept', 'accept', 'accept', 'refuse']);
    expect([500, 500].map((now) => allowance.take(now))).toEqual(['accept', 'refuse']);
    expect([10_000, 10_000, 10_000, 10_000].map((now) => allowance.take(now))).toEqual([
      'accept',
      'accept',
      'accept',
      'refuse',
    ]);
  });

  it('runs out of patience with a connection that does not slow down (S11)', () => {
    const allowance = createMessageAllowance({ burst: 1, perSecond: 1, patience: 2 });
    expect([0, 0, 0, 0].map((now) => allowance.take(now))).toEqual(['accept', 'refuse', 'refuse', 'cut-off']);
  });
});
