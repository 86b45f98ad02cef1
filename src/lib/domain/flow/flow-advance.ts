/** Going on: marks of being ready, and asking before a step is left early. */
import type { FlowEvent, FlowState, Transition, UnderWayState } from './flow.ts';
import { accept, goTo, isTimeUp, othersHere, refuse, without } from './flow-run.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { planOf } from './plan.ts';

/** How long an asker waits for an answer before going on alone, in milliseconds. */
export const advancePatience = 20_000;

/**
 * Goes on to the next step, or asks the others to, when they have the page open, are not ready, and the step still has
 * time. Asking while somebody else asks is agreeing. `skip`: leaves out the step we are in, which must be optional.
 */
export function next(
  state: Exclude<FlowState, { status: 'ended' }>,
  event: FlowEvent,
  format: Format,
  skip = false,
): Transition {
  if (state.status === 'lobby') return refuse();
  const plan = planOf(format, state.turns);
  if (plan[state.position + 1] === undefined) return refuse();
  if (skip && plan[state.position]?.step.optional !== true) return refuse();
  const { advance } = state;
  if (advance !== null && advance.by !== event.by) return leave(state, advance.skip, event.at, format);
  const others = othersHere(state, event);
  const agreed = others.every((other) => state.ready.includes(other));
  const waited = advance !== null && advance.skip === skip && event.at - advance.at >= advancePatience;
  if (agreed || waited || isTimeUp(state, event.at, format)) return leave(state, skip, event.at, format);
  if (advance?.skip === skip) return refuse('flow-asked');
  return accept({ ...state, advance: { by: event.by, at: event.at, skip } });
}

function leave(state: UnderWayState, skip: boolean, at: number, format: Format): Transition {
  const target = planOf(format, state.turns)[state.position + 1];
  if (target === undefined) return refuse();
  const skipped = skip ? [...state.skipped, state.position] : state.skipped;
  return accept(goTo({ ...state, skipped }, target, at, format));
}

export function acceptAdvance(state: FlowState, event: FlowEvent, format: Format): Transition {
  if (state.status === 'lobby' || state.status === 'ended' || !isAskedToGoOn(state, event.by)) return refuse();
  return leave(state, state.advance?.skip ?? false, event.at, format);
}

export function declineAdvance(state: FlowState, event: FlowEvent): Transition {
  if (state.status === 'lobby' || state.status === 'ended' || !isAskedToGoOn(state, event.by)) return refuse();
  return accept({ ...state, advance: null });
}

export function withdrawAdvance(state: FlowState, event: FlowEvent): Transition {
  if (state.status === 'lobby' || state.status === 'ended' || state.advance?.by !== event.by) return refuse();
  return accept({ ...state, advance: null });
}

function isAskedToGoOn(state: UnderWayState, user: string): boolean {
  return state.advance !== null && state.advance.by !== user && state.seats.includes(user);
}

/** A mark of being ready; it is also an answer to whoever asks to go on. In the lobby it agrees with the format. */
export function markReady(
  state: Exclude<FlowState, { status: 'ended' }>,
  event: FlowEvent,
  format: Format,
): Transition {
  if (!state.seats.includes(event.by)) return refuse('flow-no-seat');
  if (state.status !== 'lobby' && isAskedToGoOn(state, event.by)) return acceptAdvance(state, event, format);
  if (state.ready.includes(event.by)) return refuse();
  return accept({ ...state, ready: [...state.ready, event.by] });
}

export function unmarkReady(state: FlowState, event: FlowEvent): Transition {
  return state.ready.includes(event.by) ? accept({ ...state, ready: without(state.ready, event.by) }) : refuse();
}

/** Who is ready in the current step. */
export const readyOf = (state: FlowState): readonly string[] => state.ready;

/** An open wish to go on, as this person sees it. */
export interface AdvanceView {
  by: string;
  /** It asks to leave the step out. */
  skip: boolean;
  /** This person asked; otherwise they can answer, if they have a seat. */
  mine: boolean;
  mayAnswer: boolean;
  /** From when on the asker may go on alone, in milliseconds since 1970 on the server's clock. */
  aloneAt: number;
}

/** The open wish to go on; null when there is none. */
export function advanceFor(state: FlowState, user: string): AdvanceView | null {
  if (state.status !== 'running' && state.status !== 'paused') return null;
  const { advance } = state;
  if (advance === null) return null;
  const { by, skip, at } = advance;
  return { by, skip, mine: by === user, mayAnswer: isAskedToGoOn(state, user), aloneAt: at + advancePatience };
}
