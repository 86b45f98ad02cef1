/** How a circle chooses whose turn it is, in formats with a single turn: one brings a case, another chooses it. */
import type { FlowEvent, FlowState, Transition } from './flow.ts';
import { accept, refuse, without } from './flow-run.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { swapReach } from './swap.ts';

/** Whether one person has the only turn, and it has not begun. */
export function mayBringCase(state: FlowState, format: Format): boolean {
  const single = format.stages.some((stage) => stage.kind === 'turn' && stage.who === 'one');
  return single && swapReach(state, format) === 'order';
}

/** Who brings a case. */
export const casesOf = (state: FlowState): readonly string[] => state.cases;

export function bringCase(
  state: FlowState,
  { type, by }: FlowEvent & { type: 'offer-case' | 'withdraw-case' },
  format: Format,
): Transition {
  if (!mayBringCase(state, format)) return refuse();
  if (!state.seats.includes(by)) return refuse('flow-no-seat');
  const brings = state.cases.includes(by);
  if (type === 'offer-case') return brings ? refuse() : accept({ ...state, cases: [...state.cases, by] });
  return brings ? accept({ ...state, cases: without(state.cases, by) }) : refuse();
}

/** Two keys: the one who brings the case, and another who chooses it. Its owner takes the first seat. */
export function chooseCase(state: FlowState, { by, user }: FlowEvent & { user: string }, format: Format): Transition {
  if (!mayBringCase(state, format) || !state.cases.includes(user) || !state.seats.includes(user)) return refuse();
  if (!state.seats.includes(by)) return refuse('flow-no-seat');
  if (by === user) return refuse('flow-not-yours');
  return accept({ ...state, seats: [user, ...without(state.seats, user)], cases: [], swap: null });
}
