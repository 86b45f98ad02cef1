import type { Point, Size } from '#lib/domain/board/card.ts';

/** A card as it lies on screen, in board units. */
export interface Placed {
  id: string;
  at: Point;
  size: Size;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** How much worse a step aside is than a step onward. */
const asideWeight = 2;

/**
 * The card that one means by "the next one that way": the nearest whose middle lies in that direction, where lying
 * aside counts double. Null when there is none.
 */
export function nextCard(cards: readonly Placed[], from: string, direction: Direction): string | null {
  const start = cards.find((card) => card.id === from);
  if (start === undefined) return null;
  const origin = middle(start);
  let best: { id: string; cost: number } | null = null;
  for (const card of cards) {
    if (card.id === from) continue;
    const { x, y } = middle(card);
    const [onward, aside] = along(x - origin.x, y - origin.y, direction);
    if (onward <= 0 || onward * 3 < aside) continue;
    const cost = onward + asideWeight * aside;
    if (best === null || cost < best.cost) best = { id: card.id, cost };
  }
  return best?.id ?? null;
}

/** The card whose middle is nearest to another's, for a first guess at what it should be linked to. */
export function nearestCard(cards: readonly Placed[], from: string): string | null {
  const start = cards.find((card) => card.id === from);
  if (start === undefined) return null;
  const origin = middle(start);
  const others = cards.filter((card) => card.id !== from);
  const distance = (card: Placed): number => Math.hypot(middle(card).x - origin.x, middle(card).y - origin.y);
  return others.reduce<Placed | null>((a, b) => (a === null || distance(b) < distance(a) ? b : a), null)?.id ?? null;
}

function middle({ at, size }: Placed): Point {
  return { x: at.x + size.width / 2, y: at.y + size.height / 2 };
}

/** How far a step goes in the direction, and how far aside. */
function along(dx: number, dy: number, direction: Direction): [onward: number, aside: number] {
  switch (direction) {
    case 'left':
      return [-dx, Math.abs(dy)];
    case 'right':
      return [dx, Math.abs(dy)];
    case 'up':
      return [-dy, Math.abs(dx)];
    case 'down':
      return [dy, Math.abs(dx)];
  }
}
