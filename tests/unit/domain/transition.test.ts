import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { flowStateSchema, type FlowState } from '#lib/domain/flow/flow.ts';
import { clockOf } from '#lib/domain/flow/flow-clock.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';
import { describe, expect, test } from 'vitest';
import { after, at, dawn, event, minute, refusal, started, type Ask } from '../../support/flow-walk.ts';

const position = (state: FlowState): number => (state.status === 'lobby' ? -1 : state.position);
const spent = (state: FlowState): number[] => (state.status === 'lobby' ? [] : state.spent);

describe('the lobby', () => {
  test('peers take seats in the order in which they come, each one once', () => {
    let state = lobby([]);
    for (const peer of ['ama', 'jonas', 'ama']) state = after(state, 'sit', peer);
    expect(state.seats).toEqual(['ama', 'jonas']);
  });

  test('a third peer is let in but finds no seat in a format for two', () => {
    const state = lobby(['ama', 'jonas']);
    expect(after(state, 'sit', 'mei')).toBe(state);
  });

  test('whoever leaves the room frees the seat, and an open offer to swap is gone with it', () => {
    const offered = after(lobby(['ama', 'jonas']), 'offer-swap', 'jonas');
    const left = after(offered, 'stand', 'jonas');
    expect(left).toEqual(lobby(['ama']));
    expect(after(left, 'sit', 'mei').seats).toEqual(['ama', 'mei']);
    expect(after(left, 'stand', 'jonas')).toBe(left);
  });

  test('once started, a seat stays with its turn, which the others may leave out while its owner is gone', () => {
    const state = started(at.reality0);
    expect(refusal(state, 'skip-turn', 'jonas')).toBe('flow-not-now');
    const gone = after(state, 'stand', 'ama');
    expect(gone).toMatchObject({ seats: ['ama', 'jonas'], left: ['ama'], position: at.reality0 });
    expect(after(gone, 'stand', 'ama')).toBe(gone);
    expect(refusal(gone, 'skip-turn', 'mei')).toBe('flow-no-seat');
    const behind = after(gone, 'skip-turn', 'jonas');
    expect(behind).toMatchObject({ position: at.goal1, skipped: [3, 4, 5, 6] });
    expect(refusal(behind, 'skip-turn', 'jonas')).toBe('flow-not-now');
    const back = after(after(behind, 'sit', 'ama'), 'back', 'jonas');
    expect(back).toMatchObject({ left: [], position: at.sumUp0 });
    expect(refusal(back, 'skip-turn', 'jonas')).toBe('flow-not-now');
  });

  test('nobody is waited for who has left the room', () => {
    const wait = { type: 'wait-for' as const, user: 'jonas', by: 'server', at: dawn, present: ['ama'] };
    const waiting = transition(started(), wait, peerGrow);
    const state = waiting.ok ? waiting.state : started();
    expect(state).toMatchObject({ status: 'paused', waitingFor: { user: 'jonas' } });
    const gone = after(state, 'stand', 'jonas');
    expect(gone).toMatchObject({ status: 'running', waitingFor: null });
    expect(transition(gone, wait, peerGrow)).toMatchObject({ state: { status: 'running' } });
  });

  test('nobody can start an empty session; one who is there can', () => {
    expect(refusal(lobby([]), 'start')).toBe('flow-not-now');
    const state = after(lobby(['ama']), 'start');
    expect(state).toMatchObject({ status: 'running', turns: 2, position: 0, since: dawn, startedAt: dawn });
  });

  test('the other can come after the start and gets the second turn; a third cannot', () => {
    const state = after(after(started(0, ['ama']), 'sit', 'jonas'), 'sit', 'mei');
    expect(state.seats).toEqual(['ama', 'jonas']);
  });

  test('nothing that needs a running session is possible', () => {
    const asks: Ask[] = ['pause', 'resume', 'next', 'back', 'extend', 'withdraw-swap', 'decline-swap', 'accept-swap'];
    for (const ask of asks) expect(refusal(lobby(['ama', 'jonas']), ask)).toBe('flow-not-now');
  });

  test('a session opened by mistake can be ended, with no time spent', () => {
    const result = transition(lobby([]), event('end'), peerGrow);
    expect(result).toMatchObject({
      ok: true,
      state: { status: 'ended', position: 0, turns: 2, startedAt: dawn, endedAt: dawn },
      effects: [{ type: 'session-ended', at: dawn }],
    });
    expect(result.ok && flowStateSchema.safeParse(result.state).success).toBe(true);
  });
});

describe('walking through', () => {
  test('next goes through every step and stops before the end, which people decide', () => {
    const last = started(at.nextDate);
    expect(position(last)).toBe(13);
    expect(refusal(last, 'next')).toBe('flow-not-now');
  });

  test('back goes to the step before, not before the first, and the time spent there counts on', () => {
    let state = started();
    expect(refusal(state, 'back')).toBe('flow-not-now');
    state = after(state, 'next', 'ama', 2);
    state = after(state, 'back', 'jonas', 5);
    expect(spent(state).slice(0, 2)).toEqual([2 * minute, 3 * minute]);
    expect(clockOf(state, peerGrow, dawn + 6 * minute).spentMs).toBe(3 * minute);
  });

  test('the clock stands while the session is paused, and goes on where it stood', () => {
    let state = after(started(), 'pause', 'ama', 1);
    expect(clockOf(state, peerGrow, dawn + 50 * minute)).toMatchObject({ spentMs: minute, running: false });
    expect(refusal(state, 'pause')).toBe('flow-not-now');
    state = after(state, 'resume', 'jonas', 60);
    expect(refusal(state, 'resume')).toBe('flow-not-now');
    expect(clockOf(state, peerGrow, dawn + 61 * minute)).toEqual({
      plannedMs: 3 * minute,
      spentMs: 2 * minute,
      remainingMs: minute,
      running: true,
    });
  });

  test('going on from a pause lets the clock run again', () => {
    const state = after(after(started(), 'pause', 'ama', 1), 'next', 'ama', 9);
    expect(state).toMatchObject({ status: 'running', position: 1, since: dawn + 9 * minute });
    expect(spent(state)[0]).toBe(minute);
  });

  test('a step can be extended by up to 30 minutes at a time and three hours in all', () => {
    let state = started();
    for (const minutes of [0, 31, -5, 1.5, Number.NaN])
      expect(refusal(state, { extend: minutes })).toBe('flow-minutes');
    for (let time = 0; time < 6; time += 1) state = after(state, { extend: 30 });
    expect(refusal(state, { extend: 1 })).toBe('flow-minutes');
    expect(clockOf(state, peerGrow, dawn).plannedMs).toBe(183 * minute);
    expect(clockOf(after(state, 'next'), peerGrow, dawn).plannedMs).toBe(5 * minute);
  });

  test('a clock that was set back takes no time away', () => {
    let state = after(started(), 'next', 'ama', -30);
    expect(spent(state)[0]).toBe(0);
    expect(clockOf(state, peerGrow, dawn - 40 * minute).spentMs).toBe(0);
    state = after(state, 'end', 'ama', -40);
    expect(state).toMatchObject({ startedAt: dawn, endedAt: dawn });
    expect(flowStateSchema.safeParse(state).success).toBe(true);
  });

  test('a clock long past its end shows overtime and moves nobody on', () => {
    const state = started();
    expect(clockOf(state, peerGrow, dawn + 10 * minute).remainingMs).toBe(-7 * minute);
  });
});

describe('the end', () => {
  test('it is told once, keeps what was spent, and nothing is possible after it', () => {
    const result = transition(started(at.goal0), event('end', 'jonas', 4), peerGrow);
    expect(result).toMatchObject({ ok: true, effects: [{ type: 'session-ended', at: dawn + 4 * minute }] });
    if (!result.ok) return;
    expect(result.state).toMatchObject({ status: 'ended', position: at.goal0, swap: null });
    expect(spent(result.state)[at.goal0]).toBe(4 * minute);
    const asks: Ask[] = ['sit', 'start', 'pause', 'resume', 'next', 'back', 'extend', 'offer-swap', 'end'];
    for (const ask of asks) expect(refusal(result.state, ask, 'mei')).toBe('session-ended');
  });

  test('an open offer to swap goes with it', () => {
    expect(after(after(started(), 'offer-swap'), 'end').swap).toBeNull();
  });
});
