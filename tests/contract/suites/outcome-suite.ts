import { describe, expect } from 'vitest';
import type { Store } from '../../../server/store/ports/store.ts';
import { compactionOf } from './archive-fixture.ts';
import type { StoreTest } from './database.ts';
import { addRoom, addSession, endSession, noCounts, noon } from './store-fixture.ts';

/** Sessions with these names, each in a room of its own: a room has one that is live. */
async function addSessions(store: Store, ...names: string[]): Promise<void> {
  for (const name of names) {
    await addRoom(store, `room-${name}`, `user-${name}`);
    await addSession(store, name, `room-${name}`, `user-${name}`);
  }
}

const edit = (store: Store, ...sessions: string[]): Promise<void> =>
  store.boards.append(sessions.map((session) => ({ session, author: null, at: noon, update: new Uint8Array([1, 2]) })));

/** As after reading each board to its end. */
async function readToTheEnd(store: Store, ...sessions: string[]): Promise<void> {
  for (const session of sessions) {
    const through = await store.outcomes.reach(session);
    await store.outcomes.project(session, { actions: [], counts: noCounts, through });
  }
}

/** Makes the whole log of a board short. */
async function compact(store: Store, session: string): Promise<void> {
  const { checkpoint, entries } = await store.archive.readTail(session, 100);
  const compaction = compactionOf(entries, { after: checkpoint?.through ?? null, segments: [] });
  expect(await store.archive.compact(session, compaction)).toBe(true);
}

/** Who is owed a reading; all of them together and each one asked for say the same. */
async function owed(store: Store): Promise<string[]> {
  const sessions = (await store.outcomes.listOwed()).sort();
  for (const session of ['read', 'unread', 'edited', 'new', 'first'])
    expect(await store.outcomes.isOwed(session)).toBe(sessions.includes(session));
  return sessions;
}

export function describeOutcomes(test: StoreTest): void {
  describe('outcomes', () => {
    test('a board is owed its reading until it was read to the end of its log, and again after the next edit', async ({
      store,
      reopen,
    }) => {
      await addSessions(store, 'read', 'edited', 'new');
      expect(await owed(store)).toEqual(['edited', 'new', 'read']);
      await readToTheEnd(store, 'read', 'edited');
      expect(await owed(store)).toEqual(['new']);
      await edit(store, 'edited');
      expect(await owed(store)).toEqual(['edited', 'new']);
      // What was written a moment before the server stopped stands elsewhere than the rest (`log-rows.ts`).
      expect(await owed(await reopen())).toEqual(['edited', 'new']);
      await readToTheEnd(store, 'edited', 'new');
      expect(await owed(store)).toEqual([]);
    });

    test('an edit that lands while the board is being read is owed', async ({ store }) => {
      await addSessions(store, 'first');
      const through = await store.outcomes.reach('first');
      await edit(store, 'first');
      await store.outcomes.project('first', { actions: [], counts: noCounts, through });
      expect(await owed(store)).toEqual(['first']);
    });

    test('the end of a session owes nothing by itself, and takes nothing away', async ({ store }) => {
      await addSessions(store, 'read', 'edited');
      await readToTheEnd(store, 'read', 'edited');
      await edit(store, 'edited');
      for (const session of ['read', 'edited']) await endSession(store, session, `user-${session}`, noon);
      expect(await owed(store)).toEqual(['edited']);
    });

    test('a log that was made short goes as far as before', async ({ store }) => {
      await addSessions(store, 'read', 'unread', 'edited');
      await edit(store, 'read', 'unread', 'edited');
      await readToTheEnd(store, 'read', 'edited');
      const reach = await store.outcomes.reach('read');
      for (const session of ['read', 'unread', 'edited']) await compact(store, session);
      await edit(store, 'edited');
      expect(await store.outcomes.reach('read')).toBe(reach);
      expect(await owed(store)).toEqual(['edited', 'unread']);
      await readToTheEnd(store, 'edited', 'unread');
      expect(await owed(store)).toEqual([]);
    });

    test('an edit of one board makes no other reach further', async ({ store }) => {
      await addSessions(store, 'first', 'second');
      const before = await store.outcomes.reach('first');
      await edit(store, 'second');
      expect(await store.outcomes.reach('first')).toBe(before);
      expect(await store.outcomes.reach('second')).toBeGreaterThan(before);
      expect(await store.outcomes.reach('none')).toBe(0);
    });
  });
}
