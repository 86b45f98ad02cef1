import type { BoardModel } from '#lib/client/board/board-model.ts';
import type { Card } from '#lib/domain/board/card.ts';

/** More than these nobody reads through: some words more find the card sooner. */
const most = 30;

/**
 * The cards that another one could be linked to, those made last first: neither itself nor one that it leads to
 * already. All words of the query must be in the text, in any order and in upper or lower case.
 */
export function linkTargets(board: Pick<BoardModel, 'cards' | 'links'>, from: string, query: string): Card[] {
  const linked = new Set(board.links.filter((link) => link.from === from).map((link) => link.to));
  const words = folded(query).split(/\s+/u).filter(Boolean);
  const fits = (card: Card): boolean => {
    if (card.id === from || linked.has(card.id)) return false;
    const text = folded(`${card.kind} ${card.label ?? ''} ${card.text}`);
    return words.every((word) => text.includes(word));
  };
  return board.cards.toReversed().filter(fits).slice(0, most);
}

/** Accents and case make no difference to who searches. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
