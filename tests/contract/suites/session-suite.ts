import type { FlowState } from '#lib/domain/flow/flow.ts';
import { describe, expect } from 'vitest';
import type { StoreTest } from './database.ts';
import {
  addMembers,
  addRoom,
  addSession,
  addUsers,
  ended,
  endSession,
  format,
  lobby,
  noCounts,
  noon,
  running,
} from './store-fixture.ts';

export function describeSessions(test: StoreTest): void {
  describe('sessions', () => {
    test('a session begins with its format, its flow and its board', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      expect(await addSession(store, 'first', 'room', 'ama')).toEqual({ number: 1 });
      expect(await store.sessions.find('first')).toEqual({
        id: 'first',
        room: 'room',
        number: 1,
        status: 'live',
        format,
        createdBy: 'ama',
        createdAt: noon,
        startedAt: null,
        endedAt: null,
        counts: noCounts,
      });
      expect(await store.sessions.readFlow('first')).toEqual({ version: 0, state: lobby });
      expect((await store.boards.load('first'))?.tail).toHaveLength(1);
    });

    test('of several who open a session at the same moment, one does', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      const opened = await Promise.all(
        ['one', 'two', 'three', 'four'].map((id) => addSession(store, id, 'room', 'ama')),
      );
      expect(opened.filter((outcome) => outcome !== null)).toEqual([{ number: 1 }]);
      expect(await store.sessions.listForRoom('room')).toHaveLength(1);
    });

    test('sessions are numbered in each room by itself, without gaps', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addRoom(store, 'other', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      await addSession(store, 'elsewhere', 'other', 'ama');
      expect(await addSession(store, 'refused', 'room', 'ama')).toBeNull();
      await endSession(store, 'first', 'ama', noon + 9);
      expect(await addSession(store, 'second', 'room', 'ama')).toEqual({ number: 2 });
      expect((await store.sessions.listForRoom('room')).map(({ id, status }) => [id, status])).toEqual([
        ['second', 'live'],
        ['first', 'ended'],
      ]);
      expect(await store.sessions.findLive('room')).toEqual({ id: 'second', number: 2 });
    });

    test('members reach a session, strangers and former members do not', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addMembers(store, 'room', 'ama', 'ben');
      await addUsers(store, 'stranger');
      await addSession(store, 'first', 'room', 'ama');
      expect(await store.sessions.access('ben', 'first')).toEqual({
        person: { id: 'ben', name: 'ben', hue: 2 },
        role: 'peer',
        session: { id: 'first', number: 1, status: 'live', room: 'room', roomName: 'Room room' },
      });
      expect(await store.sessions.access('stranger', 'first')).toBeNull();
      expect(await store.sessions.access('ama', 'none')).toBeNull();
      await store.rooms.removeMember('room', 'ben', noon);
      expect(await store.sessions.access('ben', 'first')).toBeNull();
    });

    test('a past session keeps the names and hues of those who took part, and of nobody who came later', async ({
      store,
    }) => {
      await addRoom(store, 'room', 'ama');
      await addMembers(store, 'room', 'ama', 'ben');
      await addSession(store, 'first', 'room', 'ama');
      await addMembers(store, 'room', 'ama', 'cleo');
      await endSession(store, 'first', 'ama', noon + 9);
      await store.rooms.removeMember('room', 'ben', noon);
      await addMembers(store, 'room', 'ama', 'dia');
      await store.users.rename('ben', 'Ben B.');
      expect(await store.sessions.people('first')).toEqual([
        { id: 'ama', name: 'ama', hue: 1 },
        { id: 'ben', name: 'Ben B.', hue: 2 },
        { id: 'cleo', name: 'cleo', hue: 3 },
      ]);
    });

    test('an overview counts the sessions of each room', async ({ store }) => {
      await addRoom(store, 'busy', 'ama');
      await addRoom(store, 'quiet', 'ama');
      await addRoom(store, 'new', 'ama');
      await addSession(store, 'b1', 'busy', 'ama', noon);
      await endSession(store, 'b1', 'ama', noon + 5);
      await addSession(store, 'b2', 'busy', 'ama', noon + 7);
      await addSession(store, 'q1', 'quiet', 'ama', noon);
      await endSession(store, 'q1', 'ama', noon + 3);
      const overview = await store.sessions.overview(['busy', 'quiet', 'new']);
      expect(overview.sort((a, b) => (a.room < b.room ? -1 : 1))).toEqual([
        {
          room: 'busy',
          sessionCount: 2,
          live: { id: 'b2', number: 2 },
          lastCreatedAt: noon + 7,
          lastEndedAt: noon + 5,
        },
        { room: 'quiet', sessionCount: 1, live: null, lastCreatedAt: noon, lastEndedAt: noon + 3 },
      ]);
      expect(await store.sessions.overview([])).toEqual([]);
    });
  });

  describe('flow', () => {
    test('of many who advance the same version at once, one does', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          store.sessions.advanceFlow(
            'first',
            0,
            { ...running, seats: [`seat-${index}`] },
            { type: 'start', by: 'ama', at: noon },
          ),
        ),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const flow = await store.sessions.readFlow('first');
      expect(flow).toEqual({ version: 1, state: { ...running, seats: [`seat-${outcomes.indexOf(true)}`] } });
    });

    test('a session and a flow that were stored before they had all of today’s fields are read in full', async ({
      store,
    }) => {
      await addRoom(store, 'room', 'ama');
      const old = JSON.parse('{"status":"lobby","seats":["ama"],"swap":null}') as FlowState;
      await addSession(store, 'first', 'room', 'ama', noon, old);
      expect((await store.sessions.readFlow('first'))?.state).toEqual({ ...lobby, seats: ['ama'] });
      expect(await store.sessions.listLiveFlows()).toEqual([{ session: 'first', state: { ...lobby, seats: ['ama'] } }]);
      await store.sessions.advanceFlow('first', 0, ended(noon), { type: 'end', by: 'ama', at: noon });
      expect(await store.sessions.listLiveFlows()).toEqual([]);
    });

    test('an old version changes nothing', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      await store.sessions.advanceFlow('first', 0, running, { type: 'start', by: 'ama', at: noon });
      const late = { type: 'end', by: 'ben', at: noon } as const;
      expect(await store.sessions.advanceFlow('first', 0, ended(noon), late)).toBe(false);
      expect(await store.sessions.readFlow('first')).toEqual({ version: 1, state: running });
      expect((await store.sessions.find('first'))?.status).toBe('live');
    });

    test('starting and ending are marked on the session, with their instants', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addSession(store, 'first', 'room', 'ama');
      await store.sessions.advanceFlow('first', 0, running, { type: 'start', by: 'ama', at: noon + 1_000 });
      expect(await store.sessions.find('first')).toMatchObject({
        status: 'live',
        startedAt: noon + 1_000,
        endedAt: null,
      });
      await store.sessions.advanceFlow('first', 1, ended(noon + 9_000), { type: 'end', by: 'ama', at: noon + 9_000 });
      expect(await store.sessions.find('first')).toMatchObject({
        status: 'ended',
        startedAt: noon + 1_000,
        endedAt: noon + 9_000,
      });
      expect(await store.sessions.findLive('room')).toBeNull();
    });
  });
}
