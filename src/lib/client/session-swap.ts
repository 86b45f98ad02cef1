import type { FlowState } from '#lib/domain/flow.ts';
import type { Format } from '#lib/domain/format.ts';
import { rolesAt } from '#lib/domain/roles.ts';
import { swapReach } from '#lib/domain/swap.ts';
import { listed, type NameOf } from './session-names.ts';

/** What the box for swapping shows to one person. `asked`: the other holds out a swap and waits for an answer. */
export type SwapView =
  | { state: 'possible'; text: string }
  | { state: 'offered'; text: string }
  | { state: 'asked'; text: string }
  | { state: 'watching'; text: string };

/** Null when there is nothing to swap: a peer is missing, or the turns are over. */
export function swapViewOf(flow: FlowState, format: Format, me: string, nameOf: NameOf): SwapView | null {
  const reach = swapReach(flow, format);
  if (reach === null) return null;
  const seated = flow.seats.includes(me);
  if (flow.swap !== null) {
    const offeredBy = nameOf(flow.swap.by);
    if (!seated) return { state: 'watching', text: `${offeredBy} offers to swap.` };
    if (flow.swap.by !== me)
      return { state: 'asked', text: `${offeredBy} offers to swap. ${outcome(flow, format, me, reach, nameOf)}` };
    const others = flow.seats.filter((seat) => seat !== me).map(nameOf);
    return {
      state: 'offered',
      text: `You offered to swap. Waiting for ${others.length === 1 ? others[0] : 'an answer'}…`,
    };
  }
  const text = standing(flow, format, reach, nameOf);
  return { state: seated ? 'possible' : 'watching', text };
}

/** How things are without a swap. */
function standing(flow: FlowState, format: Format, reach: 'order' | 'turn', nameOf: NameOf): string {
  const [first, ...later] = flow.seats;
  if (reach === 'order') {
    return first === undefined
      ? ''
      : `${nameOf(first)} goes first, then ${listed(later.map(nameOf))}. You swap when you both agree.`;
  }
  const { turn } = rolesAt(flow, format);
  const next = turn === null ? undefined : flow.seats[turn + 1];
  return next === undefined
    ? 'Roles swap when you both agree.'
    : `${nameOf(next)} goes next. Roles swap when you both agree.`;
}

/** What would come of it, for the one who is asked. */
function outcome(flow: FlowState, format: Format, me: string, reach: 'order' | 'turn', nameOf: NameOf): string {
  const offeredBy = flow.swap?.by ?? '';
  if (reach === 'order') {
    return flow.seats.indexOf(me) < flow.seats.indexOf(offeredBy) ? 'They would go before you.' : 'You would go first.';
  }
  return rolesAt(flow, format).coachee === offeredBy
    ? `It would be your turn, with ${nameOf(offeredBy)} as the coach.`
    : 'It would be their turn, with you as the coach.';
}
