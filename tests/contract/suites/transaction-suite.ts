import { describe, expect } from 'vitest';
import type { StoreTest } from './database.ts';
import { addRoom, addSession, addUsers, noon, action, project, user } from './store-fixture.ts';
import { until } from '../../support/until.ts';

export function describeTransactions(test: StoreTest): void {
  describe('transactions', () => {
    test('a reader never sees half of what is written together', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      const seen: string[] = [];
      let writing = true;
      const watch = async (): Promise<void> => {
        do {
          const found = await store.sessions.find('first');
          // Read later, and written last: a session without its people would be half a session.
          const people = await store.sessions.people('first');
          seen.push(found === null ? 'nothing' : people.length === 0 ? 'half' : 'whole');
          // A read may answer without a wait: what writes needs its turn, too.
          await new Promise((resolve) => setImmediate(resolve));
        } while (writing);
      };
      const watchers = Array.from({ length: 8 }, watch);
      await until(() => seen.includes('nothing'), 'the watchers look');
      await addSession(store, 'first', 'room', 'ama');
      writing = false;
      await Promise.all(watchers);
      expect(seen).not.toContain('half');
    });

    test('a write that fails takes nothing of its neighbours with it', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      const outcomes = await Promise.allSettled(
        Array.from({ length: 30 }, (_, index) =>
          index % 3 === 0
            ? // The second row has no session: the whole write is undone.
              store.boards.append([
                { session: 'first', author: null, at: noon, update: new Uint8Array([200]) },
                { session: 'none', author: null, at: noon, update: new Uint8Array([201]) },
              ])
            : index % 3 === 1
              ? store.users.insert(user(`user-${index}`))
              : store.boards.append([{ session: 'first', author: null, at: noon, update: new Uint8Array([index]) }]),
        ),
      );
      expect(outcomes.map(({ status }) => status)).toEqual(
        outcomes.map((_, index) => (index % 3 === 0 ? 'rejected' : 'fulfilled')),
      );
      const tail = (await store.boards.load('first'))?.tail.map((update) => update[0]);
      expect(tail).not.toContain(200);
      expect(tail).toHaveLength(1 + 10);
      expect(await store.users.count()).toBe(1 + 10);
    });

    test('many kinds of writes at once all arrive', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      await Promise.all([
        ...Array.from({ length: 10 }, (_, index) => addUsers(store, `user-${index}`)),
        project(store, 'first', [action('act-1', 'room', 'first')]),
        store.rooms.rename('room', 'Named'),
        store.boards.append([{ session: 'first', author: 'ama', at: noon, update: new Uint8Array([1]) }]),
        store.signIns.insert({ idHash: 'hash', user: 'ama', expiresAt: noon }),
      ]);
      expect(await store.users.count()).toBe(11);
      expect((await store.rooms.find('room'))?.name).toBe('Named');
      expect(await store.actions.find('act-1')).not.toBeNull();
      expect((await store.boards.load('first'))?.tail).toHaveLength(2);
      expect(await store.signIns.find('hash')).not.toBeNull();
    });

    test('opening a database that is up to date changes nothing, also twice at once', async ({ store, reopen }) => {
      await addUsers(store, 'ama');
      const [again, andAgain] = [await reopen(), await reopen()];
      expect(await again.users.find('ama')).toEqual(user('ama'));
      await andAgain.ping();
    });
  });
}
