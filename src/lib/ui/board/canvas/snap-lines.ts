import type { Point } from '#lib/domain/board/card.ts';
import type { Box } from './link-path.ts';

/** A thin line on the board that shows what a dragged card is in line with. */
export interface SnapGuide {
  axis: 'x' | 'y';
  /** Where it stands on its axis: the x of an upright line, the y of a lying one. */
  at: number;
  /** From where to where it runs along the other axis. */
  from: number;
  to: number;
}

export interface Snap {
  /** What to add to the place of what is dragged. */
  by: Point;
  guides: readonly SnapGuide[];
}

/** An edge or middle of a neighbour, and how far the neighbour reaches along it. */
interface Line {
  at: number;
  from: number;
  to: number;
}

const none: Snap = { by: { x: 0, y: 0 }, guides: [] };

/** Neighbours further away than this do not matter: a line across the whole board would say nothing. */
const reach = 1_200;

/**
 * The edges and middles of cards that lie still, sorted once when a drag begins: each frame of the drag then looks
 * at the few near ones only.
 */
export class SnapLines {
  readonly #upright: readonly Line[];
  readonly #lying: readonly Line[];

  constructor(still: readonly Box[]) {
    this.#upright = sorted(
      still.flatMap(({ at, size }) =>
        [0, 0.5, 1].map((share) => ({ at: at.x + size.width * share, from: at.y, to: at.y + size.height })),
      ),
    );
    this.#lying = sorted(
      still.flatMap(({ at, size }) =>
        [0, 0.5, 1].map((share) => ({ at: at.y + size.height * share, from: at.x, to: at.x + size.width })),
      ),
    );
  }

  /** How far to move a dragged box, at most `within` on each axis, so that it comes in line with a neighbour. */
  snap({ at, size }: Box, within: number): Snap {
    const x = nearest(this.#upright, [at.x, at.x + size.width / 2, at.x + size.width], within, {
      from: at.y,
      to: at.y + size.height,
    });
    const y = nearest(this.#lying, [at.y, at.y + size.height / 2, at.y + size.height], within, {
      from: at.x,
      to: at.x + size.width,
    });
    if (x === null && y === null) return none;
    const by = { x: x?.by ?? 0, y: y?.by ?? 0 };
    const top = at.y + by.y;
    const left = at.x + by.x;
    const guides: SnapGuide[] = [];
    if (x !== null) guides.push(guide('x', x.line, top, top + size.height));
    if (y !== null) guides.push(guide('y', y.line, left, left + size.width));
    return { by, guides };
  }
}

function guide(axis: 'x' | 'y', line: Line, from: number, to: number): SnapGuide {
  return { axis, at: line.at, from: Math.min(line.from, from), to: Math.max(line.to, to) };
}

function nearest(
  lines: readonly Line[],
  own: readonly number[],
  within: number,
  span: { from: number; to: number },
): { by: number; line: Line } | null {
  let best: { by: number; line: Line; gap: number } | null = null;
  for (const place of own) {
    for (let index = firstFrom(lines, place - within); index < lines.length; index += 1) {
      const line = lines[index];
      if (line === undefined || line.at > place + within) break;
      const gap = Math.max(0, line.from - span.to, span.from - line.to);
      if (gap > reach) continue;
      const by = line.at - place;
      const better =
        best === null || Math.abs(by) < Math.abs(best.by) || (Math.abs(by) === Math.abs(best.by) && gap < best.gap);
      if (better) best = { by, line, gap };
    }
  }
  return best;
}

/** The index of the first line at or after a place. */
function firstFrom(lines: readonly Line[], place: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.at ?? Infinity) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sorted(lines: Line[]): Line[] {
  return lines.sort((a, b) => a.at - b.at);
}
