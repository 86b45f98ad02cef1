import { writeLine } from '#lib/domain/board/stroke-line.ts';
import type { Stroke } from '#lib/domain/board/stroke.ts';

/** A stroke for tests: a short hook, unless its line is given. */
export function aStroke(fields: Partial<Stroke> & Pick<Stroke, 'id'>): Stroke {
  const at = fields.at ?? { x: 100, y: 50 };
  const points = [
    { x: at.x, y: at.y, pressure: 0.4 },
    { x: at.x + 40, y: at.y + 5, pressure: 0.6 },
    { x: at.x + 60, y: at.y + 40, pressure: 0.2 },
  ];
  return {
    at,
    line: writeLine(points, at),
    colour: 'voice-3',
    width: 'medium',
    author: null,
    createdAt: 0,
    locked: false,
    group: null,
    ...fields,
  };
}
