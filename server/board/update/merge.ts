/** Merging of updates, without a document: bytes in, bytes out. */
import * as Y from 'yjs';
import { emptyUpdate } from './sound-update.ts';
import { joinUpdates } from './update-join.ts';

/** Updates merged at once. `mergeUpdates` is quadratic: flat, 20,000 updates take 23 s; in this tree 0.1 s. */
export const fanIn = 64;

/** Told of each update that had to be left out because merging it throws. */
export type LeftOut = (update: Uint8Array) => void;

/**
 * One update that says all that these say, in a canonical form: clients once each, clocks ascending, gaps marked.
 * An update that throws is found by halving and left out, so that one poisoned update does not cost the board.
 */
export function mergeTree(updates: readonly Uint8Array[], leftOut: LeftOut): Uint8Array {
  let layer = updates;
  while (layer.length > fanIn) {
    const next: Uint8Array[] = [];
    for (let at = 0; at < layer.length; at += fanIn) next.push(mergeSome(layer.slice(at, at + fanIn), leftOut));
    layer = next;
  }
  return mergeSome(layer, leftOut);
}

/** As `mergeTree`, of updates that were found sound. @throws when one of them cannot be merged after all. */
export function mergeSound(updates: readonly Uint8Array[]): Uint8Array {
  return mergeTree(updates, () => {
    throw new Error('an update cannot be merged');
  });
}

function mergeSome(updates: readonly Uint8Array[], leftOut: LeftOut): Uint8Array {
  try {
    // A single update would come back as it is; the empty one beside it makes Yjs rewrite it in canonical form.
    return joinUpdates(updates) ?? Y.mergeUpdates([...updates, emptyUpdate]);
  } catch {
    const last = updates.at(-1);
    if (last === undefined) return emptyUpdate;
    if (updates.length === 1) {
      leftOut(last);
      return emptyUpdate;
    }
    const middle = updates.length >> 1;
    const older = mergeSome(updates.slice(0, middle), leftOut);
    const newer = mergeSome(updates.slice(middle), leftOut);
    return mergePair(older, newer, leftOut);
  }
}

/** Both are sound alone. If they are not together, the older stays. */
function mergePair(older: Uint8Array, newer: Uint8Array, leftOut: LeftOut): Uint8Array {
  try {
    return Y.mergeUpdates([older, newer]);
  } catch {
    leftOut(newer);
    return older;
  }
}
