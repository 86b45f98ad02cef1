import { describe, expect, it } from 'vitest';
import { freeSpot } from '#lib/domain/board/free-spot.ts';
import type { Frame, Point } from '#lib/domain/board/card.ts';
import { newCardSize } from '#lib/domain/board/zones.ts';

const zone: Frame = {
  id: 'goal',
  title: 'Goal',
  at: { x: 100, y: 200 },
  size: { width: 504, height: 360 },
  step: 'goal',
  turn: 0,
  locked: false,
  group: null,
};

function fill(count: number): Point[] {
  const spots: Point[] = [];
  while (spots.length < count)
    spots.push(
      freeSpot(
        zone,
        spots.map((at) => ({ at, size: newCardSize })),
      ),
    );
  return spots;
}

describe('where a new card goes', () => {
  it('is a free spot while the zone has one', () => {
    const spots = fill(4);
    for (const [index, a] of spots.entries()) {
      for (const b of spots.slice(index + 1)) {
        const apart = Math.abs(a.x - b.x) >= newCardSize.width || Math.abs(a.y - b.y) >= newCardSize.height;
        expect(apart, `${JSON.stringify(a)} lies on ${JSON.stringify(b)}`).toBe(true);
      }
    }
  });

  it('stays in the zone however full it is, and never quite covers another card', () => {
    const spots = fill(30);
    for (const { x, y } of spots) {
      expect(x).toBeGreaterThanOrEqual(zone.at.x);
      expect(x + newCardSize.width).toBeLessThanOrEqual(zone.at.x + zone.size.width);
      expect(y).toBeGreaterThanOrEqual(zone.at.y);
      // The last row may hang over by a quarter, as long as that keeps it clear of the others.
      expect(y + newCardSize.height * 0.75).toBeLessThanOrEqual(zone.at.y + zone.size.height);
    }
    const different = new Set(spots.slice(0, 12).map(({ x, y }) => `${String(x)} ${String(y)}`));
    expect(different.size).toBe(12);
  });

  it('is found also for cards that are far larger than the zone', () => {
    const spot = freeSpot(zone, [{ at: { x: 0, y: 0 }, size: { width: 1_200, height: 2_000 } }]);
    expect(spot.x).toBeGreaterThanOrEqual(zone.at.x);
    expect(spot.y).toBeLessThan(zone.at.y + zone.size.height);
  });
});
