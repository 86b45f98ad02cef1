import { rolesAt } from '#lib/domain/flow/roles.ts';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { openStage, type Stage } from '../support/session-stage.ts';

describe('a server that dies in the middle of a swap', () => {
  let stage: Stage;
  afterEach(() => stage.close());

  /** Ama coaches first; her offer is open when the server goes down while Ben's answer is being stored. */
  async function crash(
    when: 'before' | 'after',
  ): Promise<{ offered: number; ama: string; ben: string; session: string }> {
    let down = false;
    const never = new Promise<never>(() => undefined);
    const storing = Promise.withResolvers<'reached'>();
    stage = await openStage({
      through: (store) => ({
        ...store,
        sessions: {
          ...store.sessions,
          async advanceFlow(...change) {
            if (!down) return store.sessions.advanceFlow(...change);
            if (when === 'after') await store.sessions.advanceFlow(...change);
            storing.resolve('reached');
            return never;
          },
        },
      }),
    });
    const [ama, ben] = [await stage.visitor('Ama'), await stage.visitor('Ben')];
    const { id: session } = await stage.server.sessions.create(ama, await stage.room(ama, [ben]));
    const [amas, bens] = [await stage.open(ama), await stage.open(ben)];
    await amas.enter(session);
    await bens.enter(session);
    await amas.command(2, { type: 'start' });
    for (const version of [3, 5]) {
      await amas.command(version, { type: 'next' });
      await bens.command(version + 1, { type: 'next' });
    }
    await amas.command(7, { type: 'offer-swap' });
    down = true;
    const unanswered = bens.command(8, { type: 'accept-swap' }).then(
      () => 'answered',
      () => 'unanswered',
    );
    await storing.promise;
    await stage.restart();
    down = false;
    expect(await unanswered).toBe('unanswered');
    // Nobody was told of what nobody can rely on.
    const told = amas.heard.some((one) => one.event === 'flow:changed' && one.change.command === 'accept-swap');
    expect(told).toBe(false);
    return { offered: 8, ama: ama.id, ben: ben.id, session };
  }

  it('has swapped for both when the swap was stored (S13)', async () => {
    const { offered, ama, ben, session } = await crash('after');
    const { version, state } = await stage.server.flows.read(session);
    expect(version).toBe(offered + 1);
    expect(state.swap).toBeNull();
    expect(rolesAt(state, defaultFormat)).toMatchObject({ coachee: ben, coach: ama });
  });

  it('still holds the offer out to both when it was not (S13)', async () => {
    const { offered, ama, ben, session } = await crash('before');
    const { version, state } = await stage.server.flows.read(session);
    expect(version).toBe(offered);
    expect(state.swap).toMatchObject({ by: ama });
    expect(rolesAt(state, defaultFormat)).toMatchObject({ coachee: ama, coach: ben });
  });
});
