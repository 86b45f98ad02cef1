/** B32: the time line of a board, as whoever plays it back reads it. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { segmentsOf } from '../../../server/board/compaction/segments.ts';
import type { StoredEntry } from '../../../server/store/ports/archive-port.ts';
import { propertyRun } from '../../support/property-seed.ts';

/** Two people, one of them in two tabs, who write and delete in one text and hear each other now and then. */
function writeTogether(steps: readonly { who: number; at: number; deletes: boolean; hears: boolean }[]): StoredEntry[] {
  const board = new Y.Doc();
  const log: StoredEntry[] = [];
  const pages = ['ama', 'ben', 'ama'].map((author) => {
    const doc = new Y.Doc();
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'heard') return;
      log.push({ seq: log.length + 1, author, at: log.length * 20, update });
      Y.applyUpdate(board, update);
    });
    return doc;
  });
  for (const { who, at, deletes, hears } of steps) {
    const doc = pages[who]!;
    if (hears) Y.applyUpdate(doc, Y.encodeStateAsUpdate(board), 'heard');
    const text = doc.getText('notes');
    if (deletes && text.length > 0) text.delete(at % text.length, 1);
    else text.insert(at % (text.length + 1), 'word');
  }
  return log;
}

const steps = fc.array(fc.record({ who: fc.nat(2), at: fc.nat(50), deletes: fc.boolean(), hears: fc.boolean() }), {
  minLength: 2,
  maxLength: 60,
});

test('B32: the segments of people who write at the same time can be read one after the other', () => {
  fc.assert(
    fc.property(steps, (script) => {
      const log = writeTogether(script);
      const whole = new Y.Doc();
      for (const { update } of log) Y.applyUpdate(whole, update);
      const played = new Y.Doc();
      const segments = segmentsOf(log);
      for (const { bytes } of segments) {
        Y.applyUpdate(played, bytes);
        expect([played.store.pendingStructs, played.store.pendingDs]).toEqual([null, null]);
      }
      expect(played.getText('notes').toJSON()).toBe(whole.getText('notes').toJSON());
      const seqs = segments.map(({ fromSeq }) => fromSeq);
      expect(seqs).toEqual(seqs.toSorted((one, other) => one - other));
    }),
    propertyRun('segments in order', 200),
  );
});

test('B32: who writes for themselves has one segment for five seconds, whatever others write beside it', () => {
  const log: StoredEntry[] = [];
  for (const [nth, author] of ['ama', 'ben'].entries()) {
    const doc = new Y.Doc();
    const entries: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => entries.push(update));
    for (let at = 0; at < 200; at++) doc.getText(author).insert(at, 'x');
    for (const [at, update] of entries.entries()) log.push({ seq: 2 * at + nth + 1, author, at: at * 40, update });
  }
  log.sort((one, other) => one.seq - other.seq);
  expect(segmentsOf(log).map(({ author, fromAt, toAt }) => [author, fromAt, toAt])).toEqual([
    ['ama', 0, 5_000],
    ['ben', 0, 5_000],
    ['ama', 5_040, 7_960],
    ['ben', 5_040, 7_960],
  ]);
});
