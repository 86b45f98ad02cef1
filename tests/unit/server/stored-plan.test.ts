import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { BoardIndex, planOf } from '../../../server/board/state/board-index.ts';
import { readStoredPlan, storedPlanOf } from '../../../server/board/state/stored-plan.ts';
import { writeTogether } from '../../support/editing-history.ts';
import { propertyRun } from '../../support/property-seed.ts';
import { seededChance } from '../../support/seeded-chance.ts';

const boards = fc
  .tuple(fc.nat(), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 150 }))
  .map(([seed, people, count]) => {
    const { updates } = writeTogether(seededChance(seed), people, count);
    const whole = new Y.Doc();
    for (const update of updates) Y.applyUpdate(whole, update);
    return Y.encodeStateAsUpdate(whole);
  });

test('a board opened with the plan that was stored beside it is the same as one that was walked through', () => {
  fc.assert(
    fc.property(boards, (board) => {
      const plan = readStoredPlan(storedPlanOf(board), board);
      expect(plan).toEqual(planOf(board));
      const index = new BoardIndex(board, plan);
      expect(index.deletions).toEqual(new BoardIndex(board).deletions);
    }),
    propertyRun('stored plans', 100),
  );
});

test('a plan is not believed when a bit of it or of its board is another one', () => {
  fc.assert(
    fc.property(boards, fc.boolean(), fc.nat(), fc.nat(7), (board, ofPlan, at, bit) => {
      const stored = storedPlanOf(board);
      const flipped = ofPlan ? stored : board;
      flipped[at % flipped.length]! ^= 1 << bit;
      expect(readStoredPlan(stored, board)).toBeNull();
    }),
    propertyRun('damaged plans', 200),
  );
});

test('a plan of another board, one that is cut off, and none are not believed', () => {
  const [one, other] = ['one', 'other'].map((text) => {
    const doc = new Y.Doc();
    doc.getText('t').insert(0, text);
    return Y.encodeStateAsUpdate(doc);
  }) as [Uint8Array, Uint8Array];
  const stored = storedPlanOf(one);
  expect(readStoredPlan(stored, other)).toBeNull();
  for (let length = 0; length < stored.length; length++)
    expect(readStoredPlan(stored.subarray(0, length), one)).toBeNull();
  // As a database hands it out: in the midst of other bytes.
  const among = new Uint8Array(stored.length + 20);
  among.set(stored, 7);
  expect(readStoredPlan(among.subarray(7, 7 + stored.length), one)).toEqual(planOf(one));
});
