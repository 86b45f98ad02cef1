import type { Card } from '#lib/domain/board/card.ts';
import { minute } from '#lib/domain/flow/flow-clock.ts';
import type { FlowState } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { planOf } from '#lib/domain/flow/plan.ts';
import { rolesAt } from '#lib/domain/flow/roles.ts';
import type { NameOf } from './session-names.ts';
import { turnTitle } from './session-words.ts';

export interface StorySoFar {
  /** Steps that took place, in the order of the plan, and who coached where one of two did. */
  steps: { title: string; minutes: number; coach: string | null }[];
  goals: string[];
  actions: string[];
}

/** Words enough to recognise a card by. */
const gistLength = 120;

/** What happened before somebody came in: null in the lobby, in the first step and after the end. */
export function storySoFar(flow: FlowState, format: Format, cards: readonly Card[], nameOf: NameOf): StorySoFar | null {
  if (flow.status === 'lobby' || flow.status === 'ended') return null;
  const steps = planOf(format, flow.turns).flatMap(({ index, step, turn }) => {
    const spent = flow.spent[index] ?? 0;
    if (index === flow.position || spent <= 0 || flow.skipped.includes(index)) return [];
    const title = turn === null ? step.title : `${step.title}, ${turnTitle(turn, flow.seats, nameOf)}`;
    // Who led a step is its coach; outside the turns nobody is, and in a circle all the others are.
    const { coaches } = rolesAt({ ...flow, position: index }, format);
    const [coach] = coaches;
    return [
      {
        title,
        minutes: Math.max(1, Math.round(spent / minute)),
        coach: coach === undefined || coaches.length > 1 ? null : nameOf(coach),
      },
    ];
  });
  if (steps.length === 0) return null;
  return { steps, goals: gists(cards, 'goal'), actions: gists(cards, 'action') };
}

function gists(cards: readonly Card[], kind: Card['kind']): string[] {
  return cards
    .filter((card) => card.kind === kind && card.text.trim() !== '')
    .map(({ text }) => {
      const [line = ''] = text.trim().split('\n');
      return line.length > gistLength ? `${line.slice(0, gistLength - 1)}…` : line;
    });
}
