/** What every part of the flow's engine is made of: answers, the passing of time, and going from step to step. */
import { minute } from './flow-clock.ts';
import type {
  FlowEffect,
  FlowEvent,
  FlowRefusal,
  FlowState,
  LobbyState,
  PausedState,
  RunningState,
  Seal,
  Transition,
  UnderWayState,
} from './flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { planOf, turnsOf, type PlannedStep } from './plan.ts';

export function accept(state: FlowState, effects: FlowEffect[] = []): Transition {
  return { ok: true, state, effects };
}

export function refuse(error: FlowRefusal = 'flow-not-now'): Transition {
  return { ok: false, error };
}

/** Where every session begins: nobody has started it, these peers (user ids) have a seat, and these are to be first. */
export function lobby(seats: string[], order: string[] = []): FlowState {
  return { status: 'lobby', seats: [...new Set(seats)], swap: null, ready: [], cases: [], observers: [], order };
}

/** A session that has just been started; it does not run yet. */
export function freshRun(state: LobbyState, at: number, format: Format): PausedState {
  const turns = turnsOf(format, state.seats.length);
  const plan = planOf(format, turns);
  const first = plan[0];
  return {
    ...state,
    status: 'paused',
    swap: null,
    ready: [],
    turns,
    position: 0,
    bookmarks: Array.from({ length: turns }, (_, turn) => plan.find((planned) => planned.turn === turn)?.index ?? 0),
    spent: plan.map(() => 0),
    added: plan.map(() => 0),
    skipped: [],
    startedAt: at,
    advance: null,
    trim: null,
    seals: first === undefined ? [] : sealsFor([], first),
    ideas: [],
    silence: null,
    waitingFor: null,
    without: [],
    left: [],
  };
}

export function run(state: UnderWayState, at: number): RunningState {
  return { ...state, status: 'running', since: at };
}

/** Time spent in each step up to `at`. A clock that was set back adds nothing. */
export function spentUntil(state: UnderWayState, at: number): number[] {
  if (state.status === 'paused') return state.spent;
  const stretch = Math.max(0, at - state.since);
  return state.spent.map((spent, index) => (index === state.position ? spent + stretch : spent));
}

export function pause(state: RunningState, at: number): PausedState {
  const { since: _since, ...rest } = state;
  return { ...rest, status: 'paused', spent: spentUntil(state, at) };
}

/** Entering a sealed step for the first time lays out its seal; coming back finds it as it was left. */
function sealsFor(seals: Seal[], target: PlannedStep): Seal[] {
  if (!target.step.sealed || seals.some(({ position }) => position === target.index)) return seals;
  return [
    ...seals,
    { position: target.index, writing: [], ready: [], revealed: false, shownBy: [], revealAsked: null },
  ];
}

/**
 * Whatever the flow did before, it runs in the step it goes to. What was open between the peers was about the step
 * before and is gone; the tray of ideas lives as long as the turn.
 */
export function goTo(state: UnderWayState, target: PlannedStep, at: number, format: Format): RunningState {
  const here = planOf(format, state.turns)[state.position];
  const sameTurn = here?.stage === target.stage && here.turn === target.turn;
  return {
    ...state,
    status: 'running',
    swap: null,
    ready: [],
    advance: null,
    trim: null,
    silence: null,
    waitingFor: null,
    ideas: sameTurn ? state.ideas : [],
    seals: sealsFor(state.seals, target),
    skipped: state.skipped.filter((index) => index !== target.index),
    position: target.index,
    bookmarks: state.bookmarks.map((mark, turn) => (turn === target.turn ? target.index : mark)),
    spent: spentUntil(state, at),
    since: at,
  };
}

/** The first step behind the turn, or the step for all, in which the session stands; null at the end of the plan. */
export function behindTurn(state: UnderWayState, format: Format): PlannedStep | null {
  const plan = planOf(format, state.turns);
  const here = plan[state.position];
  return plan.slice(state.position).find(({ stage, turn }) => stage !== here?.stage || turn !== here.turn) ?? null;
}

/** Goes on to a later step; those from here to there were left out, and no longer count in what is left. */
export function leaveOutUntil(state: UnderWayState, target: PlannedStep, at: number, format: Format): RunningState {
  const unseen = Array.from({ length: target.index - state.position }, (_, nth) => state.position + nth);
  return goTo({ ...state, skipped: [...new Set([...state.skipped, ...unseen])] }, target, at, format);
}

/** Whether the planned time of the current step is over at `at`. */
export function isTimeUp(state: UnderWayState, at: number, format: Format): boolean {
  const planned = planOf(format, state.turns)[state.position];
  if (planned === undefined) return true;
  const length = planned.step.minutes * minute + (state.added[state.position] ?? 0);
  return (spentUntil(state, at)[state.position] ?? 0) >= length;
}

/** The other peers with a seat who have the page open; nobody when the event does not say who is there. */
export function othersHere(state: FlowState, { by, present = [] }: FlowEvent): string[] {
  return state.seats.filter((seat) => seat !== by && present.includes(seat));
}

export const without = (people: readonly string[], person: string): string[] => people.filter((one) => one !== person);
