/** How the board lies on its map. */
import { expect, it } from 'vitest';
import { mapView } from '#lib/ui/board/canvas/map-view.ts';

const size = { width: 180, height: 124 };
const measured = { width: 216, height: 120 };
const crowd = Array.from({ length: 20 }, (_, nth) => ({
  position: { x: (nth % 5) * 250, y: Math.floor(nth / 5) * 190 },
  measured,
}));
const seen = { x: 0, y: 0, width: 1_400, height: 900 };

it('shows all that lies on the board, and what is in sight', () => {
  const map = mapView(crowd, { ...seen, x: -1_000 }, size);
  expect(map.toMap({ x: -1_000, y: 0 }).x).toBeCloseTo(8);
  expect(map.toMap({ x: 1_216, y: 0 }).x).toBeCloseTo(172);
  expect(map.toBoard(map.toMap({ x: 100, y: 200 })).x).toBeCloseTo(100);
  expect(map.scale).toBeGreaterThan(0.05);
});

it('stays a map of where most lies when a card is a world away, and when one looks at that card', () => {
  const far = { position: { x: 50_000, y: 50_000 }, measured };
  const { scale } = mapView(crowd, seen, size);
  expect(mapView([...crowd, far], seen, size).scale).toBeCloseTo(scale);
  expect(mapView([...crowd, far], { ...seen, x: 49_500, y: 49_500 }, size).scale).toBeGreaterThan(scale / 2);
});
