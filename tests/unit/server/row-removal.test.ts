import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RowRemoval } from '../../../server/board/compaction/row-removal.ts';

const timing = { rows: 1_000, quietMs: 5_000, turnMs: 50 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A removal over a store that has so many transactions to make each time it is asked. */
function removalOver({ parts = 1, fails = false } = {}) {
  const seen = { asked: 0, parts: 0, warnings: 0 };
  const removal = new RowRemoval(
    {
      archive: {
        async removeCovered(goOn) {
          seen.asked++;
          if (fails) throw new Error('the disk is full');
          seen.parts++;
          for (let nth = 1; nth < parts && (await goOn()); nth++) seen.parts++;
          return seen.parts;
        },
      },
      output: {
        debug: () => undefined,
        warn() {
          seen.warnings++;
        },
      },
    },
    timing,
  );
  return { removal, seen };
}

describe('when covered rows are removed', () => {
  test('a start removes what was left behind, once', async () => {
    const { seen } = removalOver();
    await vi.advanceTimersByTimeAsync(4_999);
    expect(seen.asked).toBe(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen.asked).toBe(1);
  });

  test('while boards keep coming to rest it waits, until there is enough to remove at once', async () => {
    const { removal, seen } = removalOver();
    for (let boards = 0; boards < 9; boards++) {
      removal.covered(100);
      await vi.advanceTimersByTimeAsync(4_000);
    }
    expect(seen.asked).toBe(0);
    removal.covered(100);
    expect(seen.asked).toBe(1);
    removal.covered(100);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen.asked).toBe(2);
  });

  test('everybody else has a turn between two parts, and closing ends it after the part that is under way', async () => {
    const { removal, seen } = removalOver({ parts: 10 });
    removal.covered(1_000);
    removal.covered(1_000);
    expect(seen).toMatchObject({ asked: 1, parts: 1 });
    await vi.advanceTimersByTimeAsync(150);
    expect(seen).toMatchObject({ asked: 1, parts: 4 });
    const closing = removal.close();
    await vi.advanceTimersByTimeAsync(60_000);
    await closing;
    removal.covered(5_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toMatchObject({ asked: 1, parts: 4 });
  });

  test('a failure is told, and tried again after the next compaction', async () => {
    const { removal, seen } = removalOver({ fails: true });
    removal.covered(10);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toMatchObject({ asked: 1, warnings: 1 });
    removal.covered(10);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(seen).toMatchObject({ asked: 2, warnings: 2 });
  });
});
