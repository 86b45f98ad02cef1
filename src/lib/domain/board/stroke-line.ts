/**
 * The points of a stroke in a short text. Each is three whole numbers, the steps from the point before: across and down
 * in quarters of a board unit, and the pressure in fifteenths. A number is one letter for each five bits, the lowest
 * first; the lowest bit of all is its sign, and a letter of the second half of the alphabet says that more follow. So
 * most points are five letters long.
 */
import { strokeLineLimit, strokeReach, type Stroke, type StrokePoint } from './stroke.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Map(Array.from(alphabet, (letter, value) => [letter, value]));

/** Steps of a line in one board unit. */
const grain = 4;
const hardest = 15;
/** Letters of one number at most: what reaches further is no stroke. */
const lettersMost = 5;

/** Packs points, which are rounded on the way, into the line of a stroke that lies at `at`. */
export function writeLine(points: readonly StrokePoint[], at: { x: number; y: number }): string {
  let line = '';
  let [x, y, pressure] = [0, 0, 0];
  for (const point of points) {
    const next = [
      Math.round((point.x - at.x) * grain),
      Math.round((point.y - at.y) * grain),
      Math.round(Math.min(1, Math.max(0, point.pressure)) * hardest),
    ] as const;
    line += written(next[0] - x) + written(next[1] - y) + written(next[2] - pressure);
    [x, y, pressure] = next;
  }
  return line;
}

function written(value: number): string {
  let rest = value < 0 ? -value * 2 + 1 : value * 2;
  let text = '';
  do {
    const five = rest & 31;
    rest >>>= 5;
    text += alphabet.charAt(rest > 0 ? five + 32 : five);
  } while (rest > 0);
  return text;
}

/** The points of a line, which may have come from anybody; null when it is none. */
export function readLine(line: unknown): StrokePoint[] | null {
  if (typeof line !== 'string' || line === '' || line.length > strokeLineLimit) return null;
  const points: StrokePoint[] = [];
  const now = [0, 0, 0];
  let place = 0;
  let value = 0;
  let letters = 0;
  for (const letter of line) {
    const digit = values.get(letter);
    if (digit === undefined || letters === lettersMost) return null;
    value += (digit & 31) * 32 ** letters;
    letters += 1;
    if (digit > 31) continue;
    now[place] = (now[place] ?? 0) + (value % 2 === 1 ? -(value - 1) / 2 : value / 2);
    [place, value, letters] = [(place + 1) % 3, 0, 0];
    if (place > 0) continue;
    const [x = 0, y = 0, pressure = 0] = now;
    if (Math.abs(x) > strokeReach * grain || Math.abs(y) > strokeReach * grain) return null;
    if (pressure < 0 || pressure > hardest) return null;
    // `+ 0` turns -0 into 0, so that equal lines compare equal.
    points.push({ x: x / grain + 0, y: y / grain + 0, pressure: pressure / hardest });
  }
  return place === 0 && letters === 0 ? points : null;
}

const known = new WeakMap<Stroke, readonly StrokePoint[]>();

/** The points of a stroke, from where it lies; none for a line that cannot be read. */
export function strokePoints(stroke: Stroke): readonly StrokePoint[] {
  let points = known.get(stroke);
  if (points === undefined) {
    points = readLine(stroke.line) ?? [];
    known.set(stroke, points);
  }
  return points;
}
