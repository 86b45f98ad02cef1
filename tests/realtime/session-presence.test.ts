import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from '../support/session-page.ts';
import { openStage, type Stage, type Visitor } from '../support/session-stage.ts';

/** Long enough for a loaded machine to come back in, short enough to wait for. Milliseconds. */
const grace = 400;

describe('who is here', () => {
  let stage: Stage;
  let ama: Visitor;
  let ben: Visitor;
  let room: string;
  let session: string;
  let amas: Page;

  beforeEach(async () => {
    stage = await openStage({ grace });
    ama = await stage.visitor('Ama');
    ben = await stage.visitor('Ben');
    room = await stage.room(ama, [ben]);
    ({ id: session } = await stage.server.sessions.create(ama, room));
    amas = await stage.open(ama);
    await amas.enter(session);
  });
  afterEach(() => stage.close());

  async function enter(visitor: Visitor): Promise<Page> {
    const page = await stage.open(visitor);
    await page.enter(session);
    return page;
  }

  it('is told to everybody as people come and say goodbye (S15)', async () => {
    const bens = await enter(ben);
    await amas.sees(ben.id, 'here');
    expect(stage.server.hub.here(session).sort()).toEqual([ama.id, ben.id].sort());

    bens.socket.disconnect();

    await amas.sees(ben.id, 'gone');
    expect(stage.server.hub.here(session)).toEqual([ama.id]);
    // A goodbye is believed at once: nobody was shown as reconnecting in between.
    const states = amas.heard.flatMap((one) =>
      one.event === 'presence:changed' ? one.change.participants.filter(({ id }) => id === ben.id) : [],
    );
    expect(states.map(({ presence }) => presence)).not.toContain('reconnecting');
  });

  it('counts a person with two tabs as here while one of them is, and as away when both are (S15)', async () => {
    const [one, two] = [await enter(ben), await enter(ben)];
    await amas.sees(ben.id, 'here');
    const news = () => amas.heard.filter(({ event }) => event === 'presence:changed').length;
    const before = news();

    await one.say('presence:set', { state: 'away' });
    expect(stage.server.hub.here(session)).toContain(ben.id);
    await two.say('presence:set', { state: 'away' });
    await amas.sees(ben.id, 'away');
    expect(news()).toBe(before + 1);

    await two.say('presence:set', { state: 'here' });
    await amas.sees(ben.id, 'here');
    two.socket.disconnect();
    await amas.sees(ben.id, 'away');
    one.socket.disconnect();
    await amas.sees(ben.id, 'gone');
  });

  it('waits for a lost connection, and shows it as reconnecting until it is back (S15)', async () => {
    const bens = await enter(ben);
    await amas.sees(ben.id, 'here');

    bens.vanish();
    await amas.sees(ben.id, 'reconnecting');
    expect(stage.server.hub.here(session)).toEqual([ama.id]);
    await enter(ben);

    await amas.sees(ben.id, 'here');
  });

  it('lets a lost connection go when it does not come back (S15)', async () => {
    const bens = await enter(ben);
    await amas.sees(ben.id, 'here');

    bens.vanish();

    await amas.sees(ben.id, 'reconnecting');
    await amas.sees(ben.id, 'gone');
  });

  it('does not change when one of two tabs is lost (S15)', async () => {
    const [one] = [await enter(ben), await enter(ben)];
    await amas.sees(ben.id, 'here');

    one.vanish();
    await one.ended;
    // The server has handled the loss when it answers a later connection that came after it.
    await enter(ben);

    const latest = amas.heard.findLast((heard) => heard.event === 'presence:changed');
    expect(latest?.change.participants.find(({ id }) => id === ben.id)?.presence).toBe('here');
    const states = amas.heard.flatMap((heard) => (heard.event === 'presence:changed' ? heard.change.participants : []));
    expect(states.map(({ presence }) => presence)).not.toContain('reconnecting');
  });

  it('includes a member who joins the room while the session goes on (S15)', async () => {
    const cleo = await stage.visitor('Cleo');
    await stage.addPeer(room, ama, cleo);

    const change = await amas.hears('presence:changed', ({ participants }) => participants.length === 3);
    expect(change.participants[2]).toEqual({ id: cleo.id, name: 'Cleo', hue: 3, role: 'peer', presence: 'gone' });
  });

  it('lets a removed member go at once, in all tabs, and nobody else (S16)', async () => {
    const [one, two] = [await enter(ben), await enter(ben)];
    await amas.sees(ben.id, 'here');

    await stage.removeMember(room, ben);

    for (const page of [one, two]) {
      expect(await page.hears('session:closed')).toEqual({ error: 'not-allowed' });
      expect(await page.ended).toBe('io server disconnect');
    }
    const change = await amas.hears('presence:changed', ({ participants }) => participants.length === 1);
    expect(change.participants[0]?.id).toBe(ama.id);
    expect(stage.server.hub.here(session)).toEqual([ama.id]);
    expect(amas.socket.connected).toBe(true);
    const again = await stage.open(ben);
    expect(await again.join(session)).toEqual({ ok: false, error: 'not-found' });
  });

  it('lets go of one sign-in of a person and keeps the other (S16)', async () => {
    const phone = stage.again(ben);
    const [laptopPage, phonePage] = [await enter(ben), await enter(phone)];

    stage.signOut(ben);

    expect(await laptopPage.hears('session:closed')).toEqual({ error: 'not-signed-in' });
    expect(await laptopPage.ended).toBe('io server disconnect');
    expect(phonePage.socket.connected).toBe(true);
    expect(stage.server.hub.here(session)).toContain(ben.id);
  });

  it('does not let anybody in whose sign-in ended after the handshake (S16)', async () => {
    const page = await stage.open(ben);
    stage.signOut(ben);

    expect(await page.ended).toBe('io server disconnect');
    expect(stage.server.hub.here(session)).toEqual([ama.id]);
  });

  it('ends without a farewell when the server closes, so that pages come back by themselves (S17)', async () => {
    const bens = await enter(ben);

    await stage.server.hub.close();

    expect(await amas.ended).toBe('transport close');
    expect(await bens.ended).toBe('transport close');
    expect(stage.server.hub.here(session)).toEqual([]);
  });

  it('shows marks to everybody until they are taken away, or their owner is gone (S22)', async () => {
    const bens = await enter(ben);
    const marksOfBen = () =>
      amas.heard
        .findLast((one) => one.event === 'presence:changed')
        ?.change.participants.find(({ id }) => id === ben.id)?.marks;

    await bens.say('presence:mark', { mark: 'hand', on: true });
    await expect.poll(marksOfBen).toEqual(['hand']);
    await bens.say('presence:mark', { mark: 'minute', on: true });
    await bens.say('presence:mark', { mark: 'hand', on: false });
    await expect.poll(marksOfBen).toEqual(['minute']);
    bens.socket.disconnect();
    await amas.sees(ben.id, 'gone');
    expect(marksOfBen()).toBeUndefined();
    expect(await amas.say('presence:mark', { mark: 'crown', on: true })).toEqual({ ok: false, error: 'bad-request' });
  });

  it('carries a few short reactions at a time, signed by the server (S22)', async () => {
    const bens = await enter(ben);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => bens.say('presence:react', { reaction: 'thanks', user: ama.id })),
    );
    expect(await amas.hears('presence:reacted')).toEqual({ user: ben.id, reaction: 'thanks' });
    expect(answers.slice(0, 5).every(({ ok }) => ok)).toBe(true);
    expect(answers.at(-1)).toEqual({ ok: false, error: 'too-fast' });
    expect(await bens.say('presence:react', { reaction: '<b>' })).toEqual({ ok: false, error: 'bad-request' });
  });
});
