import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { BoardState } from '../../server/board/state/board-state.ts';
import { CatchUp } from '../../server/board/state/catch-up.ts';
import { fanIn, mergeTree } from '../../server/board/update/merge.ts';
import { readSoundUpdate } from '../../server/board/update/sound-update.ts';
import { propertyRun } from '../support/property-seed.ts';

const none = (): void => {
  throw new Error('nothing may be left out');
};

/** Three people who write, delete and now and then hear of each other; every update in the order of its making. */
function history(steps: readonly (readonly [who: number, act: number, at: number])[]): {
  updates: Uint8Array[];
  whole: Y.Doc;
} {
  const docs = [1, 2, 3].map((client) => {
    const doc = new Y.Doc();
    doc.clientID = client;
    return doc;
  });
  const updates: Uint8Array[] = [];
  for (const doc of docs) doc.on('update', (update: Uint8Array, origin) => origin === 'peer' || updates.push(update));
  for (const [who, act, at] of steps) {
    const doc = docs[who % 3];
    const other = docs[(who + 1) % 3];
    if (!doc || !other) continue;
    const text = doc.getText('t');
    if (act % 4 === 0) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'peer');
    else if (act % 4 === 1 && text.length > 0) text.delete(at % text.length, 1);
    else if (act % 4 === 2) doc.getMap('m').set(`k${at % 5}`, at);
    else text.insert(at % (text.length + 1), String.fromCharCode(97 + (at % 26)).repeat(1 + (at % 3)));
  }
  const whole = new Y.Doc();
  for (const update of updates) Y.applyUpdate(whole, update);
  return { updates, whole };
}

const steps = fc.array(fc.tuple(fc.nat(2), fc.nat(3), fc.nat(1000)), { maxLength: 250, size: 'max' });

function read(update: Uint8Array): unknown {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return { text: doc.getText('t').toJSON(), map: doc.getMap('m').toJSON() };
}

const readDoc = (doc: Y.Doc): unknown => ({ text: doc.getText('t').toJSON(), map: doc.getMap('m').toJSON() });

test('merged bytes say what a document would, in whatever order the updates came and whenever they are asked for', () => {
  fc.assert(
    fc.property(steps, fc.array(fc.nat(), { maxLength: 250, size: 'max' }), fc.nat(100), (made, order, askEvery) => {
      const { updates, whole } = history(made);
      const shuffled = updates.map((update, at) => [order[at] ?? at, update] as const).sort(([a], [b]) => a - b);
      const state = new BoardState({ checkpoint: null, tail: [] }, none);
      shuffled.forEach(([, update], nth) => {
        state.add(update);
        if (askEvery > 0 && nth % askEvery === 0) state.stateVector();
      });
      expect(read(state.merged())).toEqual(readDoc(whole));
      expect(Y.decodeStateVector(state.stateVector())).toEqual(Y.decodeStateVector(Y.encodeStateVector(whole)));
    }),
    propertyRun('merged state', 150),
  );
});

test('somebody who has seen a part gets exactly the rest', () => {
  fc.assert(
    fc.property(steps, fc.nat(250), (made, seen) => {
      const { updates, whole } = history(made);
      const reader = new Y.Doc();
      for (const update of updates.slice(0, seen)) Y.applyUpdate(reader, update);
      const state = new BoardState({ checkpoint: null, tail: updates }, none);
      Y.applyUpdate(reader, new CatchUp(state, Y.encodeStateVector(reader)).next().update);
      expect(readDoc(reader)).toEqual(readDoc(whole));
    }),
    propertyRun('the missing part', 150),
  );
});

test('what is here is known to be here, and what is new is not', () => {
  fc.assert(
    fc.property(steps, fc.nat(250), (made, seen) => {
      const { updates, whole } = history(made);
      const part = new BoardState({ checkpoint: null, tail: updates.slice(0, seen) }, none);
      for (const update of updates.slice(0, seen)) {
        const known = readSoundUpdate(update);
        expect(known && part.holds(known.content)).toBe(true);
      }
      const everything = readSoundUpdate(Y.encodeStateAsUpdate(whole));
      if (everything && part.holds(everything.content)) expect(read(part.merged())).toEqual(readDoc(whole));
    }),
    propertyRun('what is known', 100),
  );
});

test('20,000 edits are merged in a fraction of the time that a flat merge takes', () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let nth = 0; nth < 20_000; nth++) doc.getText('t').insert(nth, 'x');
  const few = updates.slice(0, 2_000);
  let since = performance.now();
  Y.mergeUpdates(few);
  const flatForATenth = performance.now() - since;
  since = performance.now();
  const merged = mergeTree(updates, none);
  expect(performance.now() - since).toBeLessThan(10 * flatForATenth);
  expect(read(merged)).toEqual(readDoc(doc));
});

test('an update that cannot be merged is found and left out; the rest stays', () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (let nth = 0; nth < fanIn * 3; nth++) doc.getText('t').insert(nth, 'x');
  const poison = new Uint8Array([1, 1, 5, 0, 200]);
  updates.splice(70, 0, poison);
  const leftOut: Uint8Array[] = [];
  const merged = mergeTree(updates, (update) => leftOut.push(update));
  expect(leftOut).toEqual([poison]);
  expect(read(merged)).toEqual(readDoc(doc));
});

test('of updates with wrong bytes, none that is accepted makes merging throw', () => {
  const { updates } = history(Array.from({ length: 120 }, (_, nth) => [nth, nth % 4, nth * 7] as const));
  const base = Y.mergeUpdates(updates);
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.nat(updates.length - 1),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4, size: 'max' }),
      (which, wrong) => {
        const mutated = new Uint8Array(updates[which] ?? []);
        for (const [at, value] of wrong) mutated[at % mutated.length] = value;
        if (readSoundUpdate(mutated) === null) return;
        accepted++;
        const leftOut: Uint8Array[] = [];
        const state = new BoardState({ checkpoint: null, tail: [base] }, (update) => leftOut.push(update));
        state.add(mutated);
        state.merged();
        state.stateVector();
        expect(leftOut).toEqual([]);
      },
    ),
    propertyRun('mutated updates', 3_000),
  );
  expect(accepted).toBeGreaterThan(0);
});
