import type * as Y from 'yjs';
import { blankCard, type Card, type Frame, type Link, type Point } from '../domain/card.ts';
import { addCard, addLink } from './write-board.ts';
import { addFrame } from './write-frames.ts';

/**
 * Part of a board that is to be put on one: pasted, imported or copied. Its ids only say what belongs to what; on the
 * board everything gets an id of its own.
 */
export interface BoardPiece {
  cards: readonly PieceCard[];
  links: readonly PieceLink[];
  frames: readonly PieceFrame[];
}
export type PieceCard = Pick<Card, 'id' | 'kind' | 'at'> & Partial<Card>;
export type PieceLink = Pick<Link, 'from' | 'to'> & Partial<Link>;
export type PieceFrame = Pick<Frame, 'title' | 'at' | 'size'>;

export interface Putting {
  /** Who puts it there: the author of the new cards. */
  author: string;
  /** In milliseconds since 1970. */
  now: number;
  newId: () => string;
}

/**
 * Puts a piece on a board in one transaction, and answers the new ids of its cards, in its order. What belongs to
 * people and moments of the other board (reactions, dots, who found it useful, which session it came from) stays there.
 * Links that lead out of the piece are left out.
 */
export function insertPiece(doc: Y.Doc, piece: BoardPiece, putting: Putting, origin: unknown = null): string[] {
  const { author, now, newId } = putting;
  const ids = new Map(piece.cards.map(({ id }) => [id, newId()]));
  const groups = new Map<string, string>();
  const groupFor = (group: string | null | undefined): string | null => {
    if (group == null) return null;
    const known = groups.get(group) ?? newId();
    groups.set(group, known);
    return known;
  };
  doc.transact(() => {
    for (const { title, at, size } of piece.frames) {
      addFrame(doc, { id: newId(), title, at, size, step: null, turn: null }, origin);
    }
    for (const [index, card] of piece.cards.entries()) {
      const id = ids.get(card.id);
      if (id === undefined) continue;
      const fresh = {
        id,
        author,
        // A millisecond apart, so that they keep their order.
        createdAt: now + index,
        editedBy: null,
        editedAt: null,
        group: groupFor(card.group),
        locked: false,
        reactions: [],
        dots: [],
        useful: null,
        carriedFrom: null,
      };
      addCard(doc, blankCard({ ...card, ...fresh }), origin);
    }
    for (const { from, to, label } of piece.links) {
      const ends = { from: ids.get(from), to: ids.get(to) };
      if (ends.from === undefined || ends.to === undefined) continue;
      addLink(doc, { id: newId(), from: ends.from, to: ends.to, label: label ?? '' }, origin);
    }
  }, origin);
  return [...ids.values()];
}

/** These cards and the links among them, moved by a distance: what `insertPiece` makes copies of. */
export function pieceOf(
  board: { readonly cards: readonly Card[]; readonly links: readonly Link[] },
  ids: readonly string[],
  by: Point,
): BoardPiece {
  const wanted = new Set(ids);
  const cards = board.cards.filter(({ id }) => wanted.has(id));
  return {
    cards: cards.map((card) => ({ ...card, at: { x: card.at.x + by.x, y: card.at.y + by.y } })),
    links: board.links.filter(({ from, to }) => wanted.has(from) && wanted.has(to)),
    frames: [],
  };
}
