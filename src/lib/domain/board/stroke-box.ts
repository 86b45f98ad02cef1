import { strokePoints } from './stroke-line.ts';
import { strokeSizes, type Stroke } from './stroke.ts';

interface StrokeBox {
  at: { x: number; y: number };
  size: { width: number; height: number };
}

/** The smallest upright box around a stroke as it is drawn, in board units. */
export function strokeBox(stroke: Stroke): StrokeBox {
  const half = strokeSizes[stroke.width] / 2;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of strokePoints(stroke)) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  if (left > right) [left, top, right, bottom] = [0, 0, 0, 0];
  return {
    at: { x: stroke.at.x + left - half, y: stroke.at.y + top - half },
    size: { width: right - left + 2 * half, height: bottom - top + 2 * half },
  };
}
