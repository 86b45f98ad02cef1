import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { joinUpdates } from '../../../server/board/update/update-join.ts';
import { emptyUpdate, readSoundUpdate } from '../../../server/board/update/sound-update.ts';
import { makeUpdates, mutate } from '../../support/fuzz-frames.ts';
import { seededChance } from '../../support/seeded-chance.ts';

const seed = 20_261_122;

/** As Yjs puts it: it drops a flag that says nothing where there are neighbours. */
const canonical = (updates: readonly Uint8Array[]): Uint8Array => Y.mergeUpdates([...updates, emptyUpdate]);

test('what is put together by its bytes says what Yjs would say', () => {
  const chance = seededChance(seed);
  console.info(`joined updates: seed ${seed}`);
  let joinedOnes = 0;
  for (let round = 0; round < 400; round++) {
    const people = [makeUpdates(chance, 40), makeUpdates(chance, 40)];
    const updates = people.flat().filter(() => chance() < 0.97);
    // In any order, some of them wrong in a way that went unnoticed, and some twice.
    if (round % 2 === 0) updates.sort(() => chance() - 0.5);
    if (round % 5 === 0) updates.push(...updates.slice(0, 2));
    if (round % 3 === 0) {
      const [one = emptyUpdate, other = emptyUpdate] = updates;
      for (let tries = 0; tries < 40; tries++) {
        const wrong = mutate(chance, one, other);
        if (readSoundUpdate(wrong) !== null) updates[0] = wrong;
      }
    }
    const joined = joinUpdates(updates);
    if (joined === null) continue;
    joinedOnes++;
    expect(canonical([joined]), `seed ${seed}, round ${round}`).toEqual(canonical(updates));
    expect(readSoundUpdate(joined)).not.toBeNull();
  }
  expect(joinedOnes).toBeGreaterThan(100);
});

test('what was missed in between stays a gap', () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const letter of 'abc') doc.getText('t').insert(0, letter);
  const [first = emptyUpdate, , third = emptyUpdate] = updates;
  expect(joinUpdates([third, first])).toEqual(canonical([first, third]));
});

test('words that come twice are not put in a row', () => {
  const doc = new Y.Doc();
  doc.getText('t').insert(0, 'abc');
  const update = Y.encodeStateAsUpdate(doc);
  expect(joinUpdates([update, update])).toBeNull();
});

test('what was collected as garbage goes along as it is', () => {
  const doc = new Y.Doc();
  const cards = doc.getMap<unknown>('cards');
  cards.set('card', new Y.Map([['text', new Y.Text('abc')]]));
  cards.delete('card');
  const checkpoint = Y.encodeStateAsUpdate(doc);
  let next = emptyUpdate;
  doc.on('update', (update: Uint8Array) => (next = update));
  cards.set('other', 1);
  const joined = joinUpdates([checkpoint, next]);
  expect(Y.decodeUpdate(checkpoint).structs.some((struct) => struct instanceof Y.GC)).toBe(true);
  expect(joined).toEqual(canonical([checkpoint, next]));
});
