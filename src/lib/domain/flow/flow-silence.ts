/** The thinking space: a stretch of silence for all, over a question or over nothing. It ends by itself. */
import type { FlowEvent, FlowState, Transition } from './flow.ts';
import { accept, refuse } from './flow-run.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { rolesAt } from './roles.ts';

export interface SilenceView {
  /** The card with the question; null when none was pinned. */
  card: string | null;
  by: string;
  /** In milliseconds since 1970 on the server's clock. */
  endsAt: number;
  remainingMs: number;
  /** How much of it is over, 0 to 1. */
  share: number;
}

/** The silence that is on at `now`; null when there is none, or when its time is over. */
export function silenceOf(state: FlowState, now: number): SilenceView | null {
  if (state.status !== 'running' && state.status !== 'paused') return null;
  const { silence } = state;
  if (silence === null) return null;
  const { card, by, at, ms } = silence;
  const remainingMs = Math.min(ms, at + ms - now);
  if (remainingMs <= 0) return null;
  return { card, by, endsAt: at + ms, remainingMs, share: 1 - remainingMs / ms };
}

/** Whether this person may end the silence: the coachee; outside a turn everybody with a seat. */
export function mayEndSilence(state: FlowState, user: string, format: Format): boolean {
  const { coachee } = rolesAt(state, format);
  return coachee === null ? state.seats.includes(user) : coachee === user;
}

export function startSilence(
  state: FlowState,
  { by, at, card, seconds }: FlowEvent & { type: 'start-silence' },
): Transition {
  if (state.status === 'lobby' || state.status === 'ended' || silenceOf(state, at) !== null) return refuse();
  if (!state.seats.includes(by)) return refuse('flow-no-seat');
  if (!Number.isInteger(seconds) || seconds < 30 || seconds > 180) return refuse('flow-minutes');
  return accept({ ...state, silence: { card, by, at, ms: seconds * 1000 } });
}

export function endSilence(state: FlowState, { by, at }: FlowEvent, format: Format): Transition {
  if (state.status === 'lobby' || state.status === 'ended' || silenceOf(state, at) === null) return refuse();
  return mayEndSilence(state, by, format) ? accept({ ...state, silence: null }) : refuse('flow-not-yours');
}

/** The server says that the time is over. Nothing happens when it is not. */
export function silenceOver(state: FlowState, { at }: FlowEvent): Transition {
  if (state.status === 'lobby' || state.status === 'ended' || state.silence === null) return accept(state);
  return silenceOf(state, at) === null ? accept({ ...state, silence: null }) : accept(state);
}
