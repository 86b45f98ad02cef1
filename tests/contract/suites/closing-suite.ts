import { describe, expect } from 'vitest';
import type { PeerWordsRow, ReflectionRow } from '../../../server/store/ports/closing-ports.ts';
import type { Store } from '../../../server/store/ports/store.ts';
import type { StoreTest } from './database.ts';
import { format, addMembers, addRoom, addSession, addUsers, endSession, noon } from './store-fixture.ts';

const words = (from: string, to: string, thanks = `Thank you, ${to}`): PeerWordsRow => ({
  session: 'first',
  from,
  to,
  thanks,
  helped: 'You waited. Ääkkösiä, 中文, العربية, 🧗🏽‍♀️',
  tryNext: '',
  at: noon,
});

const reflection = (id: string, owner: string, more: Partial<ReflectionRow & { session: string }> = {}) => ({
  id,
  owner,
  session: 'first',
  roomName: 'Room room',
  sessionNumber: 1,
  text: `What ${owner} learnt`,
  createdAt: noon,
  updatedAt: noon,
  ...more,
});

/** Ama, Ben and Cem, who met once; Eve is nowhere near. */
async function afterASession(store: Store): Promise<void> {
  await addRoom(store, 'room', 'ama');
  await addMembers(store, 'room', 'ama', 'ben', 'cem');
  await addUsers(store, 'eve');
  await addSession(store, 'first', 'room', 'ama');
}

export function describeClosing(test: StoreTest): void {
  describe('words to each other', () => {
    test('are read by whoever wrote them and by whom they are for, and by nobody else', async ({ store }) => {
      await afterASession(store);
      await store.peerWords.set(words('ama', 'ben'));
      await store.peerWords.set(words('ben', 'ama'));
      const both = [words('ama', 'ben'), words('ben', 'ama')];
      expect(await store.peerWords.listFor('first', 'ama')).toEqual(both);
      expect(await store.peerWords.listFor('first', 'ben')).toEqual(both);
      for (const other of ['cem', 'eve', '', 'first']) {
        expect(await store.peerWords.listFor('first', other)).toEqual([]);
      }
      expect(await store.peerWords.listFor('second', 'ama')).toEqual([]);
    });

    test('are replaced by what is said later, and taken back by their writer alone', async ({ store }) => {
      await afterASession(store);
      await store.peerWords.set(words('ama', 'ben'));
      await store.peerWords.set({ ...words('ama', 'ben', 'More than thank you'), at: noon + 5 });
      await store.peerWords.set(words('ama', 'cem'));
      await store.peerWords.remove('first', 'ben', 'ama');
      expect((await store.peerWords.listFor('first', 'ben')).map(({ thanks }) => thanks)).toEqual([
        'More than thank you',
      ]);
      await store.peerWords.remove('first', 'ama', 'ben');
      expect(await store.peerWords.listFor('first', 'ben')).toEqual([]);
      expect(await store.peerWords.listFor('first', 'cem')).toHaveLength(1);
    });
  });

  describe('reflections', () => {
    test('are found, listed and removed by their owner, and are not there for anybody else', async ({ store }) => {
      await afterASession(store);
      await store.reflections.set(reflection('of-ama', 'ama'));
      expect(await store.reflections.findForSession('ama', 'first')).toEqual(reflection('of-ama', 'ama'));
      for (const other of ['ben', 'cem', 'eve', '']) {
        expect(await store.reflections.findForSession(other, 'first')).toBeNull();
        expect(await store.reflections.list(other)).toEqual([]);
        await store.reflections.remove(other, 'of-ama');
        await store.reflections.removeForSession(other, 'first');
      }
      expect(await store.reflections.list('ama')).toEqual([reflection('of-ama', 'ama')]);
      await store.reflections.remove('ama', 'of-ama');
      expect(await store.reflections.list('ama')).toEqual([]);
    });

    test('of one session are one, which keeps its id and its time when it is written anew', async ({ store }) => {
      await afterASession(store);
      await store.reflections.set(reflection('one', 'ama'));
      await store.reflections.set(
        reflection('two', 'ama', { text: 'Better', createdAt: noon + 9, updatedAt: noon + 9 }),
      );
      expect(await store.reflections.list('ama')).toEqual([
        reflection('one', 'ama', { text: 'Better', updatedAt: noon + 9 }),
      ]);
      await store.reflections.removeForSession('ama', 'first');
      expect(await store.reflections.findForSession('ama', 'first')).toBeNull();
    });

    test('stay with somebody who leaves the room, the newest first', async ({ store }) => {
      await afterASession(store);
      await addRoom(store, 'other', 'ben');
      await addSession(store, 'elsewhere', 'other', 'ben');
      await store.reflections.set(reflection('older', 'ben'));
      await store.reflections.set(reflection('newer', 'ben', { session: 'elsewhere', createdAt: noon + 1 }));
      await store.rooms.removeMember('room', 'ben', noon);
      expect((await store.reflections.list('ben')).map(({ id }) => id)).toEqual(['newer', 'older']);
    });
  });

  describe('favourite questions', () => {
    test('are each person’s own, once each, the oldest first', async ({ store }) => {
      await addUsers(store, 'ama', 'ben');
      expect(await store.favourites.add('ama', 'And what else?', noon, 9)).toBe(true);
      expect(await store.favourites.add('ama', 'ماذا تريد؟', noon + 1, 9)).toBe(true);
      expect(await store.favourites.add('ama', 'And what else?', noon + 2, 9)).toBe(true);
      await store.favourites.add('ben', 'And what else?', noon, 9);
      expect(await store.favourites.list('ama')).toEqual(['And what else?', 'ماذا تريد؟']);
      await store.favourites.remove('ben', 'And what else?');
      expect(await store.favourites.list('ben')).toEqual([]);
      expect(await store.favourites.list('ama')).toHaveLength(2);
    });

    test('are not more than a person may have, also when many are added at once', async ({ store }) => {
      await addUsers(store, 'ama');
      const added = await Promise.all(['a', 'b', 'c', 'd'].map((text) => store.favourites.add('ama', text, noon, 2)));
      expect(added.filter(Boolean)).toHaveLength(2);
      expect(await store.favourites.list('ama')).toHaveLength(2);
    });
  });

  describe('signatures', () => {
    const signature = (user: string, text: string, at: number, session = 'first') => ({
      ...{ session, room: 'room', user, text, at },
    });

    test('are one for each person and session, with the words as they were signed', async ({ store }) => {
      await afterASession(store);
      const words = 'What is said here stays here. 中文, العربية\n\n— ⚖️';
      await store.signatures.set(signature('ama', 'Draft', noon));
      await store.signatures.set(signature('ben', words, noon + 1));
      await store.signatures.set(signature('ama', words, noon + 2));
      const both = [signature('ben', words, noon + 1), signature('ama', words, noon + 2)];
      expect(await store.signatures.listForSession('first')).toEqual(both);
      expect(await store.signatures.latestForRoom('room')).toEqual(both);
    });

    test('of a room are those of the session in which somebody signed last', async ({ store }) => {
      await afterASession(store);
      await endSession(store, 'first', 'ama', noon + 1);
      await addSession(store, 'second', 'room', 'ama');
      await addRoom(store, 'other', 'eve');
      expect(await store.signatures.latestForRoom('room')).toEqual([]);
      await store.signatures.set(signature('ama', 'Old', noon));
      await store.signatures.set(signature('ben', 'New', noon + 5, 'second'));
      expect(await store.signatures.latestForRoom('room')).toEqual([signature('ben', 'New', noon + 5, 'second')]);
      expect(await store.signatures.latestForRoom('other')).toEqual([]);
    });
  });

  describe('the next date of a room', () => {
    test('is one, the last that was set, until it is cleared', async ({ store }) => {
      await afterASession(store);
      await addRoom(store, 'other', 'eve');
      const date = { room: 'room', at: noon + 1_000, setBy: 'ama', setAt: noon, format: null };
      await store.nextDates.set(date);
      await store.nextDates.set({ ...date, at: noon + 2_000, setBy: 'ben', format });
      expect(await store.nextDates.listForRooms(['room', 'other'])).toEqual([
        { ...date, at: noon + 2_000, setBy: 'ben', format },
      ]);
      expect(await store.nextDates.listForRooms(['other'])).toEqual([]);
      expect(await store.nextDates.listForRooms([])).toEqual([]);
      await store.nextDates.clear('room');
      expect(await store.nextDates.listForRooms(['room'])).toEqual([]);
    });
  });
}
