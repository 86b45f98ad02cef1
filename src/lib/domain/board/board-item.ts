/** What lies on a board and can be taken hold of, whatever it is: each kind adds to this what it alone has. */
import type { Card, Frame, Point } from './card.ts';
import type { BoardImage } from './image.ts';
import type { Stroke } from './stroke.ts';

export type ItemType = 'card' | 'image' | 'frame' | 'stroke';

/** One item of a board: its id is its own, across all types. */
export interface BoardItem {
  type: ItemType;
  id: string;
  at: Point;
  /** Null: as large as what is in it needs. */
  size: { width: number; height: number } | null;
  /** Nobody moves, changes or deletes it until it is unlocked. */
  locked: boolean;
  /** Items of one group are moved together. */
  group: string | null;
  /** Its height in the pile. */
  order: number;
}

/** What is changed of several items at once, whatever they are. */
export type ItemChange = Partial<Pick<BoardItem, 'locked' | 'group'>>;

export function cardItem({ id, at, size, locked, group, order }: Card): BoardItem {
  return { type: 'card', id, at, size, locked, group, order };
}

export function imageItem({ id, at, size, locked, group, order }: BoardImage): BoardItem {
  return { type: 'image', id, at, size, locked, group, order };
}

/** A frame that people made lies under everything. The zones of a format's steps are ground, and no items. */
export function frameItem({ id, at, size, locked, group }: Frame): BoardItem {
  return { type: 'frame', id, at, size, locked, group, order: 0 };
}

/** A stroke lies over everything, and is as large as its line. */
export function strokeItem({ id, at, locked, group }: Stroke): BoardItem {
  return { type: 'stroke', id, at, size: null, locked, group, order: 0 };
}

/**
 * How high an item of the pile lies, as a whole number: links run at 0, over whatever was sent to the back. Of a card
 * and a picture at the same height in the pile the card lies over the picture, and so do the links of that card.
 */
export function pileHeight({ type, order }: Pick<BoardItem, 'type' | 'order'>): number {
  return 2 * Math.round(order) - (type === 'image' ? 1 : 0);
}
