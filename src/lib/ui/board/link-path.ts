import type { Point, Size } from '#lib/domain/card.ts';

export interface Box {
  at: Point;
  size: Size;
}

export interface LinkPath {
  /** For the `d` of an SVG path. */
  d: string;
  middle: Point;
}

type Side = 'left' | 'right' | 'top' | 'bottom';

const outward: Readonly<Record<Side, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
};

/** Air between an arrow's head and the card it points at. */
const headRoom = 5;

/** A calm curve from one card to another (or to the pointer), leaving and arriving at the sides that face each other. */
export function linkPath(from: Box, to: Box): LinkPath {
  const [side, otherSide] = facingSides(from, to);
  const start = sideMiddle(from, side);
  const end = away(sideMiddle(to, otherSide), otherSide, headRoom);
  const bend = Math.min(140, Math.hypot(end.x - start.x, end.y - start.y) * 0.42);
  const first = away(start, side, bend);
  const second = away(end, otherSide, bend);
  const at = (t: number, pick: (point: Point) => number): number =>
    (1 - t) ** 3 * pick(start) +
    3 * (1 - t) ** 2 * t * pick(first) +
    3 * (1 - t) * t ** 2 * pick(second) +
    t ** 3 * pick(end);
  return {
    d: `M${spot(start)} C${spot(first)} ${spot(second)} ${spot(end)}`,
    middle: { x: at(0.5, (point) => point.x), y: at(0.5, (point) => point.y) },
  };
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
