import type { Board, Frame } from '#lib/domain/card.ts';
import { frameAt } from '#lib/ui/board/outline.ts';

/** Some cards of a board with the links between them, without its zones. */
export function partOf(board: Board, ids: ReadonlySet<string>): Board {
  return { ...withCards(board, ids), frames: [] };
}

function withCards(board: Board, ids: ReadonlySet<string>): Board {
  return {
    ...board,
    cards: board.cards.filter(({ id }) => ids.has(id)),
    links: board.links.filter(({ from, to }) => ids.has(from) && ids.has(to)),
  };
}

/**
 * A board in parts that can be read when each fills a page: what lies outside the turns, then turn by turn, then the
 * cards that lie in no zone. Parts without cards are left out. A link between two parts is in neither.
 */
export function pagesOf(board: Board): Board[] {
  const turns = [...new Set(board.frames.map(({ turn }) => turn))];
  const groups: Frame[][] = turns.map((turn) => board.frames.filter((frame) => frame.turn === turn));
  const zoneOf = new Map(board.cards.map((card) => [card.id, frameAt(board.frames, card.at)]));
  const cardsIn = (frames: readonly (Frame | null)[]): Set<string> =>
    new Set([...zoneOf].flatMap(([id, zone]) => (frames.includes(zone) ? [id] : [])));
  return [
    ...groups.map((frames) => ({ ...withCards(board, cardsIn(frames)), frames })),
    partOf(board, cardsIn([null])),
  ].filter(({ cards }) => cards.length > 0);
}
