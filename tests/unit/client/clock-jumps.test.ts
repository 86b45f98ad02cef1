import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchClockJumps } from '#lib/client/session/clock-jumps.ts';

let jumps: number;
let offset: number;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  jumps = 0;
  offset = 0;
  let passed = 0;
  const steady = () => (passed = performance.now());
  stop = watchClockJumps(
    () => (jumps += 1),
    () => 1_700_000_000_000 + steady() + offset,
    () => passed,
  );
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('a clock that only runs has not jumped, nor one that is moved by less than a second', () => {
  vi.advanceTimersByTime(60_000);
  offset = 900;
  vi.advanceTimersByTime(60_000);
  expect(jumps).toBe(0);
});

it.each([3_600_000, -3_600_000, 1_500])('a jump of %d ms is told once, soon', (by) => {
  offset = by;
  vi.advanceTimersByTime(1_000);
  expect(jumps).toBe(1);
  vi.advanceTimersByTime(60_000);
  expect(jumps).toBe(1);
  offset = 0;
  vi.advanceTimersByTime(1_000);
  expect(jumps).toBe(2);
});

it('nobody is told after the watching has stopped', () => {
  stop();
  offset = 3_600_000;
  vi.advanceTimersByTime(5_000);
  expect(jumps).toBe(0);
});
