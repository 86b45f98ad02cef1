/** A board read as a document reads it. Pure, and possibly heavy: it runs in `reading-thread.ts`. */
import * as Y from 'yjs';
import { readBoard } from '#lib/crdt/board-doc.ts';
import type { Board } from '#lib/domain/board/card.ts';
import { mergeTree } from '../update/merge.ts';

export interface ReadingTask {
  /** Updates that make up the board together. */
  parts: readonly Uint8Array[];
}

/** `ms`: how long a document was busy with it. */
export type Reading = { sound: true; board: Board; ms: number } | { sound: false; reason: string };

export function readParts({ parts }: ReadingTask): Reading {
  const doc = new Y.Doc();
  try {
    const merged = mergeTree(parts, () => {
      throw new Error('a part cannot be merged');
    });
    const begun = performance.now();
    Y.applyUpdate(doc, merged);
    const ms = performance.now() - begun;
    return { sound: true, board: readBoard(doc), ms };
  } catch (error) {
    return { sound: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    doc.destroy();
  }
}
