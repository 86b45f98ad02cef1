import type { Board, Frame, Point } from '#lib/domain/board/card.ts';
import { frameAt } from '#lib/domain/board/frame-at.ts';

/** Some items and drawings of a board with the links between them; of its zones and frames those that are named. */
export function partOf(board: Board, ids: ReadonlySet<string>): Board {
  const isWanted = ({ id }: { id: string }): boolean => ids.has(id);
  return {
    ...withCards(board, ids),
    frames: board.frames.filter(isWanted),
    images: board.images.filter(isWanted),
    ink: board.ink.filter(isWanted),
  };
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
 * cards that lie in no zone. Parts without cards, pictures and drawings are left out. A link between two parts is in neither.
 */
export function pagesOf(board: Board): Board[] {
  const turns = [...new Set(board.frames.map(({ turn }) => turn))];
  const groups: Frame[][] = turns.map((turn) => board.frames.filter((frame) => frame.turn === turn));
  const zoneOf = new Map(board.cards.map((card) => [card.id, frameAt(board.frames, card.at)]));
  const cardsIn = (frames: readonly (Frame | null)[]): Set<string> =>
    new Set([...zoneOf].flatMap(([id, zone]) => (frames.includes(zone) ? [id] : [])));
  const lyingIn = <Part extends { at: Point }>(frames: readonly (Frame | null)[], parts: readonly Part[]): Part[] =>
    parts.filter(({ at }) => frames.includes(frameAt(board.frames, at)));
  const othersIn = (frames: readonly (Frame | null)[]): Pick<Board, 'images' | 'ink'> => ({
    images: lyingIn(frames, board.images),
    ink: lyingIn(frames, board.ink),
  });
  return [
    ...groups.map((frames) => ({ ...withCards(board, cardsIn(frames)), frames, ...othersIn(frames) })),
    { ...partOf(board, cardsIn([null])), ...othersIn([null]) },
  ].filter(({ cards, images, ink }) => cards.length + images.length + ink.length > 0);
}
