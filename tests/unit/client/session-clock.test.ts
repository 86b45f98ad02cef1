import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOffset, withStamp, type ClockSample } from '#lib/client/session/clock-offset.ts';
import { ServerClock } from '#lib/client/session/clock.svelte.ts';
import { propertyRun } from '../../support/property-seed.ts';

describe('the offset to the clock of the server', () => {
  it('is taken from the quickest answer', () => {
    const slow: ClockSample = { sentAt: 1_000, receivedAt: 3_000, serverNow: 9_900 };
    const quick: ClockSample = { sentAt: 4_000, receivedAt: 4_020, serverNow: 12_010 };
    expect(bestOffset([slow, quick])).toEqual({ offset: 8_000, uncertainty: 10 });
    expect(bestOffset([quick, slow])).toEqual({ offset: 8_000, uncertainty: 10 });
  });

  it('is unknown without an answer, or when this clock ran backwards meanwhile', () => {
    expect(bestOffset([])).toBeNull();
    expect(bestOffset([{ sentAt: 5_000, receivedAt: 4_000, serverNow: 5_000 }])).toBeNull();
  });

  it('is never further off than half of the quickest round trip', () => {
    const trip = fc.record({ sentAt: fc.nat(1e9), there: fc.nat(3_000), back: fc.nat(3_000) });
    fc.assert(
      fc.property(
        fc.integer({ min: -1e8, max: 1e8 }),
        fc.array(trip, { minLength: 1, maxLength: 8 }),
        (truth, trips) => {
          const samples = trips.map(({ sentAt, there, back }) => ({
            sentAt,
            receivedAt: sentAt + there + back,
            serverNow: sentAt + there + truth,
          }));
          const best = bestOffset(samples);
          const shortest = Math.min(...trips.map(({ there, back }) => there + back));
          expect(best?.uncertainty).toBe(shortest / 2);
          expect(Math.abs((best?.offset ?? NaN) - truth)).toBeLessThanOrEqual(shortest / 2);
        },
      ),
      propertyRun('clock offset', 300),
    );
  });

  it('is raised by a time stamp that proves the clock behind, and never lowered by a late one', () => {
    const known = { offset: 1_000, uncertainty: 20 };
    expect(withStamp(known, { serverNow: 8_000, receivedAt: 5_000 }).offset).toBe(3_000);
    expect(withStamp(known, { serverNow: 8_000, receivedAt: 7_900 })).toBe(known);
    expect(withStamp(known, { serverNow: 6_010, receivedAt: 5_000 })).toBe(known);
  });
});

describe('the clock of the page', () => {
  it('starts with the time that came with the page and shows whole seconds of the server', () => {
    let local = 50_000;
    const clock = new ServerClock(1_000_400, () => local);
    expect(clock.now).toBe(1_000_000);
    local += 700;
    expect(clock.read()).toBe(1_001_100);
    expect(clock.now).toBe(1_001_000);
  });

  it('follows a measurement, also back, as after somebody has set the device to another time', () => {
    let local = 50_000;
    const clock = new ServerClock(1_000_000, () => local);
    clock.measured([{ sentAt: local, receivedAt: local + 10, serverNow: 2_000_005 }]);
    expect(clock.read()).toBe(2_000_000);
    local += 3_600_000;
    clock.measured([{ sentAt: local, receivedAt: local + 10, serverNow: 2_001_005 }]);
    expect(clock.read()).toBe(2_001_000);
    clock.measured([]);
    expect(clock.read()).toBe(2_001_000);
  });
});
