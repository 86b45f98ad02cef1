import { describe, expect } from 'vitest';
import type { StoreTest } from './database.ts';
import {
  action,
  addMembers,
  addRoom,
  addSession,
  addUsers,
  endSession,
  noCounts,
  noon,
  project,
} from './store-fixture.ts';

export function describeActions(test: StoreTest): void {
  describe('actions', () => {
    test('a projection stores actions and counts, and a later one replaces what changed', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      const promise = action('act-1', 'room', 'first', {
        owner: 'ama',
        due: '2026-12-01',
        confidence: 7,
        plan: 'If… then…',
      });
      await project(store, 'first', [promise], { ...noCounts, actions: 1 });
      expect(await store.actions.find('act-1')).toEqual(promise);
      expect((await store.sessions.find('first'))?.counts).toEqual({ ...noCounts, actions: 1 });

      const sharper = {
        ...promise,
        text: 'Call on Monday',
        confidence: null,
        createdAt: noon + 99,
        updatedAt: noon + 99,
      };
      await project(store, 'first', [sharper], { ...noCounts, actions: 1 });
      expect(await store.actions.find('act-1')).toEqual({ ...sharper, createdAt: noon });
    });

    test('an action that left the board it was made on is forgotten', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      await project(store, 'first', [action('act-1', 'room', 'first'), action('act-2', 'room', 'first')]);
      await project(store, 'first', [action('act-2', 'room', 'first')]);
      expect(await store.actions.find('act-1')).toBeNull();
      expect(await store.actions.find('act-2')).not.toBeNull();
    });

    test('an action carried over keeps where it was made, and its old board no longer speaks for it', async ({
      store,
    }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      await project(store, 'first', [action('act-1', 'room', 'first')]);
      await endSession(store, 'first', 'ama', noon + 5);
      await addSession(store, 'second', 'room', 'ama', noon + 10);
      const carried = action('act-1', 'room', 'second', { status: 'done', createdAt: noon + 10, updatedAt: noon + 10 });
      await project(store, 'second', [carried]);
      expect(await store.actions.find('act-1')).toEqual({ ...carried, session: 'first', createdAt: noon });

      // A late reading of the first board, where it was still open.
      await project(store, 'first', [action('act-1', 'room', 'first')]);
      await project(store, 'first', []);
      expect(await store.actions.find('act-1')).toMatchObject({ status: 'done', lastSession: 'second' });
    });

    test('a status set by hand after the session is not undone by its board', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      const open = action('act-1', 'room', 'first');
      await project(store, 'first', [open]);
      await endSession(store, 'first', 'ama', noon + 5);
      await store.actions.setStatus('act-1', 'done', noon + 6);
      await project(store, 'first', [open]);
      expect((await store.actions.find('act-1'))?.status).toBe('done');
    });

    test('a board cannot touch the actions of another room', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      await addRoom(store, 'other', 'eve');
      await addSession(store, 'evil', 'other', 'eve');
      await project(store, 'first', [action('act-1', 'room', 'first')]);
      await project(store, 'evil', [action('act-1', 'other', 'evil', { text: 'mine now', status: 'dropped' })]);
      expect(await store.actions.find('act-1')).toEqual(action('act-1', 'room', 'first'));
      await project(store, 'evil', []);
      expect(await store.actions.find('act-1')).not.toBeNull();
    });

    test('a board cannot put promises on the list of a stranger', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      await addUsers(store, 'stranger');
      const rows = ['stranger', 'no such user'].map((owner) => action(`act-of-${owner}`, 'room', 'first', { owner }));
      await project(store, 'first', rows);
      expect(await store.actions.listOpenForOwner('stranger')).toEqual([]);
      expect((await store.actions.listOpenForRoom('room')).map(({ owner }) => owner)).toEqual([null, null]);
    });

    test('open actions come the soonest due first, undated last, with their names', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      await project(store, 'first', [
        action('undated', 'room', 'first', { owner: 'ama' }),
        action('later', 'room', 'first', { owner: 'ama', due: '2027-01-01' }),
        action('sooner', 'room', 'first', { owner: 'ama', due: '2026-12-01' }),
        action('finished', 'room', 'first', { owner: 'ama', status: 'done' }),
        action('unowned', 'room', 'first', { createdAt: noon + 1 }),
      ]);
      const mine = await store.actions.listOpenForOwner('ama');
      expect(mine.map(({ id }) => id)).toEqual(['sooner', 'later', 'undated']);
      expect(mine[0]).toMatchObject({ ownerName: 'ama', roomName: 'Room room', sessionNumber: 1 });
      expect((await store.actions.listOpenForRoom('room')).map(({ id }) => id)).toEqual([
        'sooner',
        'later',
        'undated',
        'unowned',
      ]);
    });

    test('whoever left a room no longer finds its promises on their list', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addMembers(store, 'room', 'ama', 'ben');
      await addSession(store, 'first', 'room', 'ama');
      await project(store, 'first', [action('act-1', 'room', 'first', { owner: 'ben' })]);
      expect(await store.actions.listOpenForOwner('ben')).toHaveLength(1);
      await store.rooms.removeMember('room', 'ben', noon);
      expect(await store.actions.listOpenForOwner('ben')).toEqual([]);
      expect((await store.actions.listOpenForRoom('room'))[0]?.ownerName).toBe('ben');
    });

    test('texts of every script are kept; what no database can hold is left out', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      const text = 'Ääkkösiä, 中文, العربية, 🧗🏽‍♀️\n';
      await project(store, 'first', [action('act-1', 'room', 'first', { text: `${text}\0\ud800` })]);
      expect((await store.actions.find('act-1'))?.text).toBe(`${text}\ufffd`);
    });

    test('two readings of one board at the same moment leave one action', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      const readings = Array.from({ length: 6 }, () =>
        project(store, 'first', [action('act-2', 'room', 'first'), action('act-1', 'room', 'first')]),
      );
      await Promise.all(readings);
      expect(await store.actions.listOpenForRoom('room')).toHaveLength(2);
    });

    test('a projection of an unknown session does nothing', async ({ store }) => {
      await project(store, 'none', [action('act-1', 'room', 'none')]);
      expect(await store.actions.find('act-1')).toBeNull();
    });
  });
}
