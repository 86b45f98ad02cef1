import type { Point, Size } from '#lib/domain/board/card.ts';

export interface Box {
  at: Point;
  size: Size;
}

export interface LinkPath {
  /** For the `d` of an SVG path. */
  d: string;
  middle: Point;
}

/** Which cards lie in an area, the link's own ends left out. */
export type Obstacles = (low: Point, high: Point) => Iterable<Box>;

type Side = 'left' | 'right' | 'top' | 'bottom';

const sides: readonly Side[] = ['left', 'right', 'top', 'bottom'];
const outward: Readonly<Record<Side, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
};

/** Air between an arrow's head and the card it points at. */
const headRoom = 5;

/** How many points of a curve are looked at, and what one that lies on a card costs, in board units of length. */
const samples = 14;
const crossingCost = 220;

/** How much further than it must a curve may swing out to get around a card. */
const swings = [1, 2.6];

/**
 * A calm curve from one card to another (or to the pointer). It leaves and arrives at the sides that face each other,
 * unless cards lie in its way: then at those sides, and with that swing, where it crosses the fewest.
 */
export function linkPath(from: Box, to: Box, obstacles?: Obstacles): LinkPath {
  const [side, otherSide] = facingSides(from, to);
  const plain = curve(from, to, side, otherSide, 1);
  if (obstacles === undefined) return drawn(plain);
  // The ends themselves are in the way, too: an arrow does not come out of the far side of its card.
  const inTheWay: Obstacles = (low, high) => [from, to, ...obstacles(low, high)];
  if (crossings(plain, inTheWay) === 0) return drawn(plain);
  let best = { curve: plain, cost: cost(plain, inTheWay) };
  for (const start of sides) {
    for (const end of sides) {
      for (const swing of swings) {
        const candidate = curve(from, to, start, end, swing);
        // A longer way round than the best so far is not worth looking at.
        if (lengthOf(candidate) >= best.cost) continue;
        const candidateCost = cost(candidate, inTheWay);
        if (candidateCost < best.cost) best = { curve: candidate, cost: candidateCost };
      }
    }
  }
  return drawn(best.curve);
}

type Curve = readonly [start: Point, first: Point, second: Point, end: Point];

function curve(from: Box, to: Box, side: Side, otherSide: Side, swing: number): Curve {
  const start = sideMiddle(from, side);
  const end = away(sideMiddle(to, otherSide), otherSide, headRoom);
  const bend = Math.min(140 * swing, Math.hypot(end.x - start.x, end.y - start.y) * 0.42 * swing);
  return [start, away(start, side, bend), away(end, otherSide, bend), end];
}

function drawn(path: Curve): LinkPath {
  const [start, first, second, end] = path;
  return { d: `M${spot(start)} C${spot(first)} ${spot(second)} ${spot(end)}`, middle: pointAt(path, 0.5) };
}

function pointAt([start, first, second, end]: Curve, t: number): Point {
  const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
  return {
    x: a * start.x + b * first.x + c * second.x + d * end.x,
    y: a * start.y + b * first.y + c * second.y + d * end.y,
  };
}

function cost(path: Curve, obstacles: Obstacles): number {
  return lengthOf(path) + crossings(path, obstacles) * crossingCost;
}

function lengthOf(path: Curve): number {
  let length = 0;
  let before = path[0];
  for (let index = 1; index <= samples; index += 2) {
    const point = pointAt(path, Math.min(1, index / samples));
    length += Math.hypot(point.x - before.x, point.y - before.y);
    before = point;
  }
  return length;
}

/** How many of the looked-at points lie on cards. */
function crossings(path: Curve, obstacles: Obstacles): number {
  const points = Array.from({ length: samples - 1 }, (_, index) => pointAt(path, (index + 1) / samples));
  const low = { x: Math.min(...points.map(({ x }) => x)), y: Math.min(...points.map(({ y }) => y)) };
  const high = { x: Math.max(...points.map(({ x }) => x)), y: Math.max(...points.map(({ y }) => y)) };
  let count = 0;
  for (const { at, size } of obstacles(low, high)) {
    for (const { x, y } of points) {
      if (x > at.x && x < at.x + size.width && y > at.y && y < at.y + size.height) count += 1;
    }
  }
  return count;
}

function facingSides(from: Box, to: Box): [Side, Side] {
  const gapX = Math.max(to.at.x - (from.at.x + from.size.width), from.at.x - (to.at.x + to.size.width));
  const gapY = Math.max(to.at.y - (from.at.y + from.size.height), from.at.y - (to.at.y + to.size.height));
  const isRight = to.at.x + to.size.width / 2 >= from.at.x + from.size.width / 2;
  const isBelow = to.at.y + to.size.height / 2 >= from.at.y + from.size.height / 2;
  if (gapX >= gapY) return isRight ? ['right', 'left'] : ['left', 'right'];
  return isBelow ? ['bottom', 'top'] : ['top', 'bottom'];
}

function sideMiddle({ at, size }: Box, side: Side): Point {
  const { x, y } = outward[side];
  return { x: at.x + (size.width * (1 + x)) / 2, y: at.y + (size.height * (1 + y)) / 2 };
}

function away(point: Point, side: Side, distance: number): Point {
  return { x: point.x + outward[side].x * distance, y: point.y + outward[side].y * distance };
}

function spot({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
