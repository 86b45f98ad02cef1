import type { FlowEvent, FlowState, PlainCommand } from '#lib/domain/flow/flow.ts';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';
import { expect } from 'vitest';

export const minute = 60_000;
/** When the sessions of these tests begin. */
export const dawn = 1_700_000_000_000;

export type Ask = PlainCommand | 'sit' | 'stand' | 'extend' | { extend: number };

/** An event, `minutes` after dawn. */
export function event(ask: Ask, by = 'ama', minutes = 0): FlowEvent {
  const at = dawn + minutes * minute;
  if (typeof ask === 'object') return { type: 'extend', minutes: ask.extend, by, at };
  if (ask === 'extend') return { type: 'extend', minutes: 1, by, at };
  return { type: ask, by, at };
}

/** The state after an event that must be accepted. */
export function after(state: FlowState, ask: Ask, by?: string, minutes?: number): FlowState {
  const result = transition(state, event(ask, by, minutes), peerGrow);
  expect(result, `${JSON.stringify(ask)} by ${by ?? 'ama'}`).toMatchObject({ ok: true });
  return result.ok ? result.state : state;
}

/** The error of an event that must be refused. */
export function refusal(state: FlowState, ask: Ask, by?: string): string {
  const result = transition(state, event(ask, by), peerGrow);
  expect(result.ok, `${JSON.stringify(ask)} by ${by ?? 'ama'} is refused`).toBe(false);
  return result.ok ? '' : result.error;
}

/** A session of Ama and Jonas that has gone `steps` steps on from the first, all at dawn. */
export function started(steps = 0, seats: string[] = ['ama', 'jonas']): FlowState {
  let state = after(lobby(seats), 'start');
  for (let step = 0; step < steps; step += 1) state = after(state, 'next');
  return state;
}

/** Places in the plan of Peer GROW with two turns. */
export const at = {
  arrive: 0,
  promises: 1,
  goal0: 2,
  reality0: 3,
  options0: 4,
  sumUp0: 6,
  goal1: 7,
  sumUp1: 11,
  feedback: 12,
  nextDate: 13,
};
