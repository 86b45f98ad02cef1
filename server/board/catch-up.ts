/**
 * Brings one reader up to date, piece by piece, at the reader's pace. Between two pieces it keeps only how far the
 * reader has been told, never the bytes of the board: those that do not read cost no copy of it.
 */
import type { BoardIndex, ReaderPosition } from './board-index.ts';
import { deletionsBeyond } from './deletion-cut.ts';
import type { UpdateContent } from './sound-update.ts';

/** Bytes of one piece, about. Small enough for a slow line to bring one within the 30 s after which y-websocket gives up. */
export const pieceBytes = 65_536;

/** A board, as far as readers are concerned. */
export interface BoardSource {
  /** What of it is here without a gap, as an encoded state vector. */
  stateVector(): Uint8Array;
  /** The whole board as one update. */
  merged(): Uint8Array;
  /** Where what stands in the board as it is now; putting together what was written lately may take a while. */
  index(): BoardIndex;
  /** The same of what has been put together already. */
  indexAtHand(): BoardIndex;
  /** Whether something was written that is not in the index at hand. */
  readonly hasNews: boolean;
}

export class CatchUp {
  readonly #source: BoardSource;
  readonly #stateVector: Uint8Array;
  readonly #limit: number;
  /** Whether what was written lately is to be taken in first: once in each round, not for every piece. */
  #fromNow = true;
  #position: ReaderPosition | null = null;
  /** The state of the board when telling of deletions began. */
  #revision: object | null = null;

  /** What is deleted of the board as it was when this began, and not known to the reader; null: that is not known here. */
  readonly #lacking: { readonly revision: object; readonly deletions: Uint8Array } | null = null;

  /** `stateVector`: a valid one, what the reader has. `deleted`: what it knows to be deleted, when it has said so. */
  constructor(
    source: BoardSource,
    stateVector: Uint8Array,
    { deleted = null, limit = pieceBytes }: { deleted?: UpdateContent['ds'] | null; limit?: number } = {},
  ) {
    this.#source = source;
    this.#stateVector = stateVector;
    this.#limit = limit;
    if (deleted === null) return;
    // Worked out at once: what the reader knows may be much more to keep than what it lacks.
    const index = source.index();
    this.#lacking = { revision: index.revision, deletions: deletionsBeyond(index.deletions, deleted) };
  }

  /**
   * The next piece. `complete`: the reader then has everything that the board held at some moment since it began;
   * `last`: it has everything that the board holds now, and there is no other piece.
   */
  next(): { readonly update: Uint8Array; readonly complete: boolean; readonly last: boolean } {
    if (this.#position === null && isEmptyVector(this.#stateVector)) {
      // Whoever comes with nothing to a small board gets it as it is: taking it apart would take longer than all the rest.
      const update = this.#source.merged();
      if (update.length <= this.#limit) return { update, complete: true, last: true };
    }
    const index = this.#fromNow ? this.#source.index() : this.#source.indexAtHand();
    const position = (this.#position ??= index.positionOf(this.#stateVector));
    if (position.deletion === null) this.#revision = index.revision;
    const lacking = this.#lacking?.revision === index.revision ? this.#lacking.deletions : index.deletions;
    const { update, complete } = index.piece(position, this.#limit, lacking);
    const last = complete && this.#revision === index.revision && !this.#source.hasNews;
    this.#fromNow = complete;
    // Something may have been deleted in a place that was passed: the next round begins with the first deletion.
    if (complete) position.deletion = null;
    return { update, complete, last };
  }
}

/** Whether whoever has this state vector has nothing. */
export const isEmptyVector = (stateVector: Uint8Array): boolean => stateVector.length === 1 && stateVector[0] === 0;
