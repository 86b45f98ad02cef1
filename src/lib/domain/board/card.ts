import type { Card, Frame, Link } from './card-schema.ts';
import type { BoardImage } from './image.ts';
import type { Stroke } from './stroke.ts';

export * from './card-bounds.ts';
export type { Card, Dots, Frame, Link, Point, Reaction, Size } from './card-schema.ts';

/**
 * A card with nothing on it but what is given: a note in the middle of the board. What a kind has no use for is kept
 * all the same, so that a card turned into another kind and back has lost nothing.
 */
export function blankCard(fields: Partial<Card> & Pick<Card, 'id'>): Card {
  return {
    kind: 'note',
    label: null,
    text: '',
    at: { x: 0, y: 0 },
    size: null,
    colour: 'kind',
    author: null,
    createdAt: 0,
    step: null,
    editedBy: null,
    editedAt: null,
    locked: false,
    order: 0,
    group: null,
    emoji: null,
    reactions: [],
    dots: [],
    scale: null,
    pinned: false,
    answered: false,
    useful: null,
    owner: null,
    due: null,
    confidence: null,
    plan: '',
    status: 'open',
    carriedFrom: null,
    ...fields,
  };
}

/** A whole board as plain data, in a stable order. */
export interface Board {
  cards: Card[];
  links: Link[];
  frames: Frame[];
  images: BoardImage[];
  ink: Stroke[];
}
