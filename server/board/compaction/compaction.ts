/**
 * The log of a board, made short: a checkpoint without the text that was deleted, and the time line in segments.
 * Pure and heavy: it runs in a thread of its own (`compaction-thread.ts`).
 */
import * as Y from 'yjs';
import type { BoardMoment, BoardSegment, StoredEntry } from '../../store/ports/archive-port.ts';
import { storedPlanOf } from '../state/stored-plan.ts';
import { checkpointOf } from './checkpoint.ts';
import { siftPoison, type Poisoned } from './poison.ts';
import { segmentsOf } from './segments.ts';

export interface CompactionTask {
  checkpoint: Uint8Array | null;
  /** Oldest first; at least one. */
  entries: readonly StoredEntry[];
  /** Bytes of the time line since the last state that was kept. */
  sinceState: number;
}

export interface CompactionResult {
  /** How many of the entries are dealt with, counted from the oldest; at least one. */
  covered: number;
  checkpoint: Uint8Array;
  /** Whether it brings back words that the board as it was served did not show (see `checkpointOf`). */
  healed: boolean;
  /** Of the checkpoint, as `storedPlanOf` writes it. */
  plan: Uint8Array;
  segments: BoardSegment[];
  states: BoardMoment[];
  /** Covered entries that no document can take: they are not in the checkpoint. */
  poisoned: { seq: number; reason: string }[];
}

/**
 * It is looked at after this many entries, or this many milliseconds, whether a state is kept. It is when half as much
 * was written since the last one as the board is large: states after every few words of a large board would take a
 * hundred times the space of all that was ever written on it, and so it is at most twice that.
 */
const stateEntries = 500;
const stateMs = 120_000;

/** @throws when what was made, read again, does not say the same: then nothing may be stored. */
export function compactBoard({ checkpoint, entries, sinceState }: CompactionTask): CompactionResult {
  const base = checkpoint ?? new Uint8Array([0, 0]);
  const { sound, poisoned, covered } = siftPoison(base, entries);
  const doc = new Y.Doc();
  try {
    Y.applyUpdate(doc, base);
    const segments: BoardSegment[] = [];
    const states: BoardMoment[] = [];
    const parts = [...stretches(sound)];
    let written = sinceState;
    // Of the board, at most.
    let size = base.length;
    for (const [nth, stretch] of parts.entries()) {
      doc.transact(() => {
        for (const { update } of stretch) Y.applyUpdate(doc, update);
      });
      for (const segment of segmentsOf(stretch)) {
        segments.push(segment);
        written += segment.bytes.length;
        size += segment.bytes.length;
      }
      const last = stretch.at(-1);
      // Each compaction begins a new stretch: one that is short at its end is not worth a state of its own.
      const isLong = nth < parts.length - 1 || stretch.length >= stateEntries / 4;
      if (last === undefined || !isLong || written < size / 2) continue;
      const bytes = Y.encodeStateAsUpdate(doc);
      states.push({ through: last.seq, at: last.at, bytes });
      written = 0;
      size = bytes.length;
    }
    const { bytes, healed } = checkpointOf(doc, [base, ...sound.map(({ update }) => update)]);
    const plan = storedPlanOf(bytes);
    return { covered, checkpoint: bytes, healed, plan, segments, states, poisoned: poisoned.map(nameOf) };
  } finally {
    doc.destroy();
  }
}

const nameOf = ({ entry, reason }: Poisoned): { seq: number; reason: string } => ({ seq: entry.seq, reason });

/** Parts of the log between two kept states. No segment reaches from one into the next. */
function* stretches(entries: readonly StoredEntry[]): Generator<StoredEntry[]> {
  let stretch: StoredEntry[] = [];
  for (const entry of entries) {
    const [first] = stretch;
    if (first && (stretch.length >= stateEntries || entry.at - first.at > stateMs)) {
      yield stretch;
      stretch = [];
    }
    stretch.push(entry);
  }
  if (stretch.length > 0) yield stretch;
}
