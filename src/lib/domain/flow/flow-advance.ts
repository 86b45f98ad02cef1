/** Going on: marks of being ready, and asking before a step is left early. */
import type { FlowEvent, FlowState, Leaving, Transition, UnderWayState } from './flow.ts';
import { accept, behindTurn, goTo, isTimeUp, leaveOutUntil, othersHere, refuse, without } from './flow-run.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { planOf, type PlannedStep } from './plan.ts';
import { rolesAt } from './roles.ts';

/** How long an asker waits for an answer before going on alone, in milliseconds. */
export const advancePatience = 20_000;

/**
 * Goes on to the next step, or asks the others to, when they have the page open, are not ready, and the step still has
 * time. Asking while somebody else asks is agreeing. `leaves`: what is left behind; an optional step must be one, and a
 * turn is handed over by the one who has it.
 */
export function next(
  state: Exclude<FlowState, { status: 'ended' }>,
  event: FlowEvent,
  format: Format,
  leaves: Leaving = 'step',
): Transition {
  if (state.status === 'lobby') return refuse();
  if (placeBehind(state, leaves, format) === null) return refuse();
  if (leaves === 'turn' && rolesAt(state, format).coachee !== event.by) return refuse('flow-not-yours');
  const { advance } = state;
  if (advance !== null && advance.by !== event.by) return leave(state, advance.leaves, event.at, format);
  const others = othersHere(state, event);
  const agreed = others.every((other) => state.ready.includes(other));
  const waited = advance !== null && advance.leaves === leaves && event.at - advance.at >= advancePatience;
  // A step whose time is up is over for both; of a turn there is more to come.
  const timeUp = leaves !== 'turn' && isTimeUp(state, event.at, format);
  if (agreed || waited || timeUp) return leave(state, leaves, event.at, format);
  if (advance?.leaves === leaves) return refuse('flow-asked');
  return accept({ ...state, advance: { by: event.by, at: event.at, leaves } });
}

function leave(state: UnderWayState, leaves: Leaving, at: number, format: Format): Transition {
  const target = placeBehind(state, leaves, format);
  if (target === null) return refuse();
  return accept(leaves === 'step' ? goTo(state, target, at, format) : leaveOutUntil(state, target, at, format));
}

/**
 * Where going on leads. Null where that cannot be: behind the last step, out of a step that is not optional, and out of a
 * turn that nobody's turn comes after, or whose last step it is: leaving that is going on as ever.
 */
export function placeBehind(state: UnderWayState, leaves: Leaving, format: Format): PlannedStep | null {
  const plan = planOf(format, state.turns);
  const next = plan[state.position + 1] ?? null;
  switch (leaves) {
    case 'step':
      return next;
    case 'optional-step':
      return plan[state.position]?.step.optional === true ? next : null;
    case 'turn': {
      const target = plan[state.position]?.turn === null ? null : behindTurn(state, format);
      return target === null || target.turn === null || target.index === next?.index ? null : target;
    }
  }
}

export function acceptAdvance(state: FlowState, event: FlowEvent, format: Format): Transition {
  if (state.status === 'lobby' || state.status === 'ended' || !isAskedToGoOn(state, event.by)) return refuse();
  return leave(state, state.advance?.leaves ?? 'step', event.at, format);
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
  leaves: Leaving;
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
  const { by, leaves, at } = advance;
  return { by, leaves, mine: by === user, mayAnswer: isAskedToGoOn(state, user), aloneAt: at + advancePatience };
}
