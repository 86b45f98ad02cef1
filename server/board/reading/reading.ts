/** A board read as a document reads it. Pure, and possibly heavy: it runs in `reading-thread.ts`. */
import { readBoard } from '#lib/crdt/board-doc.ts';
import type { Board } from '#lib/domain/board/card.ts';
import { inDocument } from '../update/document.ts';
import { mergeSound } from '../update/merge.ts';

export interface ReadingTask {
  /** Updates that make up the board together. */
  parts: readonly Uint8Array[];
}

/** `ms`: how long a document was busy with it. */
export type Reading = { sound: true; board: Board; ms: number } | { sound: false; reason: string };

export function readParts({ parts }: ReadingTask): Reading {
  try {
    const merged = mergeSound(parts);
    const begun = performance.now();
    return inDocument(merged, (doc) => {
      const ms = performance.now() - begun;
      return { sound: true, board: readBoard(doc), ms };
    });
  } catch (error) {
    return { sound: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
