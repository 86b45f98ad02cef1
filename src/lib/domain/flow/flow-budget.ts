/** The session's time as a whole: how much there is, and how to fit what is left into it. */
import { clockOf, minute } from './flow-clock.ts';
import type { FlowState, TrimmedSteps } from './flow.ts';
import { sharesOf } from './flow-shares.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { planOf, turnsOf, type PlannedStep } from './plan.ts';

type Started = Exclude<FlowState, { status: 'lobby' }>;

/** All in milliseconds. */
export interface Budget {
  /** What the session was planned for at its start. */
  plannedMs: number;
  spentMs: number;
  /** What the current step and those to come still take as they are planned now. */
  leftMs: number;
  /** By how much the session would be longer than planned; negative when it would be shorter. */
  behindMs: number;
}

/**
 * The steps still to come after the current one, in the order of the plan. A turn that a swap left halfway counts from
 * where it was left; a step that was left out does not count, so leaving out gives time back.
 */
export function stepsLeft(state: Started, format: Format): PlannedStep[] {
  const plan = planOf(format, state.turns);
  const here = plan[state.position];
  if (here === undefined) return [];
  return plan.filter((planned) => {
    const { index, turn } = planned;
    if (index === here.index || state.skipped.includes(index)) return false;
    if (turn === null || here.turn === null || planned.stage !== here.stage || turn === here.turn) {
      return index > here.index;
    }
    const mark = state.bookmarks[turn] ?? index;
    // A turn before ours that stands at its last step was walked to its end.
    const walked = turn < here.turn && planned.nth === planned.of && (state.spent[index] ?? 0) > 0;
    return index >= mark && !walked;
  });
}

const lengthOf = ({ index, step }: PlannedStep, state: Started): number =>
  step.minutes * minute + (state.added[index] ?? 0);

const remainingOf = (planned: PlannedStep, state: Started): number =>
  Math.max(0, lengthOf(planned, state) - (state.spent[planned.index] ?? 0));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

export function budgetOf(state: FlowState, format: Format, now: number): Budget {
  const turns = state.status === 'lobby' ? turnsOf(format, state.seats.length) : state.turns;
  const plannedMs = sum(planOf(format, turns).map(({ step }) => step.minutes * minute));
  if (state.status === 'lobby') return { plannedMs, spentMs: 0, leftMs: plannedMs, behindMs: 0 };
  const clock = clockOf(state, format, now);
  const spentMs = sum(state.spent) - (state.spent[state.position] ?? 0) + clock.spentMs;
  const ahead = sum(stepsLeft(state, format).map((planned) => remainingOf(planned, state)));
  const leftMs = state.status === 'ended' ? 0 : Math.max(0, clock.remainingMs) + ahead;
  return { plannedMs, spentMs, leftMs, behindMs: spentMs + leftMs - plannedMs };
}

/**
 * New minutes for the steps not begun, so that the session keeps its length: each gets its share of the time that there
 * is, at least one minute, and the same step of several turns the same. Null when the session is not a minute behind, or
 * nothing is left to trim.
 */
export function trimOf(state: FlowState, format: Format, now: number): TrimmedSteps | null {
  if (state.status !== 'running' && state.status !== 'paused') return null;
  const { behindMs } = budgetOf(state, format, now);
  const steps = stepsLeft(state, format).filter(({ index }) => (state.spent[index] ?? 0) === 0);
  const total = sum(steps.map((planned) => lengthOf(planned, state) / minute));
  if (behindMs < minute || total <= steps.length) return null;
  const target = Math.max(steps.length, Math.floor(total - behindMs / minute));
  const kinds = Map.groupBy(steps, (planned) => [planned.stage, planned.nth, lengthOf(planned, state)].join());
  const alike = [...kinds.values()];
  const shares = sharesOf(
    alike.map((same) => ({
      length: same[0] === undefined ? 0 : lengthOf(same[0], state) / minute,
      count: same.length,
    })),
    target,
  );
  return alike
    .flatMap((same, kind) => same.map(({ index }) => ({ position: index, minutes: shares[kind] ?? 1 })))
    .sort((a, b) => a.position - b.position);
}
