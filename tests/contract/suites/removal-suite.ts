import { describe, expect } from 'vitest';
import type { Store } from '../../../server/store/ports/store.ts';
import { addBoard, bytes, compactionOf } from './archive-fixture.ts';
import type { StoreTest } from './database.ts';
import { noon } from './store-fixture.ts';

/** Compacts the oldest entries of a board that are not covered yet. */
async function compact(store: Store, session: string, entries: number): Promise<void> {
  const { checkpoint, entries: tail } = await store.archive.readTail(session, entries);
  const compaction = compactionOf(tail, { after: checkpoint?.through ?? null });
  expect(await store.archive.compact(session, compaction)).toBe(true);
}

const write = (store: Store, session: string, ...values: number[]): Promise<void> =>
  store.boards.append(values.map((value) => ({ session, author: null, at: noon, update: bytes(value) })));

/** What whoever comes to the board is told. */
async function told(store: Store, session: string): Promise<{ checkpoint: number[] | null; tail: number[][] }> {
  const loaded = await store.boards.load(session);
  if (loaded === null) throw new Error('no such board');
  const { checkpoint, tail } = loaded;
  return { checkpoint: checkpoint && [...checkpoint], tail: tail.map((update) => [...update]) };
}

const always = (): Promise<boolean> => Promise.resolve(true);

export function describeRemoval(test: StoreTest): void {
  describe('rows that a checkpoint covers', () => {
    test('are part of no board while they stay, nor once they are removed, after a restart too', async ({
      engine,
      store,
      reopen,
    }) => {
      await addBoard(store, 'resting');
      await addBoard(store, 'open');
      await compact(store, 'resting', 3);
      const reach = await store.outcomes.reach('resting');
      await write(store, 'resting', 4);
      const open = await told(store, 'open');
      const resting = { checkpoint: [9], tail: [[3], [4]] };
      const again = await reopen();
      expect(await told(again, 'resting')).toEqual(resting);
      expect((await again.archive.readTail('resting', 10)).entries).toHaveLength(2);
      expect(await again.archive.removeCovered(always)).toBe(engine === 'SQLite' ? 3 : 0);
      for (const each of [store, again]) {
        expect(await told(each, 'resting')).toEqual(resting);
        expect(await told(each, 'open')).toEqual(open);
        expect(await each.archive.readTimeline('resting', 0, 10)).toHaveLength(1);
        expect(await each.outcomes.reach('resting')).toBeGreaterThan(reach);
      }
      expect(await store.archive.removeCovered(always)).toBe(0);
    });

    test('are folded once, however often a board is compacted before they go', async ({ engine, store }) => {
      await addBoard(store);
      await compact(store, 'first', 2);
      await compact(store, 'first', 1);
      await write(store, 'first', 4, 5);
      await compact(store, 'first', 2);
      expect(await told(store, 'first')).toEqual({ checkpoint: [9], tail: [[5]] });
      expect((await store.archive.readTimeline('first', 0, 10)).map(({ fromSeq }) => fromSeq)).toHaveLength(3);
      expect(await store.archive.removeCovered(always)).toBe(engine === 'SQLite' ? 5 : 0);
      await compact(store, 'first', 1);
      expect(await told(store, 'first')).toEqual({ checkpoint: [9], tail: [] });
    });

    test('leave the board owed as long as it was', async ({ store }) => {
      await addBoard(store);
      await compact(store, 'first', 4);
      expect(await store.outcomes.listOwed()).toEqual(['first']);
      await store.archive.removeCovered(always);
      expect(await store.outcomes.listOwed()).toEqual(['first']);
      expect(await store.outcomes.isOwed('first')).toBe(true);
    });

    test('go in parts; what is written and compacted between them stays, and a removal that is broken off goes on later', async ({
      engine,
      store,
    }) => {
      for (const id of ['a', 'b', 'c']) await addBoard(store, id);
      const many = Array.from({ length: 12_000 }, (_, nth) => ({
        session: ['a', 'b', 'c'][nth % 3]!,
        author: null,
        at: noon,
        update: bytes(nth >> 8, nth & 255),
      }));
      await store.boards.append(many);
      await compact(store, 'a', 4_004);
      await compact(store, 'b', 4_000);
      const before = [await told(store, 'b'), await told(store, 'c')];
      let asked = 0;
      const removed = await store.archive.removeCovered(async () => {
        asked++;
        await write(store, 'a', 6, 7);
        await compact(store, 'a', 1);
        return false;
      });
      expect([await told(store, 'b'), await told(store, 'c')]).toEqual(before);
      if (engine === 'SQLite') {
        expect(asked).toBe(1);
        expect(removed).toBeLessThan(8_004);
        expect(await told(store, 'a')).toEqual({ checkpoint: [9], tail: [[7]] });
      }
      await store.archive.removeCovered(always);
      expect([await told(store, 'b'), await told(store, 'c')]).toEqual(before);
      expect((await told(store, 'a')).checkpoint).toEqual([9]);
      expect(await store.archive.removeCovered(always)).toBe(0);
    });

    test('are missed by nobody who reads a long log while it is compacted', async ({ store }) => {
      await addBoard(store);
      const many = Array.from({ length: 4_500 }, (_, nth) => nth & 255);
      await write(store, 'first', ...many);
      const { entries } = await store.archive.readTail('first', 10_000);
      const [loaded, done] = await Promise.all([
        store.boards.load('first'),
        store.archive.compact('first', compactionOf(entries.slice(0, 3_000))),
      ]);
      expect(done).toBe(true);
      const covered = loaded?.checkpoint ? 3_000 : 0;
      const tail = loaded?.tail.map((update) => [...update]) ?? [];
      expect(tail.length).toBeGreaterThanOrEqual(entries.length - covered);
      expect(tail.slice(covered - entries.length)).toEqual(entries.slice(covered).map(({ update }) => [...update]));
    });
  });
}
