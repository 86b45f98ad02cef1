import type { Point } from '#lib/domain/board/card.ts';
import type { Placed } from '#lib/ui/board/canvas/next-card.ts';

export const alignments = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const;
export type Alignment = (typeof alignments)[number];

export type Axis = 'x' | 'y';

/** Where cards come to lie when their edges or middles are brought in line. Cards that stay are left out. */
export function aligned(cards: readonly Placed[], alignment: Alignment): Record<string, Point> {
  if (cards.length < 2) return {};
  const lefts = cards.map(({ at }) => at.x);
  const tops = cards.map(({ at }) => at.y);
  const left = Math.min(...lefts);
  const top = Math.min(...tops);
  const right = Math.max(...cards.map(({ at, size }) => at.x + size.width));
  const bottom = Math.max(...cards.map(({ at, size }) => at.y + size.height));
  return moved(cards, ({ at, size }) => {
    switch (alignment) {
      case 'left':
        return { x: left, y: at.y };
      case 'centre':
        return { x: (left + right - size.width) / 2, y: at.y };
      case 'right':
        return { x: right - size.width, y: at.y };
      case 'top':
        return { x: at.x, y: top };
      case 'middle':
        return { x: at.x, y: (top + bottom - size.height) / 2 };
      case 'bottom':
        return { x: at.x, y: bottom - size.height };
    }
  });
}

/**
 * Where cards come to lie when the gaps between them are made equal. The outermost two stay; when the cards do not fit
 * between them, they overlap equally.
 */
export function distributed(cards: readonly Placed[], axis: Axis): Record<string, Point> {
  if (cards.length < 3) return {};
  const extent = axis === 'x' ? 'width' : 'height';
  const sorted = [...cards].sort(
    (a, b) => a.at[axis] + a.size[extent] / 2 - (b.at[axis] + b.size[extent] / 2) || (a.id < b.id ? -1 : 1),
  );
  const start = sorted[0]?.at[axis] ?? 0;
  const last = sorted.at(-1);
  const end = last === undefined ? start : last.at[axis] + last.size[extent];
  const taken = sorted.reduce((sum, { size }) => sum + size[extent], 0);
  const gap = (end - start - taken) / (sorted.length - 1);
  const places = new Map<string, Point>();
  let next = start;
  for (const { id, at, size } of sorted) {
    places.set(id, axis === 'x' ? { x: next, y: at.y } : { x: at.x, y: next });
    next += size[extent] + gap;
  }
  return moved(cards, ({ id, at }) => places.get(id) ?? at);
}

function moved(cards: readonly Placed[], placeOf: (card: Placed) => Point): Record<string, Point> {
  const places: Record<string, Point> = {};
  for (const card of cards) {
    const { x, y } = placeOf(card);
    const to = { x: Math.round(x), y: Math.round(y) };
    if (to.x !== Math.round(card.at.x) || to.y !== Math.round(card.at.y)) places[card.id] = to;
  }
  return places;
}
