import { describe, expect } from 'vitest';
import type { FormatRow } from '../../../server/store/ports/format-port.ts';
import type { StoreTest } from './database.ts';
import { addMembers, addRoom, addSession, format, noon } from './store-fixture.ts';

const row = (id: string, room: string, more: Partial<FormatRow> = {}): FormatRow => ({
  id,
  room,
  version: 1,
  format: { ...format, title: `Format ${id}` },
  createdAt: noon,
  updatedAt: noon,
  updatedBy: 'ama',
  ...more,
});

const change = (title: string, updatedBy = 'ben') => ({
  format: { ...format, title },
  updatedAt: noon + 5,
  updatedBy,
});

export function describeFormats(test: StoreTest): void {
  describe('formats of a room', () => {
    test('are kept with who changed them last, the oldest first', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      expect(await store.formats.insert(row('b', 'room', { createdAt: noon + 1 }), 10)).toBe(true);
      expect(await store.formats.insert(row('a', 'room'), 10)).toBe(true);
      expect(await store.formats.find('room', 'a')).toEqual({ ...row('a', 'room'), updatedByName: 'ama' });
      expect((await store.formats.listForRoom('room')).map(({ id }) => id)).toEqual(['a', 'b']);
    });

    test('texts of every script are kept as they are', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      const strange = { ...format, title: 'Ääkkösiä, 中文, العربية, 🧗🏽‍♀️', summary: '\u0000 "quoted" \ud800' };
      await store.formats.insert(row('a', 'room', { format: strange }), 10);
      expect((await store.formats.find('room', 'a'))?.format).toEqual(strange);
    });

    test('are nothing to other rooms', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addRoom(store, 'other', 'eve');
      await store.formats.insert(row('a', 'room'), 10);
      expect(await store.formats.find('other', 'a')).toBeNull();
      expect(await store.formats.listForRoom('other')).toEqual([]);
      expect(await store.formats.update('other', 'a', 1, change('Mine', 'eve'))).toBe(false);
      expect(await store.formats.remove('other', 'a', 1)).toBe(false);
      expect((await store.formats.find('room', 'a'))?.version).toBe(1);
    });

    test('of two people who change the same version at once, one does, and the other’s is not mixed in', async ({
      store,
      reopen,
    }) => {
      await addRoom(store, 'room', 'ama');
      await addMembers(store, 'room', 'ama', 'ben');
      await store.formats.insert(row('a', 'room'), 10);
      const other = await reopen();
      const outcomes = await Promise.all([
        store.formats.update('room', 'a', 1, change('By Ama', 'ama')),
        other.formats.update('room', 'a', 1, change('By Ben')),
      ]);
      expect(outcomes.toSorted()).toEqual([false, true]);
      const [title, name] = outcomes[0] ? ['By Ama', 'ama'] : ['By Ben', 'ben'];
      expect(await store.formats.find('room', 'a')).toMatchObject({
        version: 2,
        format: { title },
        createdAt: noon,
        updatedAt: noon + 5,
        updatedByName: name,
      });
      expect(await store.formats.update('room', 'a', 2, change('Again'))).toBe(true);
    });

    test('one that was changed meanwhile is not deleted, and a deleted one is not changed', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await store.formats.insert(row('a', 'room'), 10);
      await store.formats.update('room', 'a', 1, change('Changed', 'ama'));
      expect(await store.formats.remove('room', 'a', 1)).toBe(false);
      expect(await store.formats.remove('room', 'a', 2)).toBe(true);
      expect(await store.formats.update('room', 'a', 2, change('Too late', 'ama'))).toBe(false);
      expect(await store.formats.find('room', 'a')).toBeNull();
    });

    test('are not more than a room may have, also when many are made at once', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      const made = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => store.formats.insert(row(id, 'room'), 3)));
      expect(made.filter(Boolean)).toHaveLength(3);
      expect(await store.formats.listForRoom('room')).toHaveLength(3);
    });

    test('change and go without touching a session that was started with them', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await store.formats.insert(row('a', 'room', { format }), 10);
      await addSession(store, 'first', 'room', 'ama');
      await store.formats.update('room', 'a', 1, change('Other', 'ama'));
      await store.formats.remove('room', 'a', 2);
      expect((await store.sessions.find('first'))?.format).toEqual(format);
    });
  });
}
