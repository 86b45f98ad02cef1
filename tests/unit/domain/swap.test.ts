import type { FlowState, PlainCommand } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { rolesAt } from '#lib/domain/flow/roles.ts';
import { swapReach } from '#lib/domain/flow/swap.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';
import { describe, expect, test } from 'vitest';
import { after, at, dawn, minute, refusal, started } from '../../support/flow-walk.ts';

/** Offered by the one, accepted by the other. */
function swapped(state: FlowState, offeredBy = 'ama', minutes = 0): FlowState {
  return after(
    after(state, 'offer-swap', offeredBy, minutes),
    'accept-swap',
    offeredBy === 'ama' ? 'jonas' : 'ama',
    minutes,
  );
}

describe('an offer to swap', () => {
  test('only the other can accept or decline it, only its author withdraws it', () => {
    const offered = after(started(at.goal0), 'offer-swap', 'ama', 1);
    expect(offered.swap).toEqual({ by: 'ama', at: dawn + minute });
    expect(refusal(offered, 'accept-swap', 'ama')).toBe('flow-not-now');
    expect(refusal(offered, 'decline-swap', 'ama')).toBe('flow-not-now');
    expect(refusal(offered, 'withdraw-swap', 'jonas')).toBe('flow-not-now');
    expect(after(offered, 'withdraw-swap', 'ama').swap).toBeNull();
    expect(after(offered, 'decline-swap', 'jonas').swap).toBeNull();
  });

  test('somebody without a seat has no say in it', () => {
    expect(refusal(started(at.goal0), 'offer-swap', 'mei')).toBe('flow-not-now');
    const offered = after(started(at.goal0), 'offer-swap');
    for (const ask of ['accept-swap', 'decline-swap', 'withdraw-swap'] as const) {
      expect(refusal(offered, ask, 'mei')).toBe('flow-not-now');
    }
  });

  test('it needs two seats, and no other offer', () => {
    expect(refusal(started(at.goal0, ['ama']), 'offer-swap')).toBe('flow-not-now');
    expect(refusal(lobby(['ama']), 'offer-swap')).toBe('flow-not-now');
    const offered = after(started(at.goal0), 'offer-swap');
    expect(refusal(offered, 'offer-swap', 'ama')).toBe('flow-not-now');
    expect(refusal(offered, 'offer-swap', 'jonas')).toBe('flow-not-now');
  });

  test('without an offer there is nothing to answer', () => {
    for (const ask of ['accept-swap', 'decline-swap', 'withdraw-swap'] as const) {
      expect(refusal(started(at.goal0), ask, 'jonas')).toBe('flow-not-now');
    }
  });

  test('it falls away when the step changes, and stays through a pause', () => {
    const offered = after(started(at.reality0), 'offer-swap');
    expect(after(offered, 'next').swap).toBeNull();
    expect(after(offered, 'back').swap).toBeNull();
    expect(after(after(offered, 'pause'), 'resume').swap).toEqual(offered.swap);
    expect(after(after(lobby(['ama', 'jonas']), 'offer-swap'), 'start').swap).toBeNull();
  });

  test('after the last turn there is nothing left to swap', () => {
    expect(refusal(started(at.feedback), 'offer-swap')).toBe('flow-not-now');
    expect(swapReach(started(at.feedback), peerGrow)).toBeNull();
  });
});

describe('a swap before the turns', () => {
  test.each([
    ['in the lobby', lobby(['ama', 'jonas'])],
    ['while arriving', started(at.arrive)],
    ['over last promises', started(at.promises)],
  ])('%s exchanges who goes first and moves nothing else', (_, state) => {
    expect(swapReach(state, peerGrow)).toBe('order');
    expect(swapped(state, 'jonas')).toEqual({ ...state, seats: ['jonas', 'ama'] });
  });

  test('leaves a paused session paused', () => {
    expect(swapped(after(started(), 'pause')).status).toBe('paused');
  });
});

describe('a swap during a turn', () => {
  test('passes the floor to the first step of a turn not begun, in one event', () => {
    const state = swapped(started(at.reality0));
    expect(state).toMatchObject({ status: 'running', position: at.goal1, swap: null, seats: ['ama', 'jonas'] });
    expect(rolesAt(state, peerGrow)).toMatchObject({ coachee: 'jonas', coach: 'ama', turn: 1 });
  });

  test('comes back to where the turn was left, with the time it had spent', () => {
    let state = swapped(started(at.reality0), 'jonas', 4);
    state = swapped(after(state, 'next', 'ama', 5), 'ama', 7);
    expect(state).toMatchObject({ position: at.reality0, since: dawn + 7 * minute });
    expect(state.status !== 'lobby' && state.spent[at.reality0]).toBe(4 * minute);
    expect(swapped(state).status !== 'lobby' && swapped(state)).toMatchObject({ position: at.goal1 + 1 });
  });

  test('lets the clock run again when the session was paused', () => {
    const state = swapped(after(started(at.goal0), 'pause', 'ama', 1), 'ama', 9);
    expect(state).toMatchObject({ status: 'running', position: at.goal1, since: dawn + 9 * minute });
  });
});

describe('three people', () => {
  const three: Format = { ...peerGrow, id: 'three', people: { min: 3, max: 3 } };
  const walk = (state: FlowState, events: [PlainCommand, string][]): FlowState =>
    events.reduce((now, [type, by]) => {
      const result = transition(now, { type, by, at: dawn }, three);
      return result.ok ? result.state : now;
    }, state);
  const inTurn = walk(lobby(['ama', 'jonas', 'mei']), [
    ['start', 'ama'],
    ['next', 'ama'],
    ['next', 'ama'],
  ]);

  test('the coachee hands the floor to whoever accepts', () => {
    const state = walk(inTurn, [
      ['offer-swap', 'ama'],
      ['accept-swap', 'mei'],
    ]);
    expect(rolesAt(state, three)).toMatchObject({ coachee: 'mei', coach: 'ama', turn: 2 });
  });

  test('somebody else who asks for the floor gets it', () => {
    const state = walk(inTurn, [
      ['offer-swap', 'jonas'],
      ['accept-swap', 'mei'],
    ]);
    expect(rolesAt(state, three).coachee).toBe('jonas');
  });

  test('before the turns the two who agreed exchange places', () => {
    const state = walk(lobby(['ama', 'jonas', 'mei']), [
      ['offer-swap', 'ama'],
      ['accept-swap', 'mei'],
    ]);
    expect(state.seats).toEqual(['mei', 'jonas', 'ama']);
  });
});
