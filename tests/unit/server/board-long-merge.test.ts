import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { planOf } from '../../../server/board/state/board-index.ts';
import { LongMerge } from '../../../server/board/state/long-merge.ts';

let merger: LongMerge;
beforeEach(() => {
  merger = new LongMerge();
});
afterEach(() => merger.close());

function written(words: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getArray('bulk').push([words]);
  return Y.encodeStateAsUpdate(doc);
}

const wordsIn = (update: Uint8Array | undefined): string[] => {
  const doc = new Y.Doc();
  if (update) Y.applyUpdate(doc, update);
  return doc.getArray<string>('bulk').toArray().toSorted();
};

test('a large board with one new edit is merged in a thread, a small one where it is needed', async () => {
  const large = written('x'.repeat(2_000_000));
  const edit = written('new');
  const merged = await merger.merge({ checkpoint: large, tail: [edit] });
  expect(wordsIn(merged?.merged)).toEqual(['new', 'x'.repeat(2_000_000)]);
  expect(merged?.leftOut).toEqual([]);
  expect(await merger.merge({ checkpoint: written('small'), tail: [edit] })).toBeNull();
});

test('a large checkpoint alone stays as it is, byte for byte, and is only looked through in the thread', async () => {
  const large = written('x'.repeat(2_000_000));
  const merged = await merger.merge({ checkpoint: large, tail: [] });
  expect(Buffer.compare(merged?.merged ?? new Uint8Array(), large)).toBe(0);
  expect(merged?.plan).toEqual(planOf(large));
  const cut = await merger.merge({ checkpoint: large.slice(0, -1), tail: [] });
  expect(cut?.leftOut).toEqual([{ nth: 0, bytes: large.length - 1 }]);
});

test('a large checkpoint that cannot be decoded is named', async () => {
  const damaged = new Uint8Array(2_000_000).fill(255);
  expect((await merger.merge({ checkpoint: damaged, tail: [written('new')] }))?.leftOut).toEqual([
    { nth: 0, bytes: damaged.length },
  ]);
});
