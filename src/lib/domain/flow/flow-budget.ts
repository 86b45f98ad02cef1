/** The session's time as a whole: how much there is, and how to fit what is left into it. */
import { clockOf, minute } from './flow-clock.ts';
import type { FlowState, TrimmedSteps } from './flow.ts';
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
 * is, and at least one minute. Null when the session is not a minute behind, or nothing is left to trim.
 */
export function trimOf(state: FlowState, format: Format, now: number): TrimmedSteps | null {
  if (state.status !== 'running' && state.status !== 'paused') return null;
  const { behindMs } = budgetOf(state, format, now);
  const steps = stepsLeft(state, format).filter(({ index }) => (state.spent[index] ?? 0) === 0);
  const lengths = steps.map((planned) => lengthOf(planned, state) / minute);
  const total = sum(lengths);
  if (behindMs < minute || total <= steps.length) return null;
  const target = Math.max(steps.length, Math.floor(total - behindMs / minute));
  const minutes = sharesOf(lengths, target);
  return steps.map(({ index }, place) => ({ position: index, minutes: minutes[place] ?? 1 }));
}

/** Whole shares of `target` in proportion to the lengths, at least 1 each; they add up to it when it is large enough. */
function sharesOf(lengths: readonly number[], target: number): number[] {
  const exact = lengths.map((length) => (length * target) / sum(lengths));
  const shares = exact.map((share) => Math.max(1, Math.floor(share)));
  const error = (place: number): number => (exact[place] ?? 0) - (shares[place] ?? 0);
  const places = shares.map((_, place) => place);
  for (let missing = target - sum(shares); missing > 0; missing -= 1) {
    const [poorest = 0] = places.toSorted((a, b) => error(b) - error(a));
    shares[poorest] = (shares[poorest] ?? 0) + 1;
  }
  for (let surplus = sum(shares) - target; surplus > 0; surplus -= 1) {
    const richest = places.filter((place) => (shares[place] ?? 0) > 1).toSorted((a, b) => error(a) - error(b))[0];
    if (richest === undefined) break;
    shares[richest] = (shares[richest] ?? 0) - 1;
  }
  return shares;
}
