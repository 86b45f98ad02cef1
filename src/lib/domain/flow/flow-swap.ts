/** The swap as the flow's engine carries it out: offered by one, accepted by another, all in one event. */
import type { FlowEvent, FlowState, Transition } from './flow.ts';
import { accept, goTo, refuse } from './flow-run.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { swapReach, swapTarget } from './swap.ts';

export function offerSwap(state: FlowState, { by, at }: FlowEvent, format: Format): Transition {
  const possible = state.swap === null && state.seats.includes(by) && swapReach(state, format) !== null;
  return possible ? accept({ ...state, swap: { by, at } }) : refuse();
}

export function answerSwap(
  state: FlowState,
  { type, by, at }: FlowEvent & { type: 'withdraw-swap' | 'decline-swap' | 'accept-swap' },
  format: Format,
): Transition {
  if (state.swap === null) return refuse();
  const offeredBy = state.swap.by;
  const asked = offeredBy !== by && state.seats.includes(by);
  switch (type) {
    case 'withdraw-swap':
      return offeredBy === by ? accept({ ...state, swap: null }) : refuse();
    case 'decline-swap':
      return asked ? accept({ ...state, swap: null }) : refuse();
    case 'accept-swap':
      return asked ? swapped(state, offeredBy, by, at, format) : refuse();
  }
}

function swapped(state: FlowState, offeredBy: string, by: string, at: number, format: Format): Transition {
  switch (swapReach(state, format)) {
    case null:
      return refuse();
    case 'order': {
      const seats = state.seats.map((seat) => (seat === by ? offeredBy : seat === offeredBy ? by : seat));
      return accept({ ...state, seats, swap: null });
    }
    case 'turn': {
      if (state.status === 'lobby' || state.status === 'ended') return refuse();
      const target = swapTarget(state, offeredBy, by, format);
      return target === null ? refuse() : accept(goTo(state, target, at, format));
    }
  }
}
