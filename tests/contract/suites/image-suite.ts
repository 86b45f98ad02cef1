import { describe, expect } from 'vitest';
import type { ImageRow } from '../../../server/store/ports/image-port.ts';
import type { StoreTest } from './database.ts';
import { addRoom, noon } from './store-fixture.ts';

const row = (id: string, room: string, bytes: Uint8Array): ImageRow => ({
  id,
  room,
  addedBy: 'ama',
  addedAt: noon,
  type: 'image/png',
  bytes,
});

const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index * 7) % 256);

export function describeImages(test: StoreTest): void {
  describe('pictures of a room', () => {
    test('are kept byte by byte', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      const picture = row('a', 'room', bytesOf(70_000));
      expect(await store.images.insert(picture, 100_000)).toBe(true);
      const found = await store.images.find('room', 'a');
      expect(found && { ...found, bytes: Uint8Array.from(found.bytes) }).toEqual(picture);
    });

    test('are nothing to other rooms', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addRoom(store, 'other', 'eve');
      await store.images.insert(row('a', 'room', bytesOf(10)), 100);
      expect(await store.images.find('other', 'a')).toBeNull();
      expect(await store.images.find('room', 'b')).toBeNull();
    });

    test('are never more than the room has space for, also when several come at once', async ({ store }) => {
      await addRoom(store, 'room', 'ama');
      await addRoom(store, 'other', 'eve');
      const sent = ['a', 'b', 'c', 'd'].map((id) => store.images.insert(row(id, 'room', bytesOf(40)), 100));
      expect((await Promise.all(sent)).filter(Boolean)).toHaveLength(2);
      expect(await store.images.insert(row('e', 'other', bytesOf(40)), 100)).toBe(true);
    });
  });
}
