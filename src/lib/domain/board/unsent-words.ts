import type { Board, Card } from './card.ts';

/**
 * What somebody wrote into their own copy of a board that the board itself does not say, one text for each card. A
 * card that is missing on the board counts when it is theirs (a peer's was removed by somebody); one that says
 * something else there counts unless the board has all of the copy's words (a peer wrote on).
 */
export function unsentWords(copy: Board, board: Board, me: string): string[] {
  const there = new Map(board.cards.map((card) => [card.id, card]));
  return copy.cards.flatMap((card) => {
    const on = there.get(card.id);
    if (on === undefined && card.author !== me) return [];
    return textsOf(card).filter((words) => on === undefined || !textsOf(on).some((text) => text.includes(words)));
  });
}

function textsOf({ text, plan }: Card): string[] {
  return [text, plan].filter((words) => words.trim() !== '');
}
