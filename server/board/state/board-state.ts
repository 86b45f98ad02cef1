/**
 * All that a board holds, as merged bytes. A Y.Doc of the same board would take about 27 times the memory.
 * Updates are collected in a tree and merged only as far as they must be. Of a large board only what was written lately
 * is ever merged here; now and then that is merged into the rest elsewhere (`mergeElsewhere`).
 */
import { BoardIndex } from './board-index.ts';
import { countUnfounded, holdAll, stateVectorOf, type BoardLayers } from './board-layers.ts';
import { DamagedBoard } from './damaged-board.ts';
import { isDeletions } from '../update/deletion-cut.ts';
import { fanIn, mergeTree, type LeftOut } from '../update/merge.ts';
import { authorsIn, emptyUpdate, type SoundUpdate, type UpdateContent } from '../update/sound-update.ts';

/** A board as it is stored. */
export interface StoredBoard {
  readonly checkpoint: Uint8Array | null;
  /** Updates after it, oldest first. */
  readonly tail: readonly Uint8Array[];
}

export interface MergeSizes {
  /** Bytes of a board that is merged where somebody waits for it: 2 to 3 ms, whatever they are. */
  atOnce: number;
  /** Bytes of what was written lately from which on it is time to merge it into the rest of a large board. */
  elsewhere: number;
}

const mergeSizes: MergeSizes = { atOnce: 32_768, elsewhere: 65_536 };

/** Bytes of updates that delete, after which it is looked at whether what they delete is here. */
const uncountedLimit = 65_536;

export class BoardState {
  readonly #leftOut: LeftOut;
  readonly #sizes: MergeSizes;
  #base: BoardIndex;
  /** What was written since on a large board, as far as it has been merged, and how many authors the base does not know. */
  #newer: { readonly index: BoardIndex; readonly newAuthors: number } | null = null;
  /** `#levels[k]` holds merges of `fanIn ** k` updates each: every update is rewritten a logarithmic number of times. */
  #levels: Uint8Array[][] = [];
  /** Bytes in the levels. */
  #addedBytes = 0;
  /** Authors in the levels, each counted as often as they wrote. */
  #addedAuthors = 0;
  /** Bytes of updates that delete, since their deletions were last counted. */
  #uncountedBytes = 0;
  /** Updates that came since base and newer were handed over to be merged elsewhere. */
  #sinceHandOver: Uint8Array[] | null = null;
  /** How large what is newer must have become before it is handed over. */
  #handedOverFrom: number;

  /** `sizes`: for tests. @throws DamagedBoard when the checkpoint cannot be read. */
  constructor(board: StoredBoard | BoardIndex, leftOut: LeftOut, sizes: MergeSizes = mergeSizes) {
    this.#leftOut = leftOut;
    this.#sizes = sizes;
    this.#handedOverFrom = sizes.elsewhere;
    this.#base = board instanceof BoardIndex ? board : readStored(board, leftOut);
  }

  /** Takes an update in. The bytes must be the caller's own, not a view on a buffer that lives on. */
  add(update: Uint8Array): void {
    this.#sinceHandOver?.push(update);
    this.#addedBytes += update.length;
    this.#addedAuthors += authorsIn(update);
    let carried = update;
    for (let level = 0; ; level++) {
      const here = (this.#levels[level] ??= []);
      here.push(carried);
      if (here.length < fanIn) return;
      carried = mergeTree(here, this.#leftOut);
      this.#levels[level] = [];
    }
  }

  /** The whole board as one update. Of a large one that takes a while. */
  merged(): Uint8Array {
    this.#takeIn();
    if (this.#newer !== null) {
      this.#base = new BoardIndex(mergeTree([this.#base.bytes, this.#newer.index.bytes], this.#leftOut));
      this.#newer = null;
    }
    return this.#base.bytes;
  }

  /** Merges what was written lately: into all of the board when that is quickly done. */
  #takeIn(): void {
    const added = this.#levels.toReversed().flat();
    if (added.length === 0) return;
    const small = this.#newer === null && this.#base.bytes.length + this.#addedBytes <= this.#sizes.atOnce;
    const before = small ? this.#base : this.#newer?.index;
    const index = new BoardIndex(mergeTree([before?.bytes ?? emptyUpdate, ...added], this.#leftOut));
    if (small) this.#base = index;
    else this.#newer = { index, newAuthors: countNew(index, this.#base) };
    this.#empty();
  }

  #empty(): void {
    this.#levels = [];
    this.#addedBytes = 0;
    this.#addedAuthors = 0;
  }

  /** Whether so much was written on a large board that it is time for `mergeElsewhere`. */
  get isHeavy(): boolean {
    const newer = (this.#newer?.index.bytes.length ?? 0) + this.#addedBytes;
    return this.#sinceHandOver === null && newer >= this.#handedOverFrom && this.size > this.#sizes.atOnce;
  }

  /** Has everything merged by `merge`, while more may be taken in. Rejects when that does; nothing is lost then. */
  async mergeElsewhere(merge: (board: StoredBoard) => Promise<BoardIndex>): Promise<void> {
    this.#takeIn();
    const tail = this.#newer ? [this.#newer.index.bytes] : [];
    const since: Uint8Array[] = (this.#sinceHandOver = []);
    try {
      const merged = await merge({ checkpoint: this.#base.bytes, tail });
      this.#sinceHandOver = null;
      this.#handedOverFrom = this.#sizes.elsewhere;
      this.#base = merged;
      this.#newer = null;
      this.#empty();
      for (const update of since) this.add(update);
    } catch (error) {
      this.#sinceHandOver = null;
      // Not again for every word.
      this.#handedOverFrom = 2 * (tail[0]?.length ?? 0) + this.#sizes.elsewhere;
      throw error;
    }
  }

  /** Whether so many bytes more stay below `limit`. Merges, to know better, only when much was added since the last time. */
  hasSpaceFor(bytes: number, limit: number): boolean {
    if (this.size + bytes <= limit) return true;
    if (this.#addedBytes < limit / 1_024) return false;
    this.#takeIn();
    return this.size + bytes <= limit;
  }

  /** Whether there are no more than `limit` authors with those of this update, or it is only of some who are known. */
  hasSpaceForAuthors(update: SoundUpdate, limit: number): boolean {
    const authors = (): number =>
      authorsIn(this.#base.bytes) + (this.#newer?.newAuthors ?? 0) + this.#addedAuthors + update.authors;
    const areKnown = (): boolean => {
      const layers = this.layersAtHand();
      return update.content.structs.every(({ id }) => layers.some((layer) => layer.knows(id.client)));
    };
    if (authors() <= limit || areKnown()) return true;
    if (this.#addedAuthors === 0) return false;
    // To know exactly. Who is a stranger even then is sent away: nobody has this done for every word.
    this.#takeIn();
    return authors() <= limit || areKnown();
  }

  /**
   * Whether there are no more than `limit` deletions of what is not here with those of this update. Looked at now and
   * then: one that deletes a word here and there, as everybody does, costs nothing.
   */
  hasSpaceForUnfounded(update: SoundUpdate, limit: number): boolean {
    if (!update.deletes) return true;
    this.#uncountedBytes += update.bytes.length;
    if (this.#uncountedBytes < uncountedLimit) return true;
    const fits = countUnfounded(this.layers(), update.content) <= limit;
    // Once there are too many, each is looked at.
    if (fits) this.#uncountedBytes = 0;
    return fits;
  }

  /** How many bytes have to be read to answer a question about the board. */
  get size(): number {
    return this.#base.bytes.length + (this.#newer?.index.bytes.length ?? 0) + this.#addedBytes;
  }

  /** What of it is here without a gap, as an encoded state vector. */
  stateVector(): Uint8Array {
    return stateVectorOf(this.layers());
  }

  /** The board as it is now. */
  layers(): BoardLayers {
    this.#takeIn();
    return this.layersAtHand();
  }

  /** What has been merged already. */
  layersAtHand(): BoardLayers {
    return this.#newer === null ? [this.#base] : [this.#base, this.#newer.index];
  }

  /** Whether something was added since the last merge. */
  get hasNews(): boolean {
    return this.#addedBytes > 0;
  }

  /** Whether all that this update says is here already: then it need not be stored again. */
  holds(content: UpdateContent): boolean {
    return holdAll(this.layers(), content);
  }
}

function readStored({ checkpoint, tail }: StoredBoard, leftOut: LeftOut): BoardIndex {
  // A checkpoint is what a document wrote, in canonical form already, and was read again before it was stored.
  if (checkpoint && tail.length === 0) return readWhole(checkpoint);
  const merged = mergeTree(checkpoint ? [checkpoint, ...tail] : tail, (update) => {
    if (update === checkpoint) throw new DamagedBoard('the checkpoint of a board cannot be decoded');
    leftOut(update);
  });
  return new BoardIndex(merged);
}

/** @throws DamagedBoard when these are not the bytes of a board, to the last. */
function readWhole(checkpoint: Uint8Array): BoardIndex {
  try {
    const index = new BoardIndex(checkpoint);
    if (!isDeletions(index.deletions)) throw new Error('its deletions are cut off');
    return index;
  } catch (error) {
    throw new DamagedBoard('the checkpoint of a board cannot be read', { cause: error });
  }
}

function countNew(index: BoardIndex, base: BoardIndex): number {
  let count = 0;
  for (const client of index.clients()) if (!base.knows(client)) count++;
  return count;
}
