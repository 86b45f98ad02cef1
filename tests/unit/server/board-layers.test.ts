/** A large board: what was written lately is a layer of its own, and is merged into the rest somewhere else. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { BoardIndex } from '../../../server/board/state/board-index.ts';
import { BoardState, type StoredBoard } from '../../../server/board/state/board-state.ts';
import { CatchUp } from '../../../server/board/state/catch-up.ts';
import { mergeTree } from '../../../server/board/update/merge.ts';
import { readSoundUpdate, type SoundUpdate } from '../../../server/board/update/sound-update.ts';
import { toldBy, writeTogether } from '../../support/editing-history.ts';
import { workMs } from '../../support/longest-turn.ts';
import { propertyRun } from '../../support/property-seed.ts';
import { seededChance } from '../../support/seeded-chance.ts';

const none = (): void => {
  throw new Error('nothing may be left out');
};

/** However small, this board is a large one. */
const largeFrom = { atOnce: 0, elsewhere: 1 };

const mergeNow = ({ checkpoint, tail }: StoredBoard): BoardIndex =>
  new BoardIndex(mergeTree([...(checkpoint ? [checkpoint] : []), ...tail], none));

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** All that is asked of a board while people write on it, in an order of chance. `late`: one in so many updates comes late. */
async function askAround(seed: number, late: number): Promise<void> {
  const chance = seededChance(seed);
  const { updates: made } = writeTogether(chance, 3, 60);
  const held: Uint8Array[] = [];
  const updates = made.filter((update) => chance() * late > 1 || held.push(update) === 0);
  const arriving = [...updates, ...held];
  const known = Math.floor(chance() * arriving.length * 0.7);
  const state = new BoardState({ checkpoint: mergeTree(arriving.slice(0, known), none), tail: [] }, none, largeFrom);
  const reader = new Y.Doc();
  const has = chance() < 0.3 ? 0 : Math.floor(chance() * arriving.length);
  for (const update of arriving.slice(0, has)) Y.applyUpdate(reader, update);
  const heard: Uint8Array[] = [];
  let catchUp: CatchUp | null = new CatchUp(state, Y.encodeStateVector(reader), {
    limit: chance() < 0.3 ? 1_000_000 : 1 + Math.floor(chance() * 200),
  });
  const merging: (() => void)[] = [];
  for (let at = known; at < arriving.length || catchUp !== null || merging.length > 0;) {
    const dice = chance();
    const update = arriving[at];
    if (dice < 0.4 && update) {
      at++;
      // Whoever is behind gets what is written as part of the rest, everybody else at once.
      if (catchUp === null) heard.push(update);
      state.add(update);
    } else if (dice < 0.8) {
      const piece = catchUp?.next();
      if (piece) heard.push(piece.update);
      if (piece?.last === true) catchUp = null;
    } else if (dice < 0.9) {
      if (merging.length > 0) merging.pop()?.();
      else if (state.isHeavy)
        void state.mergeElsewhere(async (board) => {
          const merged = mergeNow(board);
          await new Promise<void>((resolve) => merging.push(resolve));
          return merged;
        });
      await settle();
    } else if (at > 0 && late === Infinity) {
      expect(state.holds(contentOf(arriving[Math.floor(chance() * at)]).content)).toBe(true);
    }
  }
  for (const update of heard) Y.applyUpdate(reader, update);
  const whole = new Y.Doc();
  for (const update of arriving) Y.applyUpdate(whole, update);
  expect(toldBy(reader)).toEqual(toldBy(whole));
  const merged = new Y.Doc();
  Y.applyUpdate(merged, state.merged());
  expect(toldBy(merged)).toEqual(toldBy(whole));
}

function contentOf(update: Uint8Array | undefined): SoundUpdate {
  const sound = update && readSoundUpdate(update);
  if (!sound) throw new Error('what Yjs writes is sound');
  return sound;
}

test('whoever catches up with a large board gets all of it, while people write and layers are merged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), (seed) => askAround(seed, Infinity)),
    propertyRun('a board in layers', 150),
  );
});

test('so they do when words come before those that they stand on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), (seed) => askAround(seed, 5)),
    propertyRun('a board in layers with gaps', 150),
  );
});

test('a large board answers after an edit without reading all of it', () => {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (let nth = 0; nth < 200_000; nth++) doc.getText('t').insert(nth % 2 === 0 ? 0 : doc.getText('t').length, 'x');
  });
  const checkpoint = Y.encodeStateAsUpdate(doc);
  const known = Y.encodeStateVector(doc);
  const state = new BoardState({ checkpoint, tail: [] }, none);
  doc.on('update', (update: Uint8Array) => state.add(update));
  doc.getText('t').insert(5, 'new');
  const readingMs = work(() => Y.decodeUpdate(checkpoint));
  const answeringMs = work(() => {
    expect(state.stateVector()).toEqual(Y.encodeStateVector(doc));
    const { update, last } = new CatchUp(state, known).next();
    expect([update.length < 100, last]).toEqual([true, true]);
  });
  expect(answeringMs).toBeLessThan(readingMs / 5);
});

test('a newcomer to a large board is told nothing twice of what somebody goes on writing', () => {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, 'the beginning');
  const state = new BoardState({ checkpoint: Y.encodeStateAsUpdate(doc), tail: [] }, none, largeFrom);
  doc.on('update', (update: Uint8Array) => state.add(update));
  doc.getText('t').insert(13, ' and a middle that is long enough to be seen in the size of a piece');
  const catchUp = new CatchUp(state, Y.encodeStateVector(new Y.Doc()));
  const told = [catchUp.next()];
  doc.getText('t').insert(5, '!');
  told.push(catchUp.next(), catchUp.next());
  expect(told.map(({ last }) => last)).toEqual([false, false, true]);
  expect(told[2]?.update.length).toBeLessThan(40);
});

test('what cannot be merged elsewhere stays, and is not tried again for every word', async () => {
  const { updates } = writeTogether(seededChance(3), 2, 40);
  const state = new BoardState({ checkpoint: mergeTree(updates.slice(0, 20), none), tail: [] }, none, largeFrom);
  for (const update of updates.slice(20, 39)) state.add(update);
  expect(state.isHeavy).toBe(true);
  await expect(state.mergeElsewhere(() => Promise.reject(new Error('the thread ended')))).rejects.toThrow('ended');
  state.add(updates[39] ?? new Uint8Array());
  expect(state.isHeavy).toBe(false);
  const [merged, whole] = [new Y.Doc(), new Y.Doc()];
  Y.applyUpdate(merged, state.merged());
  for (const update of updates) Y.applyUpdate(whole, update);
  expect(toldBy(merged)).toEqual(toldBy(whole));
});

/** Milliseconds of this thread's own processor time. */
function work(what: () => unknown): number {
  const before = workMs();
  what();
  return workMs() - before;
}
