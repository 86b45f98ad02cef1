import { flowStateSchema } from '#lib/domain/flow/flow.ts';
import { describe, expect, test } from 'vitest';
import { createClosingServices } from '../../server/closing/create-closing-services.ts';
import { createLocalBus, type News } from '../../server/realtime/bus.ts';
import type { CurrentUser } from '../../server/services.ts';
import { addSession, noon } from './suites/store-fixture.ts';
import { address, failure, setStage } from './suites/stage.ts';

const session = 'session-that-was';
const kind = { thanks: 'For waiting', helped: 'Your silence', tryNext: 'One question at a time' };

/** Ama and Ben have just ended a session; Olu joined the room afterwards, Eve is outside. */
async function afterASession({ over = true } = {}) {
  const stage = await setStage();
  const { store, guest, rooms, clock } = stage;
  const [ama, ben, olu, eve] = [await guest('Ama'), await guest('Ben'), await guest('Olu'), await guest('Eve')];
  const { id: room } = await rooms.create(ama, 'Ours');
  const { token } = await rooms.invite(ama, room);
  await rooms.acceptInvite(ben, token, address);
  await addSession(store, session, room, ama.id);
  if (over) {
    const seats = [ama.id, ben.id];
    const state = flowStateSchema.parse({
      ...{ status: 'ended', seats, swap: null, turns: 2, position: 0, bookmarks: [0, 0], spent: [0], added: [0] },
      ...{ startedAt: noon + 1, endedAt: noon + 2 },
    });
    await store.sessions.advanceFlow(session, 0, state, { type: 'end', by: ama.id, at: noon + 2 });
  }
  await rooms.acceptInvite(olu, token, address);
  clock.now = noon + 3;
  const news: News[] = [];
  const bus = createLocalBus((error) => {
    throw error;
  });
  bus.subscribe((item) => news.push(item));
  return { ...stage, ...createClosingServices({ store, bus, clock: () => clock.now }), ama, ben, olu, eve, room, news };
}

describe('words after a session', () => {
  test('go to one peer, and only the two of them find them', async () => {
    const { closing, ama, ben, olu, news, room } = await afterASession();
    await closing.sayTo(ama, session, ben.id, kind);
    const said = [{ from: ama.id, to: ben.id, ...kind }];
    expect(await closing.get(ben, session)).toMatchObject({ peers: [{ name: 'Ama' }], words: said });
    expect((await closing.get(ama, session)).words).toEqual(said);
    expect(await closing.get(olu, session)).toEqual({ peers: [], words: [], reflection: null });
    expect(news).toEqual([{ type: 'closing-changed', room }]);
  });

  test('that are empty take back what was said', async () => {
    const { closing, ama, ben } = await afterASession();
    await closing.sayTo(ama, session, ben.id, kind);
    await closing.sayTo(ama, session, ben.id, { thanks: ' ', helped: '\n', tryNext: '' });
    expect((await closing.get(ben, session)).words).toEqual([]);
  });

  test('are refused from outside, to oneself, to somebody who was not there, from somebody who was not, and while it is live', async () => {
    const { closing, ama, ben, olu, eve } = await afterASession();
    const say = (by: CurrentUser, to: string, words: unknown = kind) => failure(closing.sayTo(by, session, to, words));
    expect(await say(eve, ama.id)).toBe('not-found');
    expect(await failure(closing.get(eve, session))).toBe('not-found');
    expect(await failure(closing.get(ama, 'no-such-session'))).toBe('not-found');
    expect(await say(ama, ama.id)).toBe('not-found');
    expect(await say(ama, olu.id)).toBe('not-found');
    expect(await say(ama, eve.id)).toBe('not-found');
    expect(await say(olu, ama.id)).toBe('not-found');
    expect(await say(ama, ben.id, { ...kind, thanks: 'x'.repeat(401) })).toBe('words-long');
    expect(await say(ama, ben.id, null)).toBe('words-long');
    const live = await afterASession({ over: false });
    expect(await failure(live.closing.sayTo(live.ama, session, live.ben.id, kind))).toBe('flow-not-now');
    expect(await failure(live.closing.get(live.ama, session))).toBe('flow-not-now');
    expect(await failure(live.closing.reflect(live.ama, session, 'Hm'))).toBe('flow-not-now');
  });

  test('are no longer found by somebody who has left the room', async () => {
    const { closing, rooms, ama, ben, room } = await afterASession();
    await closing.sayTo(ama, session, ben.id, kind);
    await rooms.leave(ben, room);
    expect(await failure(closing.get(ben, session))).toBe('not-found');
  });
});

describe('a reflection', () => {
  test('is its owner’s alone: neither the peer nor another member nor a stranger gets at it', async () => {
    const { closing, reflections, rooms, ama, ben, olu, eve, room } = await afterASession();
    await closing.reflect(ama, session, 'I talk too much\r\nwhen I am afraid \0');
    const [mine] = await reflections.list(ama);
    expect(mine).toMatchObject({ session, roomName: 'Ours', sessionNumber: 1 });
    expect((await closing.get(ama, session)).reflection).toBe('I talk too much\nwhen I am afraid');
    for (const other of [ben, olu, eve]) {
      expect(await reflections.list(other)).toEqual([]);
      expect((await reflections.markdown(other)).text).not.toContain('afraid');
      await reflections.remove(other, mine?.id ?? '');
    }
    for (const other of [ben, olu]) expect((await closing.get(other, session)).reflection).toBeNull();
    expect(await failure(closing.reflect(eve, session, 'Mine?'))).toBe('not-found');
    await rooms.leave(ama, room);
    expect(await reflections.list(ama)).toEqual([mine]);
    expect((await reflections.markdown(ama)).text).toContain('Ours, session 1\n\nI talk too much\\\nwhen I am afraid');
  });

  test('is removed by writing nothing, or from the list', async () => {
    const { closing, reflections, ama } = await afterASession();
    await closing.reflect(ama, session, 'Once');
    await closing.reflect(ama, session, '  ');
    expect(await reflections.list(ama)).toEqual([]);
    await closing.reflect(ama, session, 'Twice');
    const [again] = await reflections.list(ama);
    await reflections.remove(ama, again?.id ?? '');
    expect((await closing.get(ama, session)).reflection).toBeNull();
    expect(await failure(closing.reflect(ama, session, 'x'.repeat(6_001)))).toBe('words-long');
  });
});

describe('the next date', () => {
  test('is set by either peer, seen by every member, in every list, and cleared', async () => {
    const { dates, ama, ben, olu, eve, room } = await afterASession();
    await dates.set(ama, room, noon + 86_400_000);
    await dates.set(ben, room, noon + 2 * 86_400_000);
    // What they did last is what is planned.
    const date = {
      room,
      at: noon + 2 * 86_400_000,
      setBy: 'Ben',
      format: { id: 'short', title: 'Kurzgespräch', minutes: 5 },
    };
    for (const member of [ama, ben, olu]) {
      expect(await dates.get(member, room)).toEqual(date);
      expect(await dates.list(member)).toEqual([date]);
    }
    expect(await dates.list(eve)).toEqual([]);
    expect(await failure(dates.get(eve, room))).toBe('not-found');
    expect(await failure(dates.set(eve, room, noon + 86_400_000))).toBe('not-found');
    expect(await failure(dates.clear(eve, room))).toBe('not-found');
    await dates.clear(ama, room);
    expect(await dates.get(ben, room)).toBeNull();
  });

  test('is a file for a calendar, which moves with it', async () => {
    const { dates, ama, eve, room } = await afterASession();
    expect(await dates.calendar(ama, room, 'https://coach.example')).toBeNull();
    await dates.set(ama, room, noon + 86_400_000);
    const file = await dates.calendar(ama, room, 'https://coach.example');
    expect(file?.text).toContain('DTSTART:20261128T120000Z\r\n');
    expect(file?.text).toContain(`UID:${room}@coach.example\r\n`);
    expect(await failure(dates.calendar(eve, room, 'https://coach.example'))).toBe('not-found');
  });

  test('has to be ahead, and is gone once it is over', async () => {
    const { dates, clock, ama, room } = await afterASession();
    expect(await failure(dates.set(ama, room, clock.now))).toBe('date-invalid');
    expect(await failure(dates.set(ama, room, noon + 800 * 86_400_000))).toBe('date-invalid');
    await dates.set(ama, room, noon + 3_600_000);
    clock.now = noon + 2 * 3_600_000;
    expect(await dates.get(ama, room)).not.toBeNull();
    clock.now = noon + 5 * 3_600_000;
    expect(await dates.get(ama, room)).toBeNull();
  });
});

test('favourite questions are kept on one line, and not without end', async () => {
  const { favourites, ama, ben } = await afterASession();
  await favourites.add(ama, '  And what\n else? ');
  expect(await favourites.list(ama)).toEqual(['And what else?']);
  expect(await favourites.list(ben)).toEqual([]);
  for (let nth = 2; nth <= 40; nth += 1) await favourites.add(ama, `Question ${nth}?`);
  expect(await failure(favourites.add(ama, 'One more?'))).toBe('favourites-full');
  for (const bad of ['', 'x'.repeat(201), null, 7]) expect(await failure(favourites.add(ama, bad))).toBe('words-long');
  await favourites.remove(ama, 'And what else?');
  expect(await favourites.list(ama)).toHaveLength(39);
});
