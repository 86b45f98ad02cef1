import type { FlowState } from './flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { planOf, turnsOf } from './plan.ts';

export const minute = 60_000;

/** The current step's clock, in milliseconds. */
export interface StepClock {
  plannedMs: number;
  spentMs: number;
  /** Negative: overtime. */
  remainingMs: number;
  running: boolean;
}

/**
 * The clock of the current step at the instant `now` (on the server's clock). In the lobby: the first step's, unspent.
 * A `now` before the step began counts as no time, because clocks can be set back.
 */
export function clockOf(state: FlowState, format: Format, now: number): StepClock {
  if (state.status === 'lobby') {
    const first = planOf(format, turnsOf(format, state.seats.length))[0];
    const plannedMs = (first?.step.minutes ?? 0) * minute;
    return { plannedMs, spentMs: 0, remainingMs: plannedMs, running: false };
  }
  const planned = planOf(format, state.turns)[state.position];
  const plannedMs = (planned?.step.minutes ?? 0) * minute + (state.added[state.position] ?? 0);
  const running = state.status === 'running';
  const spentMs = (state.spent[state.position] ?? 0) + (running ? Math.max(0, now - state.since) : 0);
  return { plannedMs, spentMs, remainingMs: plannedMs - spentMs, running };
}
