import type { FlowState } from '#lib/domain/flow/flow.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from '../support/session-page.ts';
import { openStage, type Stage, type Visitor } from '../support/session-stage.ts';

describe('a peer who drops out', () => {
  let stage: Stage;
  let ama: Visitor;
  let ben: Visitor;
  let session: string;
  let amas: Page;
  let bens: Page;

  beforeEach(async () => {
    stage = await openStage({ patience: 60 });
    ama = await stage.visitor('Ama');
    ben = await stage.visitor('Ben');
    ({ id: session } = await stage.server.sessions.create(ama, await stage.room(ama, [ben])));
    [amas, bens] = [await stage.open(ama), await stage.open(ben)];
    await amas.enter(session);
    await bens.enter(session);
    await amas.command(2, { type: 'start' });
  });
  afterEach(() => stage.close());

  const waits = (page: Page) => page.hears('flow:changed', ({ command }) => command === 'wait-for');
  const state = async (): Promise<FlowState> => (await stage.server.flows.read(session)).state;

  it('is waited for: the clock stands, and runs again by itself when they are back (S20)', async () => {
    bens.vanish();

    const { flow, by } = await waits(amas);
    expect(by).toBe('server');
    expect(flow.state).toMatchObject({ status: 'paused', waitingFor: { user: ben.id } });

    const snapshot = await (await stage.open(ben)).enter(session);
    expect(snapshot.flow.state).toMatchObject({ status: 'running', waitingFor: null });
    await amas.hears('flow:changed', ({ command }) => command === 'came-back');
  });

  it('does not hold the other up, who may go on alone without being stopped again (S20)', async () => {
    bens.vanish();
    const { flow } = await waits(amas);

    await amas.command(flow.version, { type: 'resume' });
    const onward = await amas.command(flow.version + 1, { type: 'next' });

    expect(onward).toMatchObject({ ok: true, flow: { state: { position: 1, without: [ben.id], waitingFor: null } } });
  });

  it('is waited for also when the server stopped meanwhile (S20)', async () => {
    bens.vanish();
    await stage.restart();
    const page = await stage.open(ama);
    await page.enter(session);

    expect((await waits(page)).flow.state).toMatchObject({ status: 'paused', waitingFor: { user: ben.id } });
  });

  it('and has left the room has a turn that the other leaves out; who comes back has it again (S20)', async () => {
    // Ama and Ben have the turns in this order; Ben goes on, alone, into Ama's.
    const { room } = (await stage.store.sessions.find(session)) ?? { room: '' };
    await stage.removeMember(room, ama);
    await bens.hears('flow:changed', ({ command }) => command === 'stand');
    for (let step = 0; step < 2; step += 1) {
      const { version } = await stage.server.flows.read(session);
      await bens.command(version, { type: 'next' });
    }
    const { version } = await stage.server.flows.read(session);
    const behind = await bens.command(version, { type: 'skip-turn' });
    expect(behind).toMatchObject({ ok: true, flow: { state: { left: [ama.id], position: 7 } } });

    await stage.addPeer(room, ben, ama);
    const snapshot = await (await stage.open(ama)).enter(session);
    expect(snapshot.flow.state).toMatchObject({ left: [], seats: [ama.id, ben.id] });
  });

  it('and is back in time stops nothing (S20)', async () => {
    bens.vanish();
    const again = await stage.open(ben);
    await again.enter(session);
    amas.vanish();
    await waits(again);

    expect(await state()).toMatchObject({ waitingFor: { user: ama.id } });
    expect(again.heard.filter((one) => one.event === 'flow:changed' && one.change.command === 'wait-for')).toHaveLength(
      1,
    );
  });

  it('in a thinking space finds it over in time, whoever is there (S21)', async () => {
    const begun = Date.now() - 29_950;
    stage.time.now = () => begun;
    await amas.command(3, { type: 'start-silence', card: null, seconds: 30 });
    await stage.restart();
    stage.time.now = () => Date.now();
    const page = await stage.open(ama);
    await page.enter(session);

    await expect.poll(async () => (await state()) as object).toMatchObject({ silence: null });
  });
});
