/** Choosing another format, before the start only. */
import type { FlowState, Transition } from './flow.ts';
import { accept, refuse } from './flow-run.ts';
import type { Format } from '#lib/domain/formats/format.ts';

/**
 * The session follows `format` from now on. Whoever agreed, agreed with the one before: so nobody has agreed yet.
 * Refused when more people have a seat than the format has room for.
 */
export function chooseFormat(state: FlowState, format: Format): Transition {
  if (state.status !== 'lobby' || state.seats.length > format.people.max) return refuse();
  return accept({ ...state, ready: [], cases: [], swap: null });
}
