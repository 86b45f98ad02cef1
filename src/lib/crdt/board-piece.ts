import type * as Y from 'yjs';
import { blankCard, type Card, type Frame, type Link, type Point } from '#lib/domain/board/card.ts';
import type { BoardImage } from '#lib/domain/board/image.ts';
import type { Stroke } from '#lib/domain/board/stroke.ts';
import { addCard, addLink } from './write-board.ts';
import { addFrame } from './write-frames.ts';
import { addImage } from './write-images.ts';
import { addStroke } from './write-ink.ts';

/**
 * Part of a board that is to be put on one: pasted, imported or copied. Its ids only say what belongs to what; on the
 * board everything gets an id of its own.
 */
export interface BoardPiece {
  cards: readonly PieceCard[];
  links: readonly PieceLink[];
  frames: readonly PieceFrame[];
  /** Their files are the room's already. */
  images?: readonly PieceImage[];
  ink?: readonly PieceStroke[];
}
export type PieceCard = Pick<Card, 'id' | 'kind' | 'at'> & Partial<Card>;
export type PieceLink = Pick<Link, 'from' | 'to'> & Partial<Link>;
export type PieceFrame = Pick<Frame, 'title' | 'at' | 'size'> & Partial<Pick<Frame, 'group'>>;
export type PieceImage = Pick<BoardImage, 'file' | 'at' | 'size'> & Partial<BoardImage>;
type PieceStroke = Pick<Stroke, 'at' | 'line' | 'colour' | 'width'> & Partial<Pick<Stroke, 'group'>>;

export interface Putting {
  /** Who puts it there: the author of the new cards. */
  author: string;
  /** In milliseconds since 1970. */
  now: number;
  newId: () => string;
}

/**
 * Puts a piece on a board in one transaction, and answers the new ids of its cards, then those of its pictures, its frames
 * and its strokes, each in its order. What belongs to
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
  const others: string[] = [];
  const otherId = (): string => {
    const id = newId();
    others.push(id);
    return id;
  };
  doc.transact(() => {
    for (const [index, { file, at, size, alt = '', group, order = 0 }] of (piece.images ?? []).entries()) {
      const fresh = { id: otherId(), author, createdAt: now + index, locked: false, group: groupFor(group) };
      addImage(doc, { file, at, size, alt, order, ...fresh }, origin);
    }
    for (const { title, at, size, group } of piece.frames) {
      const fresh = { id: otherId(), step: null, turn: null, locked: false, group: groupFor(group) };
      addFrame(doc, { title, at, size, ...fresh }, origin);
    }
    for (const [index, { at, line, colour, width, group }] of (piece.ink ?? []).entries()) {
      const fresh = { id: otherId(), author, createdAt: now + index, locked: false, group: groupFor(group) };
      addStroke(doc, { at, line, colour, width, ...fresh }, origin);
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
  return [...ids.values(), ...others];
}

/** These items and strokes, and the links among them, moved by a distance: what `insertPiece` makes copies of. */
export function pieceOf(
  board: {
    readonly cards: readonly Card[];
    readonly links: readonly Link[];
    readonly frames: readonly Frame[];
    readonly images: readonly BoardImage[];
    readonly ink: readonly Stroke[];
  },
  ids: readonly string[],
  by: Point,
): BoardPiece {
  const wanted = new Set(ids);
  const moved = <One extends { id: string; at: Point }>(all: readonly One[]): One[] =>
    all.filter(({ id }) => wanted.has(id)).map((one) => ({ ...one, at: { x: one.at.x + by.x, y: one.at.y + by.y } }));
  return {
    cards: moved(board.cards),
    links: board.links.filter(({ from, to }) => wanted.has(from) && wanted.has(to)),
    frames: moved(board.frames.filter(({ step }) => step === null)),
    images: moved(board.images),
    ink: moved(board.ink),
  };
}
