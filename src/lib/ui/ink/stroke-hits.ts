/** Where strokes lie: what a press, an eraser or a box over the board meets. */
import type { Point } from '#lib/domain/board/card.ts';
import { strokeBox } from '#lib/domain/board/stroke-box.ts';
import { strokePoints } from '#lib/domain/board/stroke-line.ts';
import { strokeSizes, type Stroke } from '#lib/domain/board/stroke.ts';

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The stroke nearest to the front that comes within `reach` board units of a place; null for none. */
export function strokeAt(strokes: readonly Stroke[], at: Point, reach: number): Stroke | null {
  return strokes.findLast((stroke) => isMet(stroke, at, at, reach)) ?? null;
}

/** Whether something that goes straight from one place to another, `reach` board units wide, touches a stroke. */
export function isMet(stroke: Stroke, from: Point, to: Point, reach: number): boolean {
  const { at, size } = strokeBox(stroke);
  const isFar =
    Math.max(from.x, to.x) < at.x - reach ||
    Math.min(from.x, to.x) > at.x + size.width + reach ||
    Math.max(from.y, to.y) < at.y - reach ||
    Math.min(from.y, to.y) > at.y + size.height + reach;
  if (isFar) return false;
  const near = reach + strokeSizes[stroke.width] / 2;
  return segments(stroke).some(([start, end]) => distance(start, end, from, to) <= near);
}

/** Whether a box reaches any of a stroke's line. */
export function isInBox(stroke: Stroke, { x, y, width, height }: Area): boolean {
  const box = strokeBox(stroke);
  const isApart =
    box.at.x > x + width || box.at.x + box.size.width < x || box.at.y > y + height || box.at.y + box.size.height < y;
  if (isApart) return false;
  const corners = [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
  const isInside = (at: Point): boolean => at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height;
  return segments(stroke).some(
    ([start, end]) =>
      isInside(start) ||
      isInside(end) ||
      corners.some((corner, index) => cross(start, end, corner, corners[(index + 1) % 4] ?? corner)),
  );
}

/** The pieces of a stroke's line, in board units; a dot is a piece without length. */
function segments(stroke: Stroke): [Point, Point][] {
  const places = strokePoints(stroke).map(({ x, y }) => ({ x: stroke.at.x + x, y: stroke.at.y + y }));
  const [first] = places;
  if (first !== undefined && places.length === 1) return [[first, first]];
  return places.slice(1).map((place, index) => [places[index] ?? place, place]);
}

function distance(a: Point, b: Point, c: Point, d: Point): number {
  if (cross(a, b, c, d)) return 0;
  return Math.min(toPiece(a, c, d), toPiece(b, c, d), toPiece(c, a, b), toPiece(d, a, b));
}

function toPiece(at: Point, start: Point, end: Point): number {
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((at.x - start.x) * dx + (at.y - start.y) * dy) / length;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(at.x - start.x - dx * share, at.y - start.y - dy * share);
}

function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point): number =>
    Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
