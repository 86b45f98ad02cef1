/**
 * Merges what is stored of a board. A short log takes a moment; one that was never compacted takes a second or more for
 * 100,000 entries, and nobody else shall wait for that: it goes to a thread of its own, as one piece of memory.
 */
import { mergeTree } from './merge.ts';
import type { StoredBoard } from './board-state.ts';
import { TaskThread } from './task-thread.ts';

/** Updates one after the other in one piece of memory. */
export interface PackedUpdates {
  readonly lengths: Uint32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface MergedUpdates {
  readonly merged: Uint8Array<ArrayBuffer>;
  /** Which of the updates had to be left out, or -1 for what several of them made together, and how many bytes. */
  readonly leftOut: readonly { readonly nth: number; readonly bytes: number }[];
}

/** With more than this the log is long: merging it would hold up everybody else for more than a few milliseconds. */
const shortEntries = 1_000;
const shortBytes = 262_144;

/** Merging anything into a checkpoint that is larger than this takes as long, in bytes: all of it is walked through. */
const smallCheckpoint = 1_048_576;

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
  async merge({ checkpoint, tail }: StoredBoard): Promise<MergedUpdates | null> {
    if (tail.length === 0 || !isLong({ checkpoint, tail })) return null;
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
  const merged = mergeTree(updates, (update) => leftOut.push({ nth: updates.indexOf(update), bytes: update.length }));
  return { merged: new Uint8Array(merged), leftOut };
}
