import { describe, expect } from 'vitest';
import type { Store } from '../../../server/store/ports/store.ts';
import type { StoreTest } from './database.ts';
import { addMembers, addRoom, addUsers, invite, noon } from './store-fixture.ts';

const huesIn = async (store: Store, room: string): Promise<number[]> =>
  (await store.rooms.members(room)).map(({ hue }) => hue).sort();

export function describeRooms(test: StoreTest): void {
  describe('rooms', () => {
    test('a room has its first member from the start', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      expect(await store.rooms.find('room')).toEqual({
        id: 'room',
        name: 'Room room',
        createdBy: 'ama',
        createdAt: noon,
      });
      expect(await store.rooms.members('room')).toEqual([
        { room: 'room', user: 'ama', role: 'peer', hue: 1, joinedAt: noon, name: 'ama', isGuest: true },
      ]);
    });

    test('a room whose first member cannot be stored is not stored either', async ({ store }) => {
      await addUsers(store, 'ama');
      const stranger = { room: 'room', user: 'nobody', role: 'peer', hue: 1, joinedAt: noon } as const;
      const room = { id: 'room', name: 'R', createdBy: 'ama', createdAt: noon };
      await expect(store.rooms.insert(room, stranger)).rejects.toThrow();
      expect(await store.rooms.find('room')).toBeNull();
    });

    test('people see the rooms they are in, and no others', async ({ store }) => {
      await addRoom(store, 'amas', 'ama');
      await addRoom(store, 'bens', 'ben');
      await addMembers(store, 'bens', 'ben', 'cleo');
      expect((await store.rooms.listForUser('cleo')).map(({ id }) => id)).toEqual(['bens']);
      expect(await store.rooms.member('amas', 'cleo')).toBeNull();
      expect(await store.rooms.member('bens', 'cleo')).toMatchObject({ role: 'peer', hue: 2 });
      expect((await store.rooms.membersOfAll(['amas', 'bens'])).map(({ user }) => user).sort()).toEqual([
        'ama',
        'ben',
        'cleo',
      ]);
      expect(await store.rooms.membersOfAll([])).toEqual([]);
    });

    test('whoever leaves is gone, and the next to come gets the free hue', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addMembers(store, 'room', 'ama', 'ben', 'cleo');
      await store.rooms.removeMember('room', 'ben', noon);
      expect(await store.rooms.member('room', 'ben')).toBeNull();
      await addMembers(store, 'room', 'ama', 'dia');
      expect((await store.rooms.member('room', 'dia'))?.hue).toBe(2);
    });

    test('an empty room is kept, and no old link opens it', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addUsers(store, 'ben');
      await store.invites.insert(invite('door', 'room', 'ama'));
      await store.rooms.removeMember('room', 'ama', noon);
      expect(await store.rooms.find('room')).not.toBeNull();
      expect(await store.invites.accept('hash-of-door', 'ben', noon)).toEqual({ outcome: 'invalid' });
    });
  });

  describe('invites', () => {
    test('an invite lets a person in once, and takes one use', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addUsers(store, 'ben');
      await store.invites.insert(invite('door', 'room', 'ama', { usesLeft: 2 }));
      expect(await store.invites.accept('hash-of-door', 'ben', noon + 1)).toEqual({ outcome: 'joined', room: 'room' });
      expect(await store.invites.accept('hash-of-door', 'ben', noon + 2)).toEqual({
        outcome: 'already-member',
        room: 'room',
      });
      expect((await store.invites.findByHash('hash-of-door'))?.usesLeft).toBe(1);
      expect(await store.rooms.member('room', 'ben')).toEqual({
        room: 'room',
        user: 'ben',
        role: 'peer',
        hue: 2,
        joinedAt: noon + 1,
      });
    });

    test('unknown, used up, expired and revoked invites let nobody in', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addUsers(store, 'ben');
      await store.invites.insert(invite('used', 'room', 'ama', { usesLeft: 0 }));
      await store.invites.insert(invite('late', 'room', 'ama', { expiresAt: noon }));
      await store.invites.insert(invite('gone', 'room', 'ama'));
      await store.invites.revoke('room', 'gone', noon - 1);
      for (const hash of ['hash-of-used', 'hash-of-late', 'hash-of-gone', 'hash-of-none']) {
        expect(await store.invites.accept(hash, 'ben', noon)).toEqual({ outcome: 'invalid' });
      }
      expect(await store.rooms.member('room', 'ben')).toBeNull();
      expect(await store.invites.listUsable('room', noon)).toEqual([]);
    });

    test('an invite is revoked only through its own room', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addRoom(store, 'other', 'ben');
      await store.invites.insert(invite('door', 'room', 'ama'));
      await store.invites.revoke('other', 'door', noon);
      expect((await store.invites.listUsable('room', noon)).map(({ id }) => id)).toEqual(['door']);
    });

    test('of two people at the last use of an invite, one gets in', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addUsers(store, 'ben', 'cleo');
      await store.invites.insert(invite('door', 'room', 'ama', { usesLeft: 1 }));
      const outcomes = await Promise.all(['ben', 'cleo'].map((id) => store.invites.accept('hash-of-door', id, noon)));
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['invalid', 'joined']);
      expect(await huesIn(store, 'room')).toEqual([1, 2]);
    });

    test('of several people with different invites at the last free seats, as many get in as there are seats', async ({
      store,
    }) => {
      await addRoom(store, 'room', 'ama');
      await addMembers(store, 'room', 'ama', 'ben', 'cleo', 'dia');
      const late = ['eve', 'fay', 'gil', 'hal'];
      await addUsers(store, ...late);
      for (const id of late) await store.invites.insert(invite(`door-${id}`, 'room', 'ama'));
      const outcomes = await Promise.all(late.map((id) => store.invites.accept(`hash-of-door-${id}`, id, noon)));
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['full', 'full', 'joined', 'joined']);
      expect(await huesIn(store, 'room')).toEqual([1, 2, 3, 4, 5, 6]);
    });

    test('a full room takes no use of an invite', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addMembers(store, 'room', 'ama', 'ben', 'cleo', 'dia', 'eve', 'fay');
      await addUsers(store, 'gil');
      await store.invites.insert(invite('door', 'room', 'ama', { usesLeft: 1 }));
      expect(await store.invites.accept('hash-of-door', 'gil', noon)).toEqual({ outcome: 'full' });
      expect((await store.invites.findByHash('hash-of-door'))?.usesLeft).toBe(1);
    });

    test('a double click on an invite joins once', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addUsers(store, 'ben');
      await store.invites.insert(invite('door', 'room', 'ama', { usesLeft: 5 }));
      const clicks = await Promise.all([1, 2, 3].map(() => store.invites.accept('hash-of-door', 'ben', noon)));
      expect(clicks.map(({ outcome }) => outcome).sort()).toEqual(['already-member', 'already-member', 'joined']);
      expect((await store.invites.findByHash('hash-of-door'))?.usesLeft).toBe(4);
    });
  });
}
