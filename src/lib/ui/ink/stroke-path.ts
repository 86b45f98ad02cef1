import { getStroke } from 'perfect-freehand';
import { strokePoints } from '#lib/domain/stroke-line.ts';
import { strokeSizes, type Stroke, type StrokePoint, type StrokeWidth } from '#lib/domain/stroke.ts';

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
  const outline = getStroke(
    points.map(({ x, y, pressure }) => [x, y, pressure]),
    {
      size: strokeSizes[width],
      thinning: 0.5,
      smoothing: 0.5,
      // Points were smoothed when they were drawn: more of it would lead the line astray between them.
      streamline: 0,
      simulatePressure: false,
      last: true,
    },
  );
  const [first, second] = outline;
  if (first === undefined || second === undefined) return '';
  let path = `M${pair(middle(first, second))}`;
  for (let index = 1; index <= outline.length; index += 1) {
    const [here = first, next = first] = [outline[index % outline.length], outline[(index + 1) % outline.length]];
    path += `Q${pair(here)} ${pair(middle(here, next))}`;
  }
  return `${path}Z`;
}

type Pair = readonly number[];

const middle = ([ax = 0, ay = 0]: Pair, [bx = 0, by = 0]: Pair): Pair => [(ax + bx) / 2, (ay + by) / 2];

const pair = ([x = 0, y = 0]: Pair): string => `${short(x)} ${short(y)}`;

const short = (value: number): string => String(Math.round(value * 100) / 100);
