import { getStroke } from 'perfect-freehand';
import { strokePoints } from '#lib/domain/board/stroke-line.ts';
import { strokeSizes, type Stroke, type StrokePoint, type StrokeWidth } from '#lib/domain/board/stroke.ts';

const paths = new WeakMap<Stroke, string>();

/** The outline of a stroke as an SVG path to be filled, from where the stroke lies. */
export function strokePath(stroke: Stroke): string {
  let path = paths.get(stroke);
  if (path === undefined) {
    path = pathOf(strokePoints(stroke), stroke.width);
    paths.set(stroke, path);
  }
  return path;
}

/**
 * The same for points alone. How hard the hand pressed, or how slow it was, is in the points already: so a stroke looks
 * while it grows as it does when it is written, and the same for everybody.
 */
export function pathOf(points: readonly StrokePoint[], width: StrokeWidth): string {
  const outline = getStroke(dense(points, width), {
    size: strokeSizes[width],
    thinning: 0.5,
    smoothing: 0.5,
    streamline: 0.3,
    simulatePressure: false,
    last: true,
  });
  const [first, second] = outline;
  if (first === undefined || second === undefined) return '';
  let path = `M${pair(middle(first, second))}`;
  for (let index = 1; index <= outline.length; index += 1) {
    const [here = first, next = first] = [outline[index % outline.length], outline[(index + 1) % outline.length]];
    path += `Q${pair(here)} ${pair(middle(here, next))}`;
  }
  return `${path}Z`;
}

/** How close together points have to be for a smooth outline, in board units. */
const closeness: Readonly<Record<StrokeWidth, number>> = { fine: 5, medium: 4, broad: 3 };

/** So many points of one stroke are outlined at most, however far it goes. */
const outlinedMost = 3_000;

/** The same line with points close together: outlines of long straight pieces would be thin, and corners would gape. */
function dense(points: readonly StrokePoint[], width: StrokeWidth): [number, number, number][] {
  const far = points
    .slice(1)
    .map(({ x, y }, index) => Math.hypot(x - (points[index]?.x ?? x), y - (points[index]?.y ?? y)));
  const length = far.reduce((sum, one) => sum + one, 0);
  const step = Math.max(closeness[width], length / outlinedMost);
  return points.flatMap((point, index) => {
    const before = points[index - 1] ?? point;
    const pieces = Math.max(1, Math.ceil((far[index - 1] ?? 0) / step));
    return Array.from({ length: pieces }, (_, piece): [number, number, number] => {
      const share = (piece + 1) / pieces;
      return [
        before.x + (point.x - before.x) * share,
        before.y + (point.y - before.y) * share,
        before.pressure + (point.pressure - before.pressure) * share,
      ];
    });
  });
}

type Pair = readonly number[];

const middle = ([ax = 0, ay = 0]: Pair, [bx = 0, by = 0]: Pair): Pair => [(ax + bx) / 2, (ay + by) / 2];

const pair = ([x = 0, y = 0]: Pair): string => `${short(x)} ${short(y)}`;

/** A tenth of a unit is finer than any screen shows. */
const short = (value: number): string => String(Math.round(value * 10) / 10);
