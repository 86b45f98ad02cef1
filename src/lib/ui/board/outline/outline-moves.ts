import { frameAt } from '#lib/domain/board/frame-at.ts';
import { freeSpot, roomySpot, type RoomySpot } from '#lib/domain/board/free-spot.ts';
import type { BoardModel } from '#lib/client/board/board-model.ts';
import type { Card, Frame, Point } from '#lib/domain/board/card.ts';
import { newCardSize } from '#lib/domain/board/zones.ts';
import type { OutlineZone } from './outline.ts';

type Ground = Pick<BoardModel, 'cards' | 'frames'>;

/** Cards that change places must not end up on the same spot. In board units. */
const step = 24;

/**
 * A free spot on the canvas for a card that comes to a zone (null: beside all zones), and how far down a full zone has to
 * reach for it; `id` is not in its own way.
 */
export function spotIn(board: Ground, frame: Frame | null, id: string | null = null): RoomySpot {
  const others = board.cards.filter((card) => card.id !== id);
  const taken = others.map(({ at, size }) => ({ at, size: size ?? newCardSize }));
  return frame === null ? { at: freeSpot(groundBeneath(board), taken), bottom: null } : roomySpot(frame, taken);
}

/** The open canvas under the lowest zone. */
function groundBeneath({ frames }: Ground): Frame {
  const left = Math.min(0, ...frames.map(({ at }) => at.x));
  const bottom = Math.max(0, ...frames.map(({ at, size }) => at.y + size.height + 2 * step));
  const size = { width: 4 * newCardSize.width, height: 8 * newCardSize.height };
  return {
    id: 'beneath',
    title: '',
    at: { x: left, y: bottom },
    size,
    step: null,
    turn: null,
    locked: false,
    group: null,
  };
}

/** The card of the same kind just before or after another one in its zone; null at the end. */
export function neighbourIn(zone: OutlineZone, id: string, direction: 'up' | 'down'): Card | null {
  const card = zone.cards.find((candidate) => candidate.id === id);
  const alike = zone.cards.filter(({ kind }) => kind === card?.kind);
  const index = alike.findIndex((candidate) => candidate.id === id);
  return (index === -1 ? null : alike[index + (direction === 'up' ? -1 : 1)]) ?? null;
}

/** Two cards change places on the canvas, and so in the list. */
export function swapped(card: Card, other: Card, direction: 'up' | 'down'): Record<string, Point> {
  if (card.at.x !== other.at.x || card.at.y !== other.at.y) return { [card.id]: other.at, [other.id]: card.at };
  return { [card.id]: { x: card.at.x, y: card.at.y + (direction === 'up' ? -step : step) } };
}

/** The zone that comes before or after a card's own, in the order of the board; `undefined` at the end. */
export function zoneBeside(board: Ground, card: Card, direction: 'before' | 'after'): Frame | null | undefined {
  const zones = [...board.frames, null];
  return zones[zones.indexOf(frameAt(board.frames, card.at)) + (direction === 'before' ? -1 : 1)];
}
