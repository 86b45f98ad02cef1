import { placeBehind } from '#lib/domain/flow/flow-advance.ts';
import type { FlowState } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { rolesAt } from '#lib/domain/flow/roles.ts';
import { swapReach } from '#lib/domain/flow/swap.ts';
import { listed, type NameOf } from './session-names.ts';

/** What the box for swapping shows to one person. `asked`: the other holds out a swap and waits for an answer. */
export type SwapView =
  | {
      state: 'possible';
      text: string;
      /** It is this person's turn, and the next one's can begin. */ mayHandOver: boolean;
    }
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
  const mayHandOver = canHandOver(flow, format, me);
  const text = standing(flow, format, reach, nameOf);
  return seated ? { state: 'possible', text, mayHandOver } : { state: 'watching', text };
}

function canHandOver(flow: FlowState, format: Format, me: string): boolean {
  if ((flow.status !== 'running' && flow.status !== 'paused') || flow.advance !== null) return false;
  return rolesAt(flow, format).coachee === me && placeBehind(flow, 'turn', format) !== null;
}

/** How things are without a swap. */
function standing(flow: FlowState, format: Format, reach: 'order' | 'turn', nameOf: NameOf): string {
  const [first, ...later] = flow.seats;
  // In a circle it takes two of them, and it does not matter which.
  const agreed = later.length > 1 ? 'when one of you accepts' : 'when you both agree';
  if (reach === 'order') {
    if (first === undefined) return '';
    return hasSingleTurn(format)
      ? `The turn is ${nameOf(first)}'s today. It goes to ${later.length > 1 ? 'another' : listed(later.map(nameOf))} ${agreed}.`
      : `${nameOf(first)} goes first, then ${listed(later.map(nameOf))}. You swap ${agreed}.`;
  }
  const { turn } = rolesAt(flow, format);
  const next = turn === null ? undefined : flow.seats[turn + 1];
  return next === undefined ? `Roles swap ${agreed}.` : `${nameOf(next)} goes next. Roles swap ${agreed}.`;
}

/** What would come of it, for the one who is asked. */
function outcome(flow: FlowState, format: Format, me: string, reach: 'order' | 'turn', nameOf: NameOf): string {
  const offeredBy = flow.swap?.by ?? '';
  const [mine, theirs] = [flow.seats.indexOf(me), flow.seats.indexOf(offeredBy)];
  if (reach === 'order') {
    if (hasSingleTurn(format)) {
      if (mine === 0) return 'The turn would be theirs.';
      return theirs === 0 ? 'The turn would be yours.' : 'You would change places.';
    }
    if (flow.seats.length > 2) return 'You would change places.';
    return mine < theirs ? 'They would go before you.' : 'You would go first.';
  }
  const owner = rolesAt(flow, format).coachee === offeredBy ? mine : theirs;
  // Whoever sits next to the owner of a turn is its coach.
  const coach = flow.seats[(owner + 1) % flow.seats.length] ?? offeredBy;
  return `It would be ${owner === mine ? 'your' : 'their'} turn, with ${coach === me ? 'you' : nameOf(coach)} as the coach.`;
}

/** Whether one person has the only turn: then the order says whose it is, and nobody goes second. */
const hasSingleTurn = (format: Format): boolean =>
  format.stages.every((stage) => stage.kind === 'step' || stage.who === 'one');
