import { minute } from './flow-clock.ts';
import type { FlowState } from './flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { planOf, turnsOf, type PlannedStep } from './plan.ts';

/** One stretch of the session's way: a step for all, or one peer's whole turn. */
export interface RibbonEntry {
  /** The step's title. For a turn a plain one; the page puts the coachee's name there. */
  title: string;
  turn: number | null;
  /** Planned minutes, with those that were added. */
  minutes: number;
  /** How much of it is done, 0 to 1. */
  share: number;
  current: boolean;
}

/**
 * The session at a glance: one entry for each stage, and one for each turn of a turn stage, at the instant `now`.
 * A turn that was left by a swap stays as full as it was left.
 */
export function ribbonOf(state: FlowState, format: Format, now: number): RibbonEntry[] {
  const turns = state.status === 'lobby' ? turnsOf(format, state.seats.length) : state.turns;
  const stretches = new Map<string, PlannedStep[]>();
  for (const planned of planOf(format, turns)) {
    const key = `${String(planned.stage)}/${String(planned.turn)}`;
    const stretch = stretches.get(key);
    if (stretch === undefined) stretches.set(key, [planned]);
    else stretch.push(planned);
  }
  return [...stretches.values()].map((stretch) => entryOf(stretch, state, now));
}

function entryOf(stretch: PlannedStep[], state: FlowState, now: number): RibbonEntry {
  const added = (planned: PlannedStep): number => (state.status === 'lobby' ? 0 : (state.added[planned.index] ?? 0));
  const lengths = stretch.map((planned) => planned.step.minutes * minute + added(planned));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const turn = stretch[0]?.turn ?? null;
  const reached = state.status === 'lobby' ? null : reachedIn(stretch, turn, state);
  const done = stretch.reduce((sum, planned, place) => {
    const length = lengths[place] ?? 0;
    return sum + length * (state.status === 'lobby' ? 0 : doneOf(planned, length, reached, state, now));
  }, 0);
  return {
    title: turn === null ? (stretch[0]?.step.title ?? '') : `Turn ${String(turn + 1)}`,
    turn,
    minutes: total / minute,
    share: total === 0 ? 0 : Math.min(1, done / total),
    current:
      (state.status === 'running' || state.status === 'paused') &&
      stretch.some((planned) => planned.index === state.position),
  };
}

type Started = Exclude<FlowState, { status: 'lobby' }>;

/** The step that this stretch is at or was left at; null when the session does not stand in it and no turn of it was left. */
function reachedIn(stretch: PlannedStep[], turn: number | null, state: Started): number | null {
  const holds = (index: number | undefined): index is number => stretch.some((planned) => planned.index === index);
  if (holds(state.position)) return state.position;
  const mark = turn === null ? undefined : state.bookmarks[turn];
  const last = stretch.at(-1)?.index;
  // A turn walked to its end is over when the session stands behind it.
  return holds(mark) && !(mark === last && state.position > mark) ? mark : null;
}

/** How much of one step counts as done, 0 to 1. */
function doneOf(planned: PlannedStep, length: number, reached: number | null, state: Started, now: number): number {
  if (reached === null) return planned.index < state.position ? 1 : 0;
  if (planned.index !== reached) return planned.index < reached ? 1 : 0;
  const runs = state.status === 'running' && planned.index === state.position;
  const spent = (state.spent[reached] ?? 0) + (runs ? Math.max(0, now - state.since) : 0);
  return length === 0 ? 0 : Math.min(1, spent / length);
}
