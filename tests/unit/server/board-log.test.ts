import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BoardLog, logTiming, type LogWriter } from '../../../server/board/log.ts';
import type { BoardEntry } from '../../../server/store/ports/board-port.ts';

let commits: { at: number; entries: number }[] = [];
let saved = 0;
let log: BoardLog;
const output = { info: () => undefined, warn: () => undefined, error: () => undefined };
const writer: LogWriter = { stored: (entries) => (saved += entries) };
const entry = (session: string, bytes = 30): BoardEntry => ({
  session,
  author: null,
  at: 0,
  update: new Uint8Array(bytes),
});

beforeEach(() => {
  vi.useFakeTimers();
  commits = [];
  saved = 0;
  const began = performance.now();
  const append = (entries: readonly BoardEntry[]): Promise<void> => {
    commits.push({ at: performance.now() - began, entries: entries.length });
    return Promise.resolve();
  };
  log = new BoardLog({ append }, output, { ...logTiming, collectMs: 4, restMs: 60 });
});

afterEach(() => vi.useRealTimers());

test('B9: an edit that comes after a rest is on disk within moments, with those that came along', async () => {
  log.put(entry('a'), writer);
  await vi.advanceTimersByTimeAsync(3);
  log.put(entry('b'), writer);
  expect(saved).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(commits).toEqual([{ at: 4, entries: 2 }]);
  expect(saved).toBe(2);
});

test('B9: with edits all the time the disk has its rest between two commits, and each takes all that came meanwhile', async () => {
  for (let ms = 0; ms < 200; ms++) {
    log.put(entry(`board-${ms % 7}`), writer);
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(commits).toEqual([
    { at: 4, entries: 4 },
    { at: 64, entries: 60 },
    { at: 124, entries: 60 },
    { at: 184, entries: 60 },
  ]);
  expect(saved).toBe(184);
});

test('B9: large edits do not wait', async () => {
  log.put(entry('a'), writer);
  await vi.advanceTimersByTimeAsync(10);
  log.put(entry('a', logTiming.batchBytes), writer);
  await vi.advanceTimersByTimeAsync(0);
  expect(commits.at(-1)).toEqual({ at: 10, entries: 1 });
  expect(saved).toBe(2);
});
