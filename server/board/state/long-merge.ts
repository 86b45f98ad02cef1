/**
 * Merges what is stored of a board. A short log takes a moment; one that was never compacted takes a second or more for
 * 100,000 entries, and nobody else shall wait for that: it goes to a thread of its own, as one piece of memory.
 */
import { BoardIndex, planOf, type IndexPlan } from './board-index.ts';
import { isDeletions } from '../update/deletion-cut.ts';
import { mergeTree } from '../update/merge.ts';
import { emptyUpdate } from '../update/sound-update.ts';
import type { StoredBoard } from './board-state.ts';
import { TaskThread } from '../thread/task-thread.ts';

/** Updates one after the other in one piece of memory. */
export interface PackedUpdates {
  readonly lengths: Uint32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface MergedUpdates {
  readonly merged: Uint8Array<ArrayBuffer>;
  readonly plan: IndexPlan;
  /** Which of the updates had to be left out, or -1 for what several of them made together, and how many bytes. */
  readonly leftOut: readonly { readonly nth: number; readonly bytes: number }[];
}

/** With more than this the log is long: merging it would hold up everybody else for more than a few milliseconds. */
const shortEntries = 1_000;
const shortBytes = 262_144;

/** A checkpoint that is larger than this takes as long, in bytes, even when there is nothing to merge: all of it is walked through. */
const smallCheckpoint = 262_144;

/** Entries that are packed in one go, between turns for everything else. */
const packedAtOnce = 10_000;

/** Milliseconds: see `TaskThread`. */
const timing = { patienceMs: 120_000, idleMs: 5_000 };

export class LongMerge {
  readonly #thread = new TaskThread<PackedUpdates, MergedUpdates>(
    new URL('./merge-thread.ts', import.meta.url),
    timing,
  );

  /** Null: there is little to merge, and it is merged where it is needed. Rejects when the thread fails. */
  async merge(board: StoredBoard): Promise<MergedUpdates | null> {
    return isLong(board) ? this.mergeAll(board) : null;
  }

  /** However little there is. */
  async mergeAll({ checkpoint, tail }: StoredBoard): Promise<MergedUpdates> {
    const packed = await pack(checkpoint ? [checkpoint, ...tail] : tail);
    return this.#thread.ask(packed, [packed.lengths.buffer, packed.bytes.buffer]);
  }

  async close(): Promise<void> {
    await this.#thread.close();
  }
}

function isLong({ checkpoint, tail }: StoredBoard): boolean {
  if (tail.length > shortEntries || (checkpoint?.length ?? 0) > smallCheckpoint) return true;
  let bytes = 0;
  for (const update of tail) bytes += update.length;
  return tail.length > 1 && bytes > shortBytes;
}

async function pack(updates: readonly Uint8Array[]): Promise<PackedUpdates> {
  const lengths = new Uint32Array(updates.length);
  let sum = 0;
  for (const [nth, update] of updates.entries()) sum += lengths[nth] = update.length;
  const bytes = new Uint8Array(sum);
  let at = 0;
  for (const [nth, update] of updates.entries()) {
    bytes.set(update, at);
    at += update.length;
    if (nth % packedAtOnce === packedAtOnce - 1) await new Promise((resolve) => setImmediate(resolve));
  }
  return { lengths, bytes };
}

/** What the thread does. */
export function mergePacked({ lengths, bytes }: PackedUpdates): MergedUpdates {
  const updates: Uint8Array[] = [];
  let at = 0;
  for (const length of lengths) {
    updates.push(bytes.subarray(at, at + length));
    at += length;
  }
  const leftOut: { nth: number; bytes: number }[] = [];
  const merged =
    updates.length === 1 && updates[0]
      ? asItIs(updates[0], () => leftOut.push({ nth: 0, bytes: bytes.length }))
      : mergeTree(updates, (update) => leftOut.push({ nth: updates.indexOf(update), bytes: update.length }));
  const own = merged === updates[0] ? bytes : new Uint8Array(merged);
  return { merged: own, plan: planOf(own), leftOut };
}

/** A checkpoint alone is in canonical form already. */
function asItIs(update: Uint8Array, damaged: () => void): Uint8Array {
  try {
    if (isDeletions(new BoardIndex(update).deletions)) return update;
  } catch {
    // It ends too early, or is none at all: the same as when its deletions do.
  }
  damaged();
  return emptyUpdate;
}
