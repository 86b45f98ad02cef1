import type { Board, Frame } from '#lib/domain/card.ts';
import type { BoardImage } from '#lib/domain/image.ts';
import { frameAt } from '#lib/ui/board/outline.ts';

/** Some items of a board with the links between them; of its zones and frames those that are named. */
export function partOf(board: Board, ids: ReadonlySet<string>): Board {
  const isWanted = ({ id }: { id: string }): boolean => ids.has(id);
  return { ...withCards(board, ids), frames: board.frames.filter(isWanted), images: board.images.filter(isWanted) };
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
 * cards that lie in no zone. Parts without cards and pictures are left out. A link between two parts is in neither.
 */
export function pagesOf(board: Board): Board[] {
  const turns = [...new Set(board.frames.map(({ turn }) => turn))];
  const groups: Frame[][] = turns.map((turn) => board.frames.filter((frame) => frame.turn === turn));
  const zoneOf = new Map(board.cards.map((card) => [card.id, frameAt(board.frames, card.at)]));
  const cardsIn = (frames: readonly (Frame | null)[]): Set<string> =>
    new Set([...zoneOf].flatMap(([id, zone]) => (frames.includes(zone) ? [id] : [])));
  const imagesIn = (frames: readonly (Frame | null)[]): BoardImage[] =>
    board.images.filter(({ at }) => frames.includes(frameAt(board.frames, at)));
  return [
    ...groups.map((frames) => ({ ...withCards(board, cardsIn(frames)), frames, images: imagesIn(frames) })),
    { ...partOf(board, cardsIn([null])), images: imagesIn([null]) },
  ].filter(({ cards, images }) => cards.length > 0 || images.length > 0);
}
