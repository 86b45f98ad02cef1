/** How far one reader has been told of one layer of a board, which may grow meanwhile. */
import type { BoardIndex, ReaderPosition } from './board-index.ts';
import { deletionsBeyond } from '../update/deletion-cut.ts';
import type { UpdateContent } from '../update/sound-update.ts';

/** In bytes, about. */
export interface PieceSizes {
  readonly piece: number;
  /** What is not larger is not cut for a reader who has nothing. */
  readonly whole: number;
}

/** Whether whoever has this state vector has nothing. */
export const isEmptyVector = (stateVector: Uint8Array): boolean => stateVector.length === 1 && stateVector[0] === 0;

export class ToldLayer {
  readonly #stateVector: Uint8Array;
  #position: ReaderPosition | null = null;
  /** The state of the layer when this round began, and when telling of deletions did. */
  #begunAt: object | null = null;
  #deletionsAt: object | null = null;
  /** The state of which the reader was told everything. */
  #told: object | null = null;
  /** What is deleted of the layer as it was when this began, and not known to the reader; null: that is not known here. */
  readonly #lacking: { readonly revision: object; readonly deletions: Uint8Array } | null = null;
  /** Whether there is something to tell in this round. */
  isUnderWay = false;

  /** `deleted`: what the reader knows to be deleted, when it has said so. */
  constructor(stateVector: Uint8Array, layer?: BoardIndex, deleted?: UpdateContent['ds']) {
    this.#stateVector = stateVector;
    if (layer && deleted)
      this.#lacking = { revision: layer.revision, deletions: deletionsBeyond(layer.deletions, deleted) };
  }

  /** Whether the reader was told all of it. */
  isTold({ revision }: BoardIndex): boolean {
    return this.#told === revision;
  }

  /** Begins to tell of what is there now, if the reader was not told of it. */
  begin(layer: BoardIndex): void {
    this.isUnderWay = !this.isTold(layer);
    this.#begunAt = layer.revision;
    const position = this.#position;
    if (position === null) return;
    // Something may have been deleted in a place that was passed: a round begins with the first deletion.
    position.deletion = null;
    // And what was missing may be there now.
    for (const [client, clock] of position.gaps) position.clocks.set(client, clock);
    position.gaps.clear();
  }

  /** The next piece; `ground`: what the reader was told all of before. */
  piece(layer: BoardIndex, ground: BoardIndex | null, sizes: PieceSizes): Uint8Array {
    if (this.#position === null && isEmptyVector(this.#stateVector) && layer.bytes.length <= sizes.whole)
      return this.#whole(layer, ground);
    const position = (this.#position ??= layer.positionOf(this.#stateVector));
    if (position.deletion === null) this.#deletionsAt = layer.revision;
    const deletions = this.#lacking?.revision === layer.revision ? this.#lacking.deletions : layer.deletions;
    const { update, complete } = layer.piece(position, sizes.piece, { deletions, ground });
    if (complete) {
      this.isUnderWay = false;
      this.#told = position.gaps.size > 0 ? this.#begunAt : this.#deletionsAt;
    }
    return update;
  }

  #whole(layer: BoardIndex, ground: BoardIndex | null): Uint8Array {
    this.#position = layer.endPosition(ground);
    this.#told = layer.revision;
    this.isUnderWay = false;
    return layer.bytes;
  }
}
