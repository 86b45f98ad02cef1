import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clockOf } from '#lib/domain/flow/flow-clock.ts';
import { rolesAt } from '#lib/domain/flow/roles.ts';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { lobby } from '#lib/domain/flow/transition.ts';
import type { Page } from '../support/session-page.ts';
import { openStage, type Stage, type Visitor } from '../support/session-stage.ts';

describe('leading a session', () => {
  let stage: Stage;
  let ama: Visitor;
  let ben: Visitor;
  let room: string;
  let session: string;
  let amas: Page;
  let bens: Page;
  /** The flow's version once both have their seats. */
  const seated = 2;

  beforeEach(async () => {
    stage = await openStage();
    ama = await stage.visitor('Ama');
    ben = await stage.visitor('Ben');
    room = await stage.room(ama, [ben]);
    ({ id: session } = await stage.server.sessions.create(ama, room));
    [amas, bens] = [await stage.open(ama), await stage.open(ben)];
    await amas.enter(session);
    await bens.enter(session);
  });
  afterEach(() => stage.close());

  it('shows both peers the same version after a command of either (S12)', async () => {
    const started = await amas.command(seated, { type: 'start' });
    const asked = await bens.command(seated + 1, { type: 'next' });
    const onward = await amas.command(seated + 2, { type: 'accept-advance' });

    expect(started).toMatchObject({ ok: true, flow: { version: 3, state: { status: 'running', position: 0 } } });
    expect(asked).toMatchObject({ ok: true, flow: { version: 4, state: { position: 0, advance: { by: ben.id } } } });
    expect(onward).toMatchObject({ ok: true, flow: { version: 5, state: { position: 1, advance: null } } });
    for (const page of [amas, bens]) {
      const change = await page.hears('flow:changed', ({ flow }) => flow.version === 5);
      expect(change).toMatchObject({ by: ama.id, command: 'accept-advance', flow: { state: { position: 1 } } });
      expect({ ok: true, flow: change.flow }).toEqual(onward);
    }
  });

  it('takes two people who click Next at the same moment one step on, whose ever comes first (S8)', async () => {
    await amas.command(seated, { type: 'start' });

    const answers = await Promise.all([amas.command(3, { type: 'next' }), bens.command(3, { type: 'next' })]);

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, error: 'flow-stale' });
    // The second one's page sees the ask and sends its Next again: that is an agreement, and no second step.
    const late = answers[0].ok ? bens : amas;
    await late.command(4, { type: 'next' });
    for (const page of [amas, bens]) {
      const { flow } = await page.hears('flow:changed', ({ flow: { version } }) => version === 5);
      expect(flow.state).toMatchObject({ status: 'running', position: 1 });
    }
    expect((await stage.server.flows.read(session)).version).toBe(5);
  });

  it('refuses a command on a version that is gone, or that never was (S8)', async () => {
    await amas.command(seated, { type: 'start' });

    expect(await bens.command(seated, { type: 'pause' })).toEqual({ ok: false, error: 'flow-stale' });
    expect(await bens.command(99, { type: 'pause' })).toEqual({ ok: false, error: 'flow-stale' });
    expect((await stage.server.flows.read(session)).state.status).toBe('running');
  });

  it('refuses what is not possible now, and changes nothing (S9)', async () => {
    expect(await amas.command(seated, { type: 'next' })).toEqual({ ok: false, error: 'flow-not-now' });
    expect(await amas.command(seated, { type: 'accept-swap' })).toEqual({ ok: false, error: 'flow-not-now' });
    expect((await stage.server.flows.read(session)).version).toBe(seated);
  });

  it('swaps the roles for both in one change, once the other accepts (S12)', async () => {
    await amas.command(seated, { type: 'start' });
    for (const version of [3, 5]) {
      await amas.command(version, { type: 'next' });
      await bens.command(version + 1, { type: 'accept-advance' });
    }
    const before = rolesAt((await stage.server.flows.read(session)).state, defaultFormat);
    expect(before).toMatchObject({ coachee: ama.id, coach: ben.id });

    await amas.command(7, { type: 'offer-swap' });
    expect(await amas.command(8, { type: 'accept-swap' })).toEqual({ ok: false, error: 'flow-not-now' });
    await bens.command(8, { type: 'accept-swap' });

    for (const page of [amas, bens]) {
      const { flow, command } = await page.hears('flow:changed', ({ flow: { version } }) => version === 9);
      expect(command).toBe('accept-swap');
      expect(flow.state.swap).toBeNull();
      expect(rolesAt(flow.state, defaultFormat)).toMatchObject({ coachee: ben.id, coach: ama.id });
    }
  });

  it('answers a swap that is accepted and withdrawn at the same moment with one outcome (S8)', async () => {
    await amas.command(seated, { type: 'offer-swap' });

    const answers = await Promise.all([
      amas.command(3, { type: 'withdraw-swap' }),
      bens.command(3, { type: 'accept-swap' }),
    ]);

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const { version, state } = await stage.server.flows.read(session);
    expect(version).toBe(4);
    expect(state.swap).toBeNull();
    const swapped = answers[1].ok;
    expect(state.seats).toEqual(swapped ? [ben.id, ama.id] : [ama.id, ben.id]);
  });

  it('lets an observer see, and lead nothing (S9)', async () => {
    const [ola, cleo] = [await stage.visitor('Ola'), await stage.visitor('Cleo')];
    const watched = await stage.server.sessions.create(cleo, await stage.room(ola, [cleo], 'observer'));
    const [olas, cleos] = [await stage.open(ola), await stage.open(cleo)];
    await cleos.enter(watched.id);

    const snapshot = await olas.enter(watched.id);
    expect(snapshot.me.role).toBe('observer');
    expect(snapshot.flow.state.seats).toEqual([cleo.id]);
    expect(await olas.command(snapshot.flow.version, { type: 'start' })).toEqual({ ok: false, error: 'not-allowed' });
    expect(await olas.command(snapshot.flow.version, { type: 'end' })).toEqual({ ok: false, error: 'not-allowed' });

    const agreed = await cleos.command(snapshot.flow.version, { type: 'agree-observer', user: ola.id });
    expect(agreed).toMatchObject({ ok: true });
    await cleos.command(snapshot.flow.version + 1, { type: 'start' });
    await olas.hears('flow:changed', ({ command }) => command === 'start');
  });

  it('ends the session for both, and refuses every command after that (S9, S14)', async () => {
    await amas.command(seated, { type: 'start' });
    const end = await bens.command(3, { type: 'end' });

    expect(end).toMatchObject({ ok: true, flow: { state: { status: 'ended' } } });
    for (const page of [amas, bens]) {
      expect(await page.hears('session:ended')).toMatchObject({ by: ben.id });
      expect(page.heard.slice(-2).map(({ event }) => event)).toEqual(['flow:changed', 'session:ended']);
    }
    expect(await amas.command(4, { type: 'next' })).toEqual({ ok: false, error: 'session-ended' });
    expect(await amas.command(3, { type: 'end' })).toEqual({ ok: false, error: 'session-ended' });
    expect(await stage.store.sessions.find(session)).toMatchObject({ status: 'ended' });
  });

  it('can be ended from another page, once, whatever happens at the same moment (S14)', async () => {
    await amas.command(seated, { type: 'start' });

    await Promise.all([
      stage.server.sessions.end(ama, session),
      bens.command(3, { type: 'next' }),
      stage.server.sessions.end(ben, session),
    ]);

    const { state, version } = await stage.server.flows.read(session);
    expect(state.status).toBe('ended');
    await amas.hears('flow:changed', ({ flow }) => flow.version === version);
    await amas.hears('session:ended');
    expect(amas.heard.filter(({ event }) => event === 'session:ended')).toHaveLength(1);
  });

  it('goes on at the same step and with the same clock after a restart of the server (S13)', async () => {
    stage.time.now = () => 1_000_000;
    await amas.command(seated, { type: 'start' });
    stage.time.now = () => 1_060_000;
    await bens.command(3, { type: 'ready' });
    await amas.command(4, { type: 'next' });
    await amas.command(5, { type: 'extend', minutes: 5 });

    await stage.restart();
    expect(await amas.ended).toBe('transport close');
    stage.time.now = () => 1_090_000;
    const snapshot = await (await stage.open(ben)).enter(session);

    expect(snapshot.flow.version).toBe(6);
    expect(snapshot.flow.state).toMatchObject({ status: 'running', position: 1, since: 1_060_000 });
    const clock = clockOf(snapshot.flow.state, defaultFormat, snapshot.now);
    expect(clock).toMatchObject({ spentMs: 30_000, running: true });
    expect(clock.plannedMs - clock.remainingMs).toBe(30_000);
  });

  it('says in its own words that so many minutes are too many at once (S10)', async () => {
    await amas.command(seated, { type: 'start' });

    const answer = await amas.command(seated + 1, { type: 'extend', minutes: 31 });

    expect(answer).toEqual({ ok: false, error: 'flow-minutes' });
  });

  it('is taken up again by a page that reconnects by itself after a restart (S17)', async () => {
    const cleo = await stage.visitor('Cleo');
    const other = await stage.server.sessions.create(cleo, await stage.room(cleo));
    const page = await stage.open(cleo, { reconnect: true });
    await page.enter(other.id);
    await page.command(1, { type: 'start' });

    const back = new Promise<void>((resolve) => page.socket.io.once('reconnect', () => resolve()));
    await stage.restart();
    await back;

    expect((await page.enter(other.id)).flow).toMatchObject({ version: 2, state: { status: 'running' } });
    expect(await page.command(2, { type: 'pause' })).toMatchObject({ ok: true });
  });
});

describe('leading a session on a store that another server uses too', () => {
  it('is refused as stale when the other server was quicker, and arriving is tried again (S8)', async () => {
    let steal: (() => Promise<void>) | null = null;
    const stage = await openStage({
      through: (store) => ({
        ...store,
        sessions: {
          ...store.sessions,
          async advanceFlow(...change) {
            const first = steal;
            steal = null;
            await first?.();
            return store.sessions.advanceFlow(...change);
          },
        },
      }),
    });
    try {
      const [ama, ben] = [await stage.visitor('Ama'), await stage.visitor('Ben')];
      const { id } = await stage.server.sessions.create(ama, await stage.room(ama, [ben]));
      const page = await stage.open(ama);

      steal = async () => {
        await stage.store.sessions.advanceFlow(id, 0, lobby([ben.id]), { type: 'sit', by: ben.id, at: 1 });
      };
      expect((await page.enter(id)).flow).toMatchObject({ version: 2, state: { seats: [ben.id, ama.id] } });

      steal = async () => {
        const { state } = await stage.server.flows.read(id);
        await stage.store.sessions.advanceFlow(id, 2, state, { type: 'offer-swap', by: ben.id, at: 1 });
      };
      expect(await page.command(2, { type: 'start' })).toEqual({ ok: false, error: 'flow-stale' });
      expect((await stage.server.flows.read(id)).state.status).toBe('lobby');
    } finally {
      await stage.close();
    }
  });
});
