import type { Point } from '#lib/domain/board/card.ts';
import type { Placed } from './next-card.ts';

const cell = 400;

/** Cards by where they lie, to ask quickly which are near. */
export class CardGrid {
  readonly #cells = new Map<string, Placed[]>();

  constructor(cards: readonly Placed[]) {
    for (const card of cards) {
      for (const key of keys(card.at, { x: card.at.x + card.size.width, y: card.at.y + card.size.height })) {
        const there = this.#cells.get(key);
        if (there === undefined) this.#cells.set(key, [card]);
        else there.push(card);
      }
    }
  }

  /** The cards that may touch the area between two corners; some that do not may be among them. */
  near(low: Point, high: Point): ReadonlySet<Placed> {
    const found = new Set<Placed>();
    for (const key of keys(low, high)) for (const card of this.#cells.get(key) ?? []) found.add(card);
    return found;
  }
}

/** An area of more cells than this is not looked at in full: what crosses half the board may cross cards, too. */
const mostCells = 64;

function keys(low: Point, high: Point): string[] {
  const found: string[] = [];
  for (let x = Math.floor(low.x / cell); x <= Math.floor(high.x / cell); x += 1) {
    for (let y = Math.floor(low.y / cell); y <= Math.floor(high.y / cell); y += 1) {
      if (found.length >= mostCells) return found;
      found.push(`${String(x)},${String(y)}`);
    }
  }
  return found;
}
