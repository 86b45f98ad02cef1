/**
 * All that a board holds, as merged bytes. A Y.Doc of the same board would take about 27 times the memory.
 * Updates are collected in a tree and merged only as far as they must be; what is asked for is kept until the
 * next update arrives.
 */
import * as Y from 'yjs';
import { BoardIndex } from './board-index.ts';
import { DamagedBoard } from './damaged-board.ts';
import { isDeletions, readDeletions } from './deletion-cut.ts';
import { fanIn, mergeTree, type LeftOut } from './merge.ts';
import { authorsIn, type SoundUpdate, type UpdateContent } from './sound-update.ts';

/** A board as it is stored. */
export interface StoredBoard {
  readonly checkpoint: Uint8Array | null;
  /** Updates after it, oldest first. */
  readonly tail: readonly Uint8Array[];
}

export class BoardState {
  readonly #leftOut: LeftOut;
  #base: Uint8Array;
  /** `#levels[k]` holds merges of `fanIn ** k` updates each: every update is rewritten a logarithmic number of times. */
  #levels: Uint8Array[][] = [];
  /** Of the base. */
  #index: BoardIndex | null = null;
  /** What is deleted in the base. Its ranges are sorted and joined, as merging leaves them. */
  #deleted: UpdateContent['ds'] | null = null;
  /** Bytes that were added since the last merge. */
  #addedBytes = 0;
  /** Authors of all that was added since then, each counted as often as they wrote. */
  #addedAuthors = 0;

  /** @throws DamagedBoard when the checkpoint cannot be read. */
  constructor({ checkpoint, tail }: StoredBoard, leftOut: LeftOut) {
    this.#leftOut = leftOut;
    // A checkpoint is what a document wrote, in canonical form already, and was read again before it was stored.
    if (checkpoint && tail.length === 0) {
      this.#base = checkpoint;
      this.#index = readWhole(checkpoint);
    } else {
      this.#base = mergeTree(checkpoint ? [checkpoint, ...tail] : tail, (update) => {
        if (update === checkpoint) throw new DamagedBoard('the checkpoint of a board cannot be decoded');
        leftOut(update);
      });
    }
  }

  /** Takes an update in. The bytes must be the caller's own, not a view on a buffer that lives on. */
  add(update: Uint8Array): void {
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

  /** The whole board as one update. */
  merged(): Uint8Array {
    const newer = this.#levels.toReversed().flat();
    if (newer.length > 0) {
      this.#base = mergeTree([this.#base, ...newer], this.#leftOut);
      this.#index = null;
      this.#deleted = null;
      this.#levels = [];
      this.#addedBytes = 0;
      this.#addedAuthors = 0;
    }
    return this.#base;
  }

  /** Whether so many bytes more stay below `limit`. Merges, to know exactly, only when much was added since the last time. */
  hasSpaceFor(bytes: number, limit: number): boolean {
    if (this.#base.length + this.#addedBytes + bytes <= limit) return true;
    if (this.#addedBytes < limit / 32) return false;
    return this.merged().length + bytes <= limit;
  }

  /** Whether there are no more than `limit` authors with those of this update, or it is only of some who are known. */
  hasSpaceForAuthors(update: SoundUpdate, limit: number): boolean {
    const fits = (): boolean => authorsIn(this.#base) + this.#addedAuthors + update.authors <= limit;
    if (fits()) return true;
    // To know exactly; not for every word on a board that nobody fills but somebody who means harm.
    if (this.#addedAuthors >= limit / 32) this.merged();
    return fits() || update.content.structs.every(({ id }) => this.indexAtHand().knows(id.client));
  }

  /** How many bytes have to be read to answer a question about the board. */
  get size(): number {
    return this.#base.length + this.#addedBytes;
  }

  /** What of it is here without a gap, as an encoded state vector. */
  stateVector(): Uint8Array {
    return this.index().stateVector();
  }

  /** Where what stands in the board as it is now. */
  index(): BoardIndex {
    this.merged();
    return this.indexAtHand();
  }

  /** Where what stands in what has been merged already. */
  indexAtHand(): BoardIndex {
    return (this.#index ??= new BoardIndex(this.#base));
  }

  /** Whether something was added since the last merge. */
  get hasNews(): boolean {
    return this.#addedBytes > 0;
  }

  /** Whether all that this update says is here already: then it need not be stored again. */
  holds({ structs, ds }: UpdateContent): boolean {
    const index = this.index();
    for (const struct of structs) {
      if (struct instanceof Y.Skip) continue;
      if (struct.id.clock + struct.length > index.reached(struct.id.client)) return false;
    }
    if (ds.clients.size === 0) return true;
    this.#deleted ??= readDeletions(index.deletions);
    for (const [client, ranges] of ds.clients) {
      const here = this.#deleted.clients.get(client) ?? [];
      if (!ranges.every((range) => covers(here, range))) return false;
    }
    return true;
  }
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

type Range = { clock: number; len: number };

/** Whether one of these ranges, sorted and joined, covers the given one. */
function covers(ranges: readonly Range[], { clock, len }: Range): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const candidate = ranges[middle];
    if (candidate !== undefined && candidate.clock <= clock) low = middle + 1;
    else high = middle;
  }
  const before = ranges[low - 1];
  return before !== undefined && clock + len <= before.clock + before.len;
}
