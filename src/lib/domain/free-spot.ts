import type { Frame, Point, Size } from './card.ts';
import { newCardSize, placeIn } from './zones.ts';

/** A card keeps this far from its neighbours, in board units. */
const air = 20;

/** Where a full zone is searched for the spot that covers least, in board units. */
const grain = 24;

interface Taken {
  at: Point;
  size: Size;
}

/**
 * A spot for a new card in a zone: a free one, and in a full zone the one that covers the least of what lies there.
 * It never leaves the zone, since where a card lies says which step it belongs to.
 */
export function freeSpot(zone: Frame, taken: readonly Taken[]): Point {
  const roomy = taken.map(({ at, size }) => ({ at, size: { width: size.width + air, height: size.height + air } }));
  const free = placeIn(zone, roomy);
  const bottom = zone.at.y + zone.size.height;
  if (free.y + newCardSize.height * 0.75 <= bottom) return free;
  let best = { at: free, cost: Infinity };
  const right = zone.at.x + zone.size.width - newCardSize.width - grain;
  for (let y = zone.at.y + 2 * grain; y <= bottom - newCardSize.height; y += grain) {
    for (let x = zone.at.x + grain; x <= right; x += grain) {
      const cost = taken.reduce((sum, card) => sum + covered({ x, y }, card), 0);
      if (cost < best.cost) best = { at: { x, y }, cost };
    }
  }
  return best.at;
}

/** How much of a card would lie under a new one; its heading, by which one finds it again, counts most. */
function covered(at: Point, card: Taken): number {
  const heading = { at: card.at, size: { width: card.size.width, height: Math.min(48, card.size.height) } };
  return overlap(at, card) + 3 * overlap(at, heading);
}

function overlap(at: Point, { at: other, size }: Taken): number {
  const width = Math.min(at.x + newCardSize.width, other.x + size.width) - Math.max(at.x, other.x);
  const height = Math.min(at.y + newCardSize.height, other.y + size.height) - Math.max(at.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}
