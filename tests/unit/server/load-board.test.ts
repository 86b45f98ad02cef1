import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { CatchUp } from '../../../server/board/state/catch-up.ts';
import { loadBoard } from '../../../server/board/state/load-board.ts';
import { LongMerge } from '../../../server/board/state/long-merge.ts';
import { storedPlanOf } from '../../../server/board/state/stored-plan.ts';
import { toldBy, writeTogether } from '../../support/editing-history.ts';
import { propertyRun } from '../../support/property-seed.ts';
import { seededChance } from '../../support/seeded-chance.ts';

interface Stored {
  checkpoint: Uint8Array | null;
  plan: Uint8Array | null;
  tail: Uint8Array[];
}

const merger = new LongMerge();

async function load(stored: Stored) {
  const lines: object[] = [];
  const output = { error: (line: object) => lines.push(line) };
  const store = { load: () => Promise.resolve(stored) };
  const board = await loadBoard({ store, merger, output }, 'session');
  if (board === null) throw new Error('it is there');
  return { ...board, lines };
}

/** Reads the board as somebody who comes with what is in `doc`. */
async function comeTo(stored: Stored, doc = new Y.Doc()): Promise<Y.Doc> {
  const { state, logged } = await load(stored);
  expect(logged).toBe(stored.tail.length);
  const catchUp = new CatchUp(state, Y.encodeStateVector(doc));
  for (let done = false; !done;) {
    const { update, last } = catchUp.next();
    Y.applyUpdate(doc, update);
    done = last;
  }
  return doc;
}

test('a board is the same whether it is known what stands where in its checkpoint or not', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), async (seed, part) => {
      const { updates } = writeTogether(seededChance(seed), 3, 80);
      const folded = Math.ceil(updates.length * part);
      const early = new Y.Doc();
      for (const update of updates.slice(0, folded)) Y.applyUpdate(early, update);
      const checkpoint = Y.encodeStateAsUpdate(early);
      const tail = updates.slice(folded);
      const whole = new Y.Doc();
      for (const update of updates) Y.applyUpdate(whole, update);
      for (const plan of [storedPlanOf(checkpoint), null]) {
        expect(toldBy(await comeTo({ checkpoint, plan, tail }))).toEqual(toldBy(whole));
        const reader = new Y.Doc();
        for (const update of updates.slice(0, updates.length / 2)) Y.applyUpdate(reader, update);
        expect(toldBy(await comeTo({ checkpoint, plan, tail }, reader))).toEqual(toldBy(whole));
      }
    }),
    propertyRun('boards as they are loaded', 60),
  );
});

test('an entry that cannot be merged is left out and named, and the rest of the board is there', async () => {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, 'a goal');
  const checkpoint = Y.encodeStateAsUpdate(doc);
  let update: Uint8Array = new Uint8Array();
  doc.on('update', (bytes: Uint8Array) => (update = bytes));
  doc.getText('t').insert(6, ' of mine');
  const damaged = new Uint8Array([7, 7, 7]);
  for (const plan of [storedPlanOf(checkpoint), null]) {
    const stored = { checkpoint, plan, tail: [damaged, update] };
    expect((await comeTo(stored)).getText('t').toJSON()).toBe('a goal of mine');
    expect((await load(stored)).lines).toContainEqual({ session: 'session', bytes: damaged.length });
  }
});
