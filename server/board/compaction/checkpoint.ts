/** What a board becomes when its log is made short, and the proof that nobody misses anything of it. */
import { isDeepStrictEqual } from 'node:util';
import * as Y from 'yjs';
import { readBoard } from '#lib/crdt/board-doc.ts';
import { inDocument } from '../update/document.ts';
import { mergeSound } from '../update/merge.ts';

/**
 * The document's state, without what was deleted. `doc` has taken `whole` in one after the other, as it was written.
 *
 * As it was served, merged, the log says the same, unless somebody wrote other words under a name that was taken: in
 * place of what another page wrote. Who was there then has the words that came first, newcomers may lack them. The
 * checkpoint gives them to everybody, when it holds all that either shows (`healed`).
 *
 * @throws when what was made, read again, does not say all of that: then nothing may be stored.
 */
export function checkpointOf(doc: Y.Doc, whole: readonly Uint8Array[]): { bytes: Uint8Array; healed: boolean } {
  const short = Y.encodeStateAsUpdate(doc);
  return inDocument(mergeSound(whole), (served) =>
    inDocument(short, (made) => {
      if (saysTheSame(made, served)) return { bytes: short, healed: false };
      // Read again, a document takes in what it had set aside.
      const settled = Y.encodeStateAsUpdate(made);
      const holds = saysAllOf(made, doc) && saysAllOf(made, served);
      if (!holds || !inDocument(settled, (again) => saysTheSame(again, made)))
        throw new Error('the compacted board does not say what the log says');
      return { bytes: settled, healed: true };
    }),
  );
}

function saysTheSame(one: Y.Doc, other: Y.Doc): boolean {
  return Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other)) && isDeepStrictEqual(readBoard(one), readBoard(other));
}

/** Whether every word of the other, and every deletion, is in this one. */
function saysAllOf(one: Y.Doc, other: Y.Doc): boolean {
  const [mine, theirs] = [Y.snapshot(one), Y.snapshot(other)];
  const lacksWords = theirs.sv.entries().some(([client, clock]) => (mine.sv.get(client) ?? 0) < clock);
  return !lacksWords && Y.equalDeleteSets(mine.ds, Y.mergeDeleteSets([mine.ds, theirs.ds]));
}
