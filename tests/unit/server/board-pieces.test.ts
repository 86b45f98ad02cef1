import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { BoardIndex } from '../../../server/board/state/board-index.ts';
import { stateVectorOf } from '../../../server/board/state/board-layers.ts';
import { BoardState } from '../../../server/board/state/board-state.ts';
import { CatchUp } from '../../../server/board/state/catch-up.ts';
import { propertyRun } from '../../support/property-seed.ts';

const none = (): void => {
  throw new Error('nothing may be left out');
};

type Step = readonly [who: number, act: number, at: number];
const steps = fc.array(fc.tuple(fc.nat(2), fc.nat(9), fc.nat(1000)), { minLength: 1, maxLength: 120, size: 'max' });

/** Three people who write everything that Yjs can hold, delete, and now and then hear of each other. */
function history(made: readonly Step[], keepDeleted = false): { updates: Uint8Array[]; whole: Y.Doc } {
  const docs = [700, 1, 90_000].map((client) => {
    const doc = new Y.Doc({ gc: !keepDeleted });
    doc.clientID = client;
    return doc;
  });
  const updates: Uint8Array[] = [];
  for (const doc of docs) doc.on('update', (update: Uint8Array, origin) => origin === 'peer' || updates.push(update));
  for (const [who, act, at] of made) {
    const doc = docs[who];
    const other = docs[(who + 1 + (at % 2)) % 3];
    if (doc && other) perform(doc, other, act, at);
  }
  const whole = new Y.Doc({ gc: !keepDeleted });
  for (const update of updates) Y.applyUpdate(whole, update);
  return { updates, whole };
}

function perform(doc: Y.Doc, other: Y.Doc, act: number, at: number): void {
  const text = doc.getText('t');
  const map = doc.getMap('m');
  switch (act) {
    case 0:
      return Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'peer');
    case 1:
      return text.length > 0 ? text.delete(at % text.length, 1) : undefined;
    case 2:
      map.set(`k${at % 5}`, [at, -at * 1e12, at / 3, null, undefined, true, { a: 'ö', b: [1n, 'x'] }]);
      return;
    case 3:
      return text.insertEmbed(at % (text.length + 1), { image: 'é' });
    case 4:
      return text.length > 0 ? text.format(at % text.length, 1, { bold: at % 2 === 0 }) : undefined;
    case 5:
      map.set(`inner${at % 3}`, new Y.Text('😀 grün'));
      return;
    case 6:
      map.set('bytes', new Uint8Array([at % 256, 1, 2]));
      return;
    case 7:
      doc.getXmlFragment('x').insert(0, [new Y.XmlElement('p'), new Y.XmlText('ß')]);
      return;
    case 8:
      doc.getArray('a').insert(0, [at, 'two', { three: at / 7 }]);
      return;
    default:
      text.insert(at % (text.length + 1), '字😀é'.slice(0, 1 + (at % 4)));
  }
}

function piecesFor(source: BoardState, stateVector: Uint8Array, limit: number): Uint8Array[] {
  const catchUp = new CatchUp(source, stateVector, { limit });
  const pieces: Uint8Array[] = [];
  for (;;) {
    const { update, last } = catchUp.next();
    pieces.push(update);
    if (last) return pieces;
    if (pieces.length > 2_000) throw new Error('the pieces never end');
  }
}

const vectorOf = (doc: Y.Doc): Map<number, number> => Y.decodeStateVector(Y.encodeStateVector(doc));

const unmerged = ({ structs, ds }: ReturnType<typeof Y.decodeUpdate>): unknown => ({
  structs: structs.map(({ id, length, constructor }) => [id.client, id.clock, length, constructor.name]).sort(),
  deleted: [...ds.clients].map(([client, ranges]) => [client, ranges]),
});

test('B34: in one piece, whoever has a part gets exactly the structs that they lack, and all deletions', () => {
  fc.assert(
    fc.property(steps, fc.nat(100), fc.boolean(), (made, seen, keepDeleted) => {
      const { updates, whole } = history(made, keepDeleted);
      const reader = new Y.Doc();
      for (const update of updates.slice(0, (updates.length * seen) / 100)) Y.applyUpdate(reader, update);
      const state = new BoardState({ checkpoint: Y.encodeStateAsUpdate(whole), tail: [] }, none);
      const stateVector = Y.encodeStateVector(reader);
      const [only, ...others] = piecesFor(state, stateVector, 1_000_000);
      expect(others).toEqual([]);
      expect(unmerged(Y.decodeUpdate(only!))).toEqual(
        unmerged(Y.decodeUpdate(Y.diffUpdate(state.merged(), stateVector))),
      );
    }),
    propertyRun('an answer in one piece', 60),
  );
});

test('B34: whoever has said what they know to be deleted is told exactly of the rest, however finely it is cut', () => {
  fc.assert(
    fc.property(steps, fc.nat(100), fc.integer({ min: 1, max: 400 }), (made, seen, limit) => {
      const { updates, whole } = history(made);
      const reader = new Y.Doc();
      for (const update of updates.slice(0, (updates.length * seen) / 100)) Y.applyUpdate(reader, update);
      fc.pre(reader.store.pendingStructs === null && whole.store.pendingStructs === null);
      const state = new BoardState({ checkpoint: null, tail: updates }, none);
      const stateVector = Y.encodeStateVector(reader);
      const known = Y.snapshot(reader).ds;
      const catchUp = new CatchUp(state, stateVector, { deleted: known, limit });
      for (let done = false; !done;) {
        const { update, last } = catchUp.next();
        for (const [client, ranges] of Y.decodeUpdate(update).ds.clients)
          for (const { clock, len } of ranges)
            for (const other of known.clients.get(client) ?? [])
              expect(other.clock >= clock + len || other.clock + other.len <= clock).toBe(true);
        Y.applyUpdate(reader, update);
        done = last;
      }
      expect(Y.equalSnapshots(Y.snapshot(reader), Y.snapshot(whole))).toBe(true);
      expect(reader.getMap('m').toJSON()).toEqual(whole.getMap('m').toJSON());
    }),
    propertyRun('an answer to somebody who knows some deletions', 60),
  );
});

test('B18: however finely it is cut, every piece can be used as soon as it is there, and together they are the board', () => {
  fc.assert(
    fc.property(steps, fc.nat(100), fc.integer({ min: 1, max: 400 }), (made, seen, limit) => {
      const { updates, whole } = history(made);
      const reader = new Y.Doc();
      for (const update of updates.slice(0, (updates.length * seen) / 100)) Y.applyUpdate(reader, update);
      // Somebody who heard of things in another order than they came about keeps some of them for later: not our doing.
      fc.pre(reader.store.pendingStructs === null && whole.store.pendingStructs === null);
      const state = new BoardState({ checkpoint: null, tail: updates }, none);
      for (const piece of piecesFor(state, Y.encodeStateVector(reader), limit)) {
        Y.applyUpdate(reader, piece);
        expect(reader.store.pendingStructs).toBeNull();
      }
      expect(reader.store.pendingDs).toBeNull();
      expect(vectorOf(reader)).toEqual(vectorOf(whole));
      expect(Y.equalSnapshots(Y.snapshot(reader), Y.snapshot(whole))).toBe(true);
      expect(reader.getText('t').toDelta()).toEqual(whole.getText('t').toDelta());
      expect(reader.getMap('m').toJSON()).toEqual(whole.getMap('m').toJSON());
    }),
    propertyRun('an answer in pieces', 60),
  );
});

test('B18: what is written and deleted while the pieces go out is part of them', () => {
  fc.assert(
    fc.property(steps, steps, fc.integer({ min: 1, max: 200 }), (made, later, limit) => {
      const { updates, whole } = history([...made, ...later].slice(-120));
      const state = new BoardState({ checkpoint: null, tail: [] }, none);
      const before = Math.floor(updates.length / 2);
      for (const update of updates.slice(0, before)) state.add(update);
      const reader = new Y.Doc();
      const catchUp = new CatchUp(state, new Uint8Array([0]), { limit });
      const meanwhile = updates.slice(before);
      for (let done = false; !done;) {
        const { update, last } = catchUp.next();
        Y.applyUpdate(reader, update);
        const next = meanwhile.shift();
        if (next) state.add(next);
        // What comes after the last piece goes to the reader by itself.
        done = last && next === undefined;
        if (last && next) {
          Y.applyUpdate(reader, next);
          for (const rest of meanwhile.splice(0)) Y.applyUpdate(reader, rest);
          done = true;
        }
      }
      expect(Y.equalSnapshots(Y.snapshot(reader), Y.snapshot(whole))).toBe(true);
      expect(reader.getMap('m').toJSON()).toEqual(whole.getMap('m').toJSON());
    }),
    propertyRun('pieces while people write', 40),
  );
});

test('the index knows what is here without a gap, as Yjs does', () => {
  fc.assert(
    fc.property(steps, fc.array(fc.nat(149), { maxLength: 20 }), (made, lost) => {
      const { updates } = history(made);
      const merged = Y.mergeUpdates([...updates.filter((_, nth) => !lost.includes(nth)), new Uint8Array([0, 0])]);
      const index = new BoardIndex(merged);
      expect(Y.decodeStateVector(stateVectorOf([index]))).toEqual(
        Y.decodeStateVector(Y.encodeStateVectorFromUpdate(merged)),
      );
      const reader = new Y.Doc();
      const whole = new Y.Doc();
      const state = new BoardState({ checkpoint: merged, tail: [] }, none);
      for (const piece of piecesFor(state, new Uint8Array([0]), 50)) Y.applyUpdate(reader, piece);
      Y.applyUpdate(whole, merged);
      expect(Y.decodeStateVector(Y.encodeStateVector(reader))).toEqual(vectorOf(whole));
      expect(reader.getMap('m').toJSON()).toEqual(whole.getMap('m').toJSON());
    }),
    propertyRun('an index of a board with gaps', 60),
  );
});
