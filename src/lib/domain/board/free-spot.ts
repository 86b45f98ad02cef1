import type { Frame, Point, Size } from './card.ts';
import { newCardSize, placeIn, zoneAir } from './zones.ts';

/** A card keeps this far from its neighbours, in board units. */
const air = 20;

/** Where a full zone is searched for the spot that covers least, in board units. */
const grain = 24;

/** A zone grows to this height by itself, in board units: some two hundred cards in two columns. */
const highestZone = 20_000;

interface Taken {
  at: Point;
  size: Size;
}

export interface RoomySpot {
  at: Point;
  /** The zone has to reach down to here, so that a card there lies in it; null: it does already. */
  bottom: number | null;
}

/**
 * A free spot for a new card in a zone of a step, which grows when it is full: below its last row. One that has grown
 * beyond reason does not grow on: then it is the spot that covers the least of what lies there.
 */
export function roomySpot(zone: Frame, taken: readonly Taken[]): RoomySpot {
  const at = placeIn(zone, roomyOf(taken));
  const bottom = at.y + newCardSize.height;
  if (bottom <= zone.at.y + zone.size.height) return { at, bottom: null };
  if (zone.step === null || bottom - zone.at.y > highestZone) return { at: freeSpot(zone, taken), bottom: null };
  return { at, bottom: bottom + zoneAir };
}

/**
 * A spot for a new card in a zone: a free one, and in a full zone the one that covers the least of what lies there.
 * It never leaves the zone, since where a card lies says which step it belongs to.
 */
export function freeSpot(zone: Frame, taken: readonly Taken[]): Point {
  const free = placeIn(zone, roomyOf(taken));
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

/** Cards with the air about them. */
function roomyOf(taken: readonly Taken[]): Taken[] {
  return taken.map(({ at, size }) => ({ at, size: { width: size.width + air, height: size.height + air } }));
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
