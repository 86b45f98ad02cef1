/** A board put together from stored parts, read as a document reads it. Pure and heavy: it runs in `assembly-thread.ts`. */
import * as Y from 'yjs';
import { mergeTree } from '../update/merge.ts';

export interface AssemblyTask {
  parts: readonly Uint8Array[];
}

/** `whole`: nothing builds on what is not there. */
export type Assembly = { sound: true; bytes: Uint8Array; whole: boolean } | { sound: false; reason: string };

export function assemble({ parts }: AssemblyTask): Assembly {
  const doc = new Y.Doc();
  try {
    const merged = mergeTree(parts, () => {
      throw new Error('a part cannot be decoded');
    });
    Y.applyUpdate(doc, merged);
    return { sound: true, bytes: Y.encodeStateAsUpdate(doc), whole: doc.store.pendingStructs === null };
  } catch (error) {
    return { sound: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    doc.destroy();
  }
}
