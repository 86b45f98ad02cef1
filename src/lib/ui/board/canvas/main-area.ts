import type { Rect } from '@xyflow/svelte';
import type { Point } from '#lib/domain/board/card.ts';
import { areaOf } from './canvas-view.ts';

interface Box {
  at: Point;
  size: { width: number; height: number };
}

/**
 * The area that holds all boxes, as far as they can be seen at once: should some lie further off than that, as many as
 * can be seen together, those in the middle of most first. Null for no boxes. `most`: how much can be in sight, in
 * board units.
 */
export function mainArea(
  boxes: readonly Box[],
  most: { width: number; height: number },
): { area: Rect; left: number } | null {
  const whole = areaOf(boxes);
  if (whole === null) return null;
  const fits = ({ width, height }: Rect): boolean => width <= most.width && height <= most.height;
  if (fits(whole)) return { area: whole, left: 0 };
  const middle = { x: median(boxes.map(({ at }) => at.x)), y: median(boxes.map(({ at }) => at.y)) };
  const distance = ({ at }: Box): number => Math.max(Math.abs(at.x - middle.x), Math.abs(at.y - middle.y));
  const [nearest, ...others] = boxes.toSorted((a, b) => distance(a) - distance(b));
  let area = nearest === undefined ? whole : { ...nearest.at, ...nearest.size };
  let left = 0;
  for (const box of others) {
    const wider = areaOf([{ at: area, size: area }, box]);
    if (wider !== null && fits(wider)) area = wider;
    else left += 1;
  }
  return { area, left };
}

/** What is said when so many things are left out. */
export function tooFarOff(left: number): string {
  const [some, it] = left === 1 ? ['One thing lies', 'it'] : [`${String(left)} things lie`, 'them'];
  return `${some} too far off to be shown together with the rest. Find ${it} by words, or in the outline.`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
