import { frameAt } from '#lib/domain/board/frame-at.ts';
import { zoneAir } from '#lib/domain/board/zones.ts';
import type { BoardStage } from '#lib/ui/board/board-stage.svelte.ts';

/**
 * A card may grow out of its zone while one writes in it. Once that is over the zone grows after it: only on the page of
 * whoever wrote, and never while words still come, so that two who write beside each other do not move each other's cards.
 */
export class RoomForWords {
  readonly #stage: BoardStage;
  readonly #heightOf: (id: string) => number | null;

  /** `heightOf` answers how high a card is on screen now, in board units; null when it is not there. */
  constructor(stage: BoardStage, heightOf: (id: string) => number | null) {
    this.#stage = stage;
    this.#heightOf = heightOf;
  }

  /** Returns what to call when the editor is closed, and the card shows its words. */
  begin(id: string): () => void {
    const before = this.#heightOf(id) ?? 0;
    return () => {
      const { board } = this.#stage;
      const card = board.card(id);
      const height = this.#heightOf(id);
      // One that hung over the edge before was put there on purpose.
      if (card === null || height === null || height <= before) return;
      const zones = board.frames.filter(({ step }) => step !== null);
      const zone = frameAt(zones, card.at);
      const bottom = Math.round(card.at.y + height);
      if (zone !== null && bottom > zone.at.y + zone.size.height) board.makeRoom(zone.id, bottom + zoneAir);
    };
  }
}
