import { describe, expect } from 'vitest';
import type { BoardEntry } from '../../../server/store/ports/board-port.ts';
import type { StoreTest } from './database.ts';
import { addRoom, addSession, addUsers, noon, seed } from './store-fixture.ts';

const entry = (session: string, ...bytes: number[]): BoardEntry => ({
  session,
  author: 'ama',
  at: noon,
  update: new Uint8Array(bytes),
});

/** Plain arrays compare the same whatever kind of buffer the driver hands out. */
const plain = (updates: readonly Uint8Array[] | undefined): number[][] | undefined =>
  updates?.map((update) => [...update]);

export function describeBoards(test: StoreTest): void {
  describe('boards', () => {
    test('what was appended is loaded in the order of appending, after the seed', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      await store.boards.append([entry('first', 1), entry('first', 2)]);
      await store.boards.append([entry('first', 3)]);
      const loaded = await store.boards.load('first');
      expect(loaded?.checkpoint).toBeNull();
      expect(plain(loaded?.tail)).toEqual([[...seed], [1], [2], [3]]);
    });

    test('each of many batches appended at the same moment keeps its own order', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      const batches = Array.from({ length: 20 }, (_, batch) => [0, 1, 2].map((place) => entry('first', batch, place)));
      await Promise.all(batches.map((batch) => store.boards.append(batch)));
      const tail = plain((await store.boards.load('first'))?.tail)?.slice(1) ?? [];
      for (const batch of batches.keys()) {
        expect(tail.filter(([first]) => first === batch).map(([, place]) => place)).toEqual([0, 1, 2]);
      }
    });

    test('one batch holds the updates of many boards, and each board only gets its own', async ({ store }) => {
      for (const id of ['a', 'b']) {
        await addRoom(store, `room-${id}`, `user-${id}`);
        await addSession(store, id, `room-${id}`, `user-${id}`);
      }
      await addUsers(store, 'ama');
      await store.boards.append([entry('a', 1), entry('b', 2), entry('a', 3)]);
      expect(plain((await store.boards.load('a'))?.tail)).toEqual([[...seed], [1], [3]]);
      expect(plain((await store.boards.load('b'))?.tail)).toEqual([[...seed], [2]]);
    });

    test('a batch with one bad entry leaves nothing of itself', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      await expect(store.boards.append([entry('first', 1), entry('no-such-session', 2)])).rejects.toThrow();
      expect(plain((await store.boards.load('first'))?.tail)).toEqual([[...seed]]);
    });

    test('a large update and a batch of thousands come back byte by byte', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      const large = Uint8Array.from({ length: 1_048_576 }, (_, index) => (index * 31) % 256);
      await store.boards.append([{ ...entry('first'), update: large }]);
      await store.boards.append(Array.from({ length: 2_500 }, (_, index) => entry('first', index % 256, index >> 8)));
      const tail = (await store.boards.load('first'))?.tail ?? [];
      expect(tail).toHaveLength(2_502);
      expect(Buffer.compare(tail[1] ?? seed, large)).toBe(0);
      expect(plain(tail.slice(2))).toEqual(Array.from({ length: 2_500 }, (_, index) => [index % 256, index >> 8]));
    });

    test('who wrote an entry and when stays with it, however many are appended at once', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addUsers(store, 'ben');
      await addSession(store, 'first', 'room', 'ama');
      const authors = ['ama', null, 'ben'];
      const entries = Array.from({ length: 50 }, (_, nth) => ({
        ...entry('first', nth),
        author: authors[nth % authors.length] ?? null,
        at: noon + nth,
      }));
      await store.boards.append(entries);
      const { entries: stored } = await store.archive.readTail('first', 100);
      expect(stored.slice(1).map(({ author, at, update: [nth] }) => ({ author, at, nth }))).toEqual(
        entries.map(({ author, at }, nth) => ({ author, at, nth })),
      );
    });

    test('an update that is a window on a larger buffer is stored alone', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      const window = new Uint8Array([9, 9, 1, 2, 9]).subarray(2, 4);
      await store.boards.append([{ ...entry('first'), update: window, author: null }]);
      expect(plain((await store.boards.load('first'))?.tail)).toEqual([[...seed], [1, 2]]);
    });

    test('a board of an unknown session is no board; nothing to append is no work', async ({ store }) => {
      expect(await store.boards.load('none')).toBeNull();
      await store.boards.append([]);
    });

    test('reading while thousands of updates come in sees each of them once, in order, up to some moment', async ({
      store,
    }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      let appended = 0;
      const writing = (async () => {
        for (let batch = 0; batch < 50; batch++) {
          await store.boards.append(
            Array.from({ length: 200 }, (_, at) => entry('first', (appended + at) >> 8, (appended + at) & 255)),
          );
          appended += 200;
        }
      })();
      for (let done = false; !done;) {
        const [known, loaded] = [appended, await store.boards.load('first')];
        const numbers = loaded?.tail.slice(1).map(([high = 0, low = 0]) => high * 256 + low) ?? [];
        expect(numbers.every((number, nth) => number === nth)).toBe(true);
        expect(numbers.length).toBeGreaterThanOrEqual(known);
        done = numbers.length === 10_000;
        // SQLite answers without a wait: the writer needs its turn, too.
        await new Promise((resolve) => setImmediate(resolve));
      }
      await writing;
    });

    test('what was acknowledged is there after opening again', async ({ store, reopen }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      await store.boards.append([entry('first', 7)]);
      await store.close();
      const again = await reopen();
      expect(plain((await again.boards.load('first'))?.tail)).toEqual([[...seed], [7]]);
    });

    test('closing waits for what is being written', async ({ store, reopen }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      const appending = Array.from({ length: 30 }, (_, index) => store.boards.append([entry('first', index)]));
      await store.close();
      await Promise.all(appending);
      expect((await (await reopen()).boards.load('first'))?.tail).toHaveLength(31);
    });
  });
}
