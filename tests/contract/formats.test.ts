import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { describe, expect, test } from 'vitest';
import { createFormatService } from '../../server/formats/format-service.ts';
import { noon } from './suites/store-fixture.ts';
import { address, failure, setStage } from './suites/stage.ts';

const ours = { ...defaultFormat, id: 'ours', title: 'Ours' };

/** Ama's room, with Ben in it, and Eve outside. */
async function setRoom() {
  const stage = await setStage();
  const [ama, ben, eve] = [await stage.guest('Ama'), await stage.guest('Ben'), await stage.guest('Eve')];
  const { id: room } = await stage.rooms.create(ama, 'Ours');
  const { token } = await stage.rooms.invite(ama, room);
  await stage.rooms.acceptInvite(ben, token, address);
  const formats = createFormatService({ store: stage.store, clock: () => stage.clock.now });
  return { ...stage, formats, ama, ben, eve, room };
}

describe('formats of a room', () => {
  test('are made by one peer, seen and changed by another, and deleted by either', async () => {
    const { formats, clock, ama, ben, room } = await setRoom();
    const { id } = await formats.create(ama, room, ours);
    clock.now += 60_000;
    await formats.save(ben, room, id, 1, { ...ours, title: 'Ours, shorter' });
    expect(await formats.list(ama, room)).toEqual([
      {
        id,
        version: 2,
        format: { ...ours, title: 'Ours, shorter' },
        updatedAt: noon + 60_000,
        updatedBy: { id: ben.id, name: 'Ben' },
      },
    ]);
    await formats.remove(ama, room, id, 2);
    expect(await formats.list(ben, room)).toEqual([]);
  });

  test('of two changes to one version the second is refused, as is one to what was deleted', async () => {
    const { formats, ama, ben, room } = await setRoom();
    const { id } = await formats.create(ama, room, ours);
    await formats.save(ama, room, id, 1, { ...ours, title: 'By Ama' });
    expect(await failure(formats.save(ben, room, id, 1, { ...ours, title: 'By Ben' }))).toBe('format-stale');
    expect(await failure(formats.remove(ben, room, id, 1))).toBe('format-stale');
    expect((await formats.get(ben, room, id)).format.title).toBe('By Ama');
    await formats.remove(ama, room, id, 2);
    expect(await failure(formats.save(ben, room, id, 2, ours))).toBe('format-gone');
    expect(await failure(formats.remove(ben, room, id, 2))).toBe('format-gone');
  });

  test('must be formats, however they come in', async () => {
    const { formats, ama, room } = await setRoom();
    for (const wrong of [null, 'ours', {}, { ...ours, stages: [] }, { ...ours, title: '<script>' }]) {
      expect(await failure(formats.create(ama, room, wrong))).toBe('format-invalid');
    }
    const { id } = await formats.create(ama, room, ours);
    expect(await failure(formats.save(ama, room, id, 1, { ...ours, title: '' }))).toBe('format-invalid');
    expect(await formats.get(ama, room, id)).toMatchObject({ version: 1, format: ours });
  });

  test('are nothing to a stranger, and no business of another room', async () => {
    const { formats, rooms, ama, eve, room } = await setRoom();
    const { id } = await formats.create(ama, room, ours);
    const { id: elsewhere } = await rooms.create(eve, 'Elsewhere');
    const asked = [
      formats.list(eve, room),
      formats.get(eve, room, id),
      formats.create(eve, room, ours),
      formats.save(eve, room, id, 1, ours),
      formats.remove(eve, room, id, 1),
      formats.get(eve, elsewhere, id),
    ];
    expect(await Promise.all(asked.map(failure))).toEqual(Array.from({ length: 6 }, () => 'not-found'));
    expect(await failure(formats.save(eve, elsewhere, id, 1, ours))).toBe('format-gone');
    expect((await formats.get(ama, room, id)).version).toBe(1);
  });

  test('are at most forty', async () => {
    const { formats, ama, room } = await setRoom();
    for (let nth = 0; nth < 40; nth++) await formats.create(ama, room, ours);
    expect(await failure(formats.create(ama, room, ours))).toBe('formats-full');
  });
});
