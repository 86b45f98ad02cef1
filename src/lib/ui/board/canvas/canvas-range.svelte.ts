import type { Rect } from '@xyflow/svelte';
import { overlaps } from './nodes-in-page.ts';
import { joined } from './nodes-in-range.ts';

/** How far beyond what is in sight things are in the page: while the canvas moves, and when it has come to rest. */
const beyond = { moving: 0.25, resting: 0.5 };

/** Only so long after the last move things leave the page: coming and going costs more than staying. */
const restAfterMs = 600;

/**
 * The part of the board whose cards are in the page, which is what is in sight and some more at its edges. It changes
 * seldom: a card that came and went with every step over an edge would cost more than all that is in sight.
 */
export class CanvasRange {
  #area = $state.raw<Rect | null>(null);
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** In board units; null before anybody has looked. */
  get area(): Rect | null {
    return this.#area;
  }

  /** This is in sight now, in board units. */
  look(sight: Rect): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#comeToRest(sight), restAfterMs);
    const area = this.#area;
    if (area !== null && holds(area, sight)) return;
    const wider = grown(sight, beyond.moving);
    this.#area = area !== null && overlaps(area, sight) ? joined(area, wider) : wider;
  }

  /** Nobody looks any more. */
  end(): void {
    clearTimeout(this.#rest);
  }

  #comeToRest(sight: Rect): void {
    const area = this.#area;
    const wanted = grown(sight, beyond.resting);
    const isRight = area !== null && holds(area, sight) && holds(grown(wanted, beyond.resting), area);
    if (!isRight || !holds(area, grown(sight, beyond.moving))) this.#area = wanted;
  }
}

/** An area with so much of its own size added on each side. */
function grown({ x, y, width, height }: Rect, share: number): Rect {
  return {
    x: x - width * share,
    y: y - height * share,
    width: width * (1 + 2 * share),
    height: height * (1 + 2 * share),
  };
}

function holds(area: Rect, other: Rect): boolean {
  return (
    other.x >= area.x &&
    other.y >= area.y &&
    other.x + other.width <= area.x + area.width &&
    other.y + other.height <= area.y + area.height
  );
}
