import type { Card } from '#lib/domain/board/card.ts';
import type { CardChange } from '#lib/client/board/board-model.ts';

export type QuestionMark = 'answered' | 'useful' | 'pinned';

/** Whether a question bears a mark. */
export function bears(card: Card, mark: QuestionMark): boolean {
  return mark === 'useful' ? card.useful !== null : card[mark];
}

/** Whether this person may set or take away a mark: useful is said by those who were asked, and taken back by them. */
export function mayMark(card: Card, mark: QuestionMark, me: string | null): boolean {
  if (me === null) return false;
  return mark !== 'useful' || (card.useful === null ? card.author !== me : card.useful === me);
}

/** The change that turns a mark on or off. */
export function toggled(card: Card, mark: QuestionMark, me: string | null): CardChange {
  return mark === 'useful' ? { useful: card.useful === null ? me : null } : { [mark]: !card[mark] };
}

export const markNames: Readonly<Record<QuestionMark, string>> = {
  answered: 'Answered',
  useful: 'Useful',
  pinned: 'Pinned',
};
