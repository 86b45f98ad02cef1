import { describe, expect } from 'vitest';
import { addBoard, bytes, compactionOf } from './archive-fixture.ts';
import type { StoreTest } from './database.ts';
import { noon } from './store-fixture.ts';

export function describeArchive(test: StoreTest): void {
  describe('the archive of boards', () => {
    test('a checkpoint takes the place of what it covers; later entries stay', async ({ store }) => {
      const entries = await addBoard(store);
      expect(entries.map(({ author, update }) => [author, [...update]]).slice(1)).toEqual([
        ['ama', [1]],
        ['ama', [2]],
        ['ama', [3]],
      ]);
      expect(await store.archive.compact('first', compactionOf(entries.slice(0, 3)))).toBe(true);
      const loaded = await store.boards.load('first');
      expect([...(loaded?.checkpoint ?? [])]).toEqual([9]);
      expect([...(loaded?.plan ?? [])]).toEqual([4]);
      expect(loaded?.tail.map((update) => [...update])).toEqual([[3]]);
      const { checkpoint, entries: rest } = await store.archive.readTail('first', 100);
      expect(checkpoint?.through).toBe(entries[2]!.seq);
      expect(rest.map(({ seq }) => seq)).toEqual([entries[3]!.seq]);
    });

    test('nothing is written when the entries or the checkpoint are no longer what they were', async ({ store }) => {
      const entries = await addBoard(store);
      const all = entries.map(({ seq }) => seq);
      for (const covered of [all.slice(1), all.toSpliced(1, 1), [0, ...all], [...all, all.at(-1)! + 1]])
        expect(await store.archive.compact('first', compactionOf(entries, { covered }))).toBe(false);
      expect(await store.archive.compact('first', compactionOf(entries, { after: 1 }))).toBe(false);
      expect(await store.archive.compact('first', compactionOf(entries.slice(0, 2)))).toBe(true);
      expect(await store.archive.compact('first', compactionOf(entries.slice(2)))).toBe(false);
      const loaded = await store.boards.load('first');
      expect(loaded?.tail).toHaveLength(2);
      expect(await store.archive.readTimeline('first', 0, 10)).toHaveLength(1);
    });

    test('of two that compact at the same moment one does', async ({ store, reopen }) => {
      const entries = await addBoard(store);
      const other = await reopen();
      const outcomes = await Promise.all(
        [store, other].map(({ archive }) => archive.compact('first', compactionOf(entries))),
      );
      expect(outcomes.sort()).toEqual([false, true]);
      expect((await store.boards.load('first'))?.tail).toEqual([]);
    });

    test('old and new entries of a long log are compacted together', async ({ store, reopen }) => {
      const [seeded] = await addBoard(store);
      const others = Array.from({ length: 5_000 }, (_, nth) => ({
        session: 'first',
        author: 'ama',
        at: noon + nth,
        update: bytes(nth >> 8, nth & 255),
      }));
      await store.boards.append(others);
      // Another server on the same data adds some, and reads the same.
      const other = await reopen();
      await other.boards.append(others.slice(0, 10));
      const { entries } = await store.archive.readTail('first', 10_000);
      expect(entries).toHaveLength(5_014);
      expect(entries[0]?.seq).toBe(seeded?.seq);
      expect(entries.every(({ seq }, nth) => nth === 0 || seq > (entries[nth - 1]?.seq ?? seq))).toBe(true);
      expect((await other.archive.readTail('first', 10_000)).entries).toEqual(entries);
      expect(await store.archive.compact('first', compactionOf(entries.slice(0, 5_010)))).toBe(true);
      expect((await other.boards.load('first'))?.tail).toHaveLength(4);
    });

    test('one that fails changes nothing', async ({ store }) => {
      const entries = await addBoard(store);
      const twice = compactionOf(entries);
      await expect(
        store.archive.compact('first', { ...twice, segments: [...twice.segments, ...twice.segments] }),
      ).rejects.toThrow();
      expect((await store.boards.load('first'))?.tail).toHaveLength(4);
      expect((await store.boards.load('first'))?.checkpoint).toBeNull();
    });

    test('the time line and the states come in order, from where they are asked for, and only of this board', async ({
      store,
    }) => {
      await addBoard(store);
      await store.boards.append([{ session: 'first', author: null, at: noon + 9, update: bytes(4) }]);
      const { entries } = await store.archive.readTail('first', 100);
      await store.archive.compact('first', compactionOf(entries.slice(0, 2)));
      const after = entries[1]!.seq;
      await store.archive.compact('first', compactionOf(entries.slice(2), { after, states: [] }));
      const segments = await store.archive.readTimeline('first', 0, 10);
      expect(segments.map(({ fromSeq }) => fromSeq)).toEqual([entries[0]!.seq, entries[2]!.seq]);
      expect([...segments[0]!.bytes]).toEqual([7, 7]);
      expect(segments[0]).toMatchObject({ fromAt: noon, toAt: noon + 1, author: 'ama', toSeq: after });
      expect(await store.archive.readTimeline('first', after, 10)).toHaveLength(1);
      expect(await store.archive.readTimeline('first', 0, 1)).toHaveLength(1);
      expect(await store.archive.readTimeline('none', 0, 10)).toEqual([]);
      expect(await store.archive.listStates('first')).toEqual([{ through: after, at: noon + 1 }]);
      expect([...((await store.archive.readState('first', after)) ?? [])]).toEqual([8]);
      expect(await store.archive.readState('first', after + 1)).toBeNull();
      expect(await store.archive.sinceState('first')).toBe(segments[1]!.bytes.length);
      expect(await store.archive.sinceState('none')).toBe(0);
    });

    test('an entry in quarantine is no longer on the board, and can be looked at', async ({ store }) => {
      const entries = await addBoard(store);
      const bad = { ...entries[1]!, reason: 'it throws' };
      await store.archive.compact('first', compactionOf(entries, { quarantined: [bad] }));
      const known = { session: 'first', seq: bad.seq, author: 'ama', at: noon, reason: 'it throws', foundAt: noon + 5 };
      expect(await store.archive.listQuarantined()).toEqual([{ ...known, size: 1 }]);
      const found = await store.archive.findQuarantined('first', bad.seq);
      expect(found && { ...found, update: [...found.update] }).toEqual({ ...known, update: [1] });
      expect(await store.archive.findQuarantined('first', bad.seq + 1)).toBeNull();
    });

    test('a checkpoint that cannot be read is replaced once, and kept in quarantine', async ({ store }) => {
      const entries = await addBoard(store);
      await store.archive.compact('first', compactionOf(entries.slice(0, 3)));
      const through = entries[2]!.seq;
      const replacement = { through, bytes: bytes(9), rebuilt: bytes(4, 4), at: noon + 5, reason: 'cut off' };
      expect(await store.archive.replaceCheckpoint('first', { ...replacement, through: through + 1 })).toBe(false);
      expect(await store.archive.listQuarantined()).toEqual([]);
      for (let times = 0; times < 2; times++)
        expect(await store.archive.replaceCheckpoint('first', replacement)).toBe(true);
      const loaded = await store.boards.load('first');
      expect([[...(loaded?.checkpoint ?? [])], loaded?.plan]).toEqual([[4, 4], null]);
      expect(await store.archive.listQuarantined()).toMatchObject([
        { session: 'first', seq: through, author: null, reason: 'cut off', size: 1, foundAt: noon + 5 },
      ]);
      expect(loaded?.tail).toHaveLength(1);
    });

    test('a log of several thousand entries is loaded whole and in order', async ({ store }) => {
      await addBoard(store);
      const before = (await store.boards.load('first'))!.tail.length;
      const many = Array.from({ length: 4_500 }, (_, nth) => ({
        session: 'first',
        author: null,
        at: noon,
        update: bytes(nth >> 8, nth & 255),
      }));
      await store.boards.append(many);
      const { tail } = (await store.boards.load('first'))!;
      expect(tail.slice(before).map(([high = 0, low = 0]) => high * 256 + low)).toEqual(many.map((_, nth) => nth));
    });

    test('thousands of segments and entries are compacted at once', async ({ store }) => {
      await addBoard(store);
      await store.boards.append(
        Array.from({ length: 3_000 }, () => ({ session: 'first', author: 'ama', at: noon, update: bytes(5) })),
      );
      const { entries } = await store.archive.readTail('first', 10_000);
      const segments = entries.map(({ seq }) => ({ ...compactionOf(entries).segments[0]!, fromSeq: seq, toSeq: seq }));
      expect(await store.archive.compact('first', compactionOf(entries, { segments }))).toBe(true);
      expect(await store.archive.readTimeline('first', 0, 10_000)).toHaveLength(3_004);
    });
  });
}
