/** A board put together from stored parts, read as a document reads it. Pure and heavy: it runs in `assembly-thread.ts`. */
import * as Y from 'yjs';
import { inDocument } from '../update/document.ts';
import { mergeSound } from '../update/merge.ts';

export interface AssemblyTask {
  parts: readonly Uint8Array[];
}

/** `whole`: nothing builds on what is not there. */
export type Assembly = { sound: true; bytes: Uint8Array; whole: boolean } | { sound: false; reason: string };

export function assemble({ parts }: AssemblyTask): Assembly {
  try {
    return inDocument(mergeSound(parts), (doc) => ({
      sound: true,
      bytes: Y.encodeStateAsUpdate(doc),
      whole: doc.store.pendingStructs === null,
    }));
  } catch (error) {
    return { sound: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
