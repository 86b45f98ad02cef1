import { nanoid } from 'nanoid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { lobby } from '#lib/domain/flow/transition.ts';
import { openPage } from '../support/session-page.ts';
import { openStage, type Stage } from '../support/session-stage.ts';

describe('joining a session', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  it('answers with everything a page needs to show it (S3)', async () => {
    const [ama, ben] = [await stage.visitor('Ama'), await stage.visitor('Ben')];
    const room = await stage.room(ama, [ben]);
    const { id } = await stage.server.sessions.create(ama, room);
    stage.time.now = () => 1_800_000_000_000;

    const snapshot = await (await stage.open(ama)).enter(id);

    expect(snapshot).toEqual({
      session: { id, number: 1, status: 'live', room: { id: room, name: 'Mondays' } },
      format: defaultFormat,
      flow: { version: 1, state: lobby([ama.id]) },
      participants: [
        { id: ama.id, name: 'Ama', hue: 1, role: 'peer', presence: 'here' },
        { id: ben.id, name: 'Ben', hue: 2, role: 'peer', presence: 'gone' },
      ],
      me: { id: ama.id, role: 'peer' },
      now: 1_800_000_000_000,
    });
  });

  it('seats peers in the order in which they arrive, once each, and tells those who are there (S4)', async () => {
    const [ama, ben] = [await stage.visitor('Ama'), await stage.visitor('Ben')];
    const room = await stage.room(ama, [ben]);
    const { id } = await stage.server.sessions.create(ama, room);
    const bens = await stage.open(ben);
    await bens.enter(id);

    const snapshot = await (await stage.open(ama)).enter(id);
    await (await stage.open(ama)).enter(id);

    expect(snapshot.flow.state.seats).toEqual([ben.id, ama.id]);
    const change = await bens.hears('flow:changed', ({ by }) => by === ama.id);
    expect(change).toMatchObject({ command: 'sit', flow: { version: 2, state: { seats: [ben.id, ama.id] } } });
    expect((await stage.server.flows.read(id)).version).toBe(2);
  });

  it('seats both of two peers who arrive at the same moment (S4)', async () => {
    const [ama, ben] = [await stage.visitor('Ama'), await stage.visitor('Ben')];
    const { id } = await stage.server.sessions.create(ama, await stage.room(ama, [ben]));
    const pages = await Promise.all([stage.open(ama), stage.open(ben)]);

    await Promise.all(pages.map((page) => page.enter(id)));

    const { state } = await stage.server.flows.read(id);
    expect([...state.seats].sort()).toEqual([ama.id, ben.id].sort());
  });

  it('lets a third peer in without a seat when the format is for two (S4)', async () => {
    const people = [await stage.visitor('Ama'), await stage.visitor('Ben'), await stage.visitor('Cleo')] as const;
    const { id } = await stage.server.sessions.create(people[0], await stage.room(people[0], people.slice(1)));
    for (const person of people.slice(0, 2)) await (await stage.open(person)).enter(id);

    const snapshot = await (await stage.open(people[2])).enter(id);

    expect(snapshot.flow.state.seats).toEqual([people[0].id, people[1].id]);
    expect(snapshot.participants.map(({ presence }) => presence)).toEqual(['here', 'here', 'here']);
  });

  it('frees the seat of whoever leaves the room before the start, for whoever comes next (S4)', async () => {
    const people = [await stage.visitor('Ama'), await stage.visitor('Ben'), await stage.visitor('Cleo')] as const;
    const [ama, ben, cleo] = people;
    const room = await stage.room(ama, [ben, cleo]);
    const { id } = await stage.server.sessions.create(ama, room);
    const amas = await stage.open(ama);
    await amas.enter(id);
    await (await stage.open(ben)).enter(id);

    await stage.removeMember(room, ben);

    const change = await amas.hears('flow:changed', ({ command }) => command === 'stand');
    expect(change.flow.state.seats).toEqual([ama.id]);
    const snapshot = await (await stage.open(cleo)).enter(id);
    expect(snapshot.flow.state.seats).toEqual([ama.id, cleo.id]);
  });

  it('counts only members as seated when the server was not there to see somebody leave (S4)', async () => {
    const [ama, ben, cleo] = [await stage.visitor('Ama'), await stage.visitor('Ben'), await stage.visitor('Cleo')];
    const room = await stage.room(ama, [ben, cleo]);
    const { id } = await stage.server.sessions.create(ama, room);
    for (const person of [ama, ben]) await (await stage.open(person)).enter(id);
    await stage.store.rooms.removeMember(room, ben.id, stage.time.now());

    const snapshot = await (await stage.open(cleo)).enter(id);

    expect(snapshot.flow.state.seats).toEqual([ama.id, cleo.id]);
  });

  it('gives the whole snapshot again to a page that noticed a gap (S3)', async () => {
    const ama = await stage.visitor('Ama');
    const { id } = await stage.server.sessions.create(ama, await stage.room(ama));
    const page = await stage.open(ama);
    const first = await page.enter(id);

    const second = await page.enter(id);

    expect({ ...second, now: 0 }).toEqual({ ...first, now: 0 });
  });

  it('refuses a connection without a valid cookie at the handshake (S1)', async () => {
    const { port } = stage.server;
    await expect(openPage(port, null, false)).rejects.toThrow('not-signed-in');
    await expect(openPage(port, 'sign-in=of-somebody-else', false)).rejects.toThrow('not-signed-in');
  });

  it('answers alike to a session that is unknown and to one of strangers (S2)', async () => {
    const [ama, eve] = [await stage.visitor('Ama'), await stage.visitor('Eve')];
    const { id } = await stage.server.sessions.create(ama, await stage.room(ama));
    const page = await stage.open(eve);

    expect(await page.join(id)).toEqual({ ok: false, error: 'not-found' });
    expect(await page.join(nanoid())).toEqual({ ok: false, error: 'not-found' });
    expect((await stage.server.flows.read(id)).version).toBe(0);
    expect(stage.server.hub.here(id)).toEqual([]);
  });

  it('refuses everything about a session that the page has not joined (S5)', async () => {
    const ama = await stage.visitor('Ama');
    const { id } = await stage.server.sessions.create(ama, await stage.room(ama));
    const page = await stage.open(ama);

    expect(await page.command(0, { type: 'start' })).toEqual({ ok: false, error: 'bad-request' });
    expect(await page.say('presence:set', { state: 'away' })).toEqual({ ok: false, error: 'bad-request' });
    expect((await stage.server.flows.read(id)).version).toBe(0);
  });

  it('keeps a connection to the session it joined (S5)', async () => {
    const ama = await stage.visitor('Ama');
    const one = await stage.server.sessions.create(ama, await stage.room(ama));
    const other = await stage.server.sessions.create(ama, await stage.room(ama));
    const page = await stage.open(ama);
    await page.enter(one.id);

    expect(await page.join(other.id)).toEqual({ ok: false, error: 'bad-request' });
    expect(stage.server.hub.here(other.id)).toEqual([]);
  });

  it('can be done after the end, to read (S2)', async () => {
    const ama = await stage.visitor('Ama');
    const { id } = await stage.server.sessions.create(ama, await stage.room(ama));
    await stage.server.sessions.end(ama, id);

    const snapshot = await (await stage.open(ama)).enter(id);

    expect(snapshot.session.status).toBe('ended');
    expect(snapshot.flow.state).toMatchObject({ status: 'ended', seats: [] });
  });

  it('tells the server time without joining, for the offset of the clock (S13)', async () => {
    const page = await stage.open(await stage.visitor('Ama'));
    stage.time.now = () => 1_800_000_000_123;

    expect(await page.say('clock:read')).toEqual({ ok: true, now: 1_800_000_000_123 });
  });
});
