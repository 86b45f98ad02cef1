/** Pictures of a room: who may add and see them, and how many. */
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createImageService } from '../../server/images/image-service.ts';
import { address, failure, setStage } from './suites/stage.ts';
import { addSession, ended, lobby, noon } from './suites/store-fixture.ts';
import { tinyPng } from '../support/tiny-png.ts';

/** Ama's room with Ben in it, Obi who observes, and Eve outside. */
async function setRoom(more: { quota?: number; limit?: { tries: number; seconds: number } } = {}) {
  const stage = await setStage();
  const [ama, ben, obi, eve] = [
    await stage.guest('Ama'),
    await stage.guest('Ben'),
    await stage.guest('Obi'),
    await stage.guest('Eve'),
  ];
  const { id: room } = await stage.rooms.create(ama, 'Ours');
  const { token } = await stage.rooms.invite(ama, room);
  await stage.rooms.acceptInvite(ben, token, address);
  const forObserver = await stage.rooms.invite(ama, room, 'observer');
  await stage.rooms.acceptInvite(obi, forObserver.token, address);
  const { id: other } = await stage.rooms.create(eve, 'Elsewhere');
  const { store, clock } = stage;
  const images = createImageService({ store, clock: () => clock.now, ...more });
  return { images, store, clock, ama, ben, obi, eve, room, other };
}

describe('a picture of a room', () => {
  test('is added by its peers, seen by them, and to everybody else there is none', async () => {
    const { images, ama, ben, obi, eve, room, other } = await setRoom();
    const { id } = await images.add(ama, room, tinyPng);
    for (const member of [ama, ben]) {
      const { type, bytes } = await images.read(member, room, id);
      expect([type, Array.from(bytes)]).toEqual(['image/png', Array.from(tinyPng)]);
    }
    expect(await failure(images.add(obi, room, tinyPng))).toBe('not-allowed');
    expect(await failure(images.add(eve, room, tinyPng))).toBe('not-found');
    expect(await failure(images.read(eve, room, id))).toBe('not-found');
    expect(await failure(images.read(eve, other, id)), 'asked for through a room of one’s own').toBe('not-found');
    expect(await failure(images.read(ama, room, 'no-such-image'))).toBe('not-found');
  });

  test('is seen by an observer with the board that it can stand on, and never while they wait to be let in', async () => {
    const { images, store, clock, ama, ben, obi, room } = await setRoom();
    const { id } = await images.add(ama, room, tinyPng);
    expect(await failure(images.read(obi, room, id)), 'no session').toBe('not-found');
    const seats = [ama.id, ben.id];
    const asking = { ...lobby, seats, observers: [{ user: obi.id, agreed: [ama.id] }] };
    const watching = { ...asking, observers: [{ user: obi.id, agreed: seats }] };
    await addSession(store, 'first', room, ama.id, noon, asking);
    expect(await failure(images.read(obi, room, id)), 'one key of two').toBe('not-found');
    const agree = { type: 'agree-observer' as const, user: obi.id, by: ben.id, at: noon };
    await store.sessions.advanceFlow('first', 0, watching, agree);
    expect((await images.read(obi, room, id)).type).toBe('image/png');

    const over = { ...ended(noon + 1_000), seats, observers: watching.observers };
    await store.sessions.advanceFlow('first', 1, over, { type: 'end', by: ama.id, at: noon + 1_000 });
    expect((await images.read(obi, room, id)).type, 'of a board that they have watched').toBe('image/png');
    await addSession(store, 'second', room, ama.id, noon + 2_000, asking);
    clock.now = noon + 3_000;
    const later = await images.add(ama, room, tinyPng);
    expect(await failure(images.read(obi, room, later.id)), 'waits at the next one').toBe('not-found');
  });

  test('is refused when it is none, or too large', async () => {
    const { images, ama, room } = await setRoom();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
    expect(await failure(images.add(ama, room, svg))).toBe('image-invalid');
    expect(await failure(images.add(ama, room, deflateSync(svg)))).toBe('image-invalid');
    expect(await failure(images.add(ama, room, new Uint8Array(6 * 1024 * 1024)))).toBe('image-large');
  });

  test('is refused when the room’s pictures fill its space, and when one person sends too many at once', async () => {
    const full = await setRoom({ quota: 2 * tinyPng.length });
    await full.images.add(full.ama, full.room, tinyPng);
    await full.images.add(full.ben, full.room, tinyPng);
    expect(await failure(full.images.add(full.ama, full.room, tinyPng))).toBe('images-full');
    expect((await full.images.add(full.eve, full.other, tinyPng)).id, 'another room has its own').toBeTruthy();

    const quick = await setRoom({ limit: { tries: 2, seconds: 60 } });
    await quick.images.add(quick.ama, quick.room, tinyPng);
    await quick.images.add(quick.ama, quick.room, tinyPng);
    expect(await failure(quick.images.add(quick.ama, quick.room, tinyPng))).toBe('too-many-tries');
    expect((await quick.images.add(quick.ben, quick.room, tinyPng)).id).toBeTruthy();
  });
});
