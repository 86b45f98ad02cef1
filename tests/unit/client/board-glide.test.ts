import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Glide, glideDelayMs } from '#lib/client/board/glide.ts';
import { propertyRun } from '../../support/property-seed.ts';

const place = fc.record({ x: fc.integer({ min: -5_000, max: 5_000 }), y: fc.integer({ min: -5_000, max: 5_000 }) });
const told = fc.array(fc.record({ at: place, after: fc.integer({ min: 0, max: 400 }) }), {
  minLength: 1,
  maxLength: 20,
});

describe('a movement that arrives in steps', () => {
  it('flows at an even pace between places that come thirty times a second', () => {
    const glide = new Glide({ x: 0, y: 0 }, 0);
    for (let step = 1; step <= 30; step += 1) glide.add({ x: step * 10, y: 0 }, step * 33);
    const shown = Array.from({ length: 40 }, (_, frame) => glide.at(glideDelayMs + frame * 16.5).x);
    const paces = shown.slice(1).map((x, index) => x - (shown[index] ?? 0));
    for (const pace of paces) expect(pace).toBeCloseTo(5, 5);
  });

  it('keeps its pace when a state comes late, by up to a state’s length', () => {
    const glide = new Glide({ x: 0, y: 0 }, 0);
    const arrivals = [33, 66, 110, 132, 165, 198];
    const shown: number[] = [];
    for (let now = 0; now <= 198; now += 11) {
      const index = arrivals.indexOf(now);
      if (index >= 0) glide.add({ x: (index + 1) * 10, y: 0 }, now);
      shown.push(glide.at(now).x);
    }
    const paces = shown.slice(1).map((x, index) => x - (shown[index] ?? 0));
    expect(Math.max(...paces)).toBeLessThanOrEqual(5.1);
  });

  it('sets off at once after a rest, and does not creep through the time in which nothing moved', () => {
    const glide = new Glide({ x: 0, y: 0 }, 0);
    glide.add({ x: 100, y: 0 }, 10_000);
    expect(glide.at(10_000)).toEqual({ x: 0, y: 0 });
    expect(glide.at(10_000 + glideDelayMs - 16.5).x).toBeCloseTo(50, 5);
    expect(glide.rests(10_000 + glideDelayMs - 1)).toBe(false);
    expect(glide.at(10_000 + glideDelayMs)).toEqual({ x: 100, y: 0 });
    expect(glide.rests(10_000 + glideDelayMs)).toBe(true);
  });

  it('never goes beyond the places that were told, and comes to rest at the last one', () => {
    fc.assert(
      fc.property(place, told, fc.integer({ min: 1, max: 40 }), (start, steps, frame) => {
        const glide = new Glide(start, 0);
        let now = 0;
        let shownAt = 0;
        const seen = [start];
        for (const { at, after } of steps) {
          now += after;
          glide.add(at, now);
          seen.push(at);
          for (; shownAt < now; shownAt += frame) {
            const { x, y } = glide.at(shownAt);
            expect(x).toBeGreaterThanOrEqual(Math.min(...seen.map((one) => one.x)) - 1e-6);
            expect(x).toBeLessThanOrEqual(Math.max(...seen.map((one) => one.x)) + 1e-6);
            expect(y).toBeGreaterThanOrEqual(Math.min(...seen.map((one) => one.y)) - 1e-6);
            expect(y).toBeLessThanOrEqual(Math.max(...seen.map((one) => one.y)) + 1e-6);
          }
        }
        const last = seen.at(-1);
        expect(glide.at(now + glideDelayMs)).toEqual(last);
        expect(glide.end).toEqual(last);
        expect(glide.rests(now + glideDelayMs)).toBe(true);
      }),
      propertyRun('glide', 60),
    );
  });
});
