import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { gistOfPlain } from '../../../server/board/update/plain-update.ts';
import { gistOfDecoded } from '../../../server/board/update/sound-update.ts';
import { makeUpdates, mutate } from '../../support/fuzz-frames.ts';
import { seededChance } from '../../support/seeded-chance.ts';

const seed = 20_261_122;

test('what is taken at a glance is what Yjs reads, and is refused by nothing that decoding would have shown', () => {
  const chance = seededChance(seed);
  console.info(`glances at updates: seed ${seed}`);
  let taken = 0;
  let refused = 0;
  for (let round = 0; round < 150; round++) {
    const updates = makeUpdates(chance, 60);
    const other = updates[0] ?? new Uint8Array();
    for (let nth = 0; nth < 300; nth++) {
      const sound = updates[nth % updates.length] ?? other;
      const bytes = nth < updates.length ? sound : mutate(chance, sound, other);
      const glance = gistOfPlain(bytes);
      const decoded = gistOfDecoded(bytes);
      if (decoded === null) refused++;
      if (glance === null) continue;
      taken++;
      expect(glance, `${Buffer.from(bytes).toString('hex')} (seed ${seed})`).toEqual(decoded);
    }
  }
  // Both happen often enough for this to say something.
  expect(taken).toBeGreaterThan(10_000);
  expect(refused).toBeGreaterThan(10_000);
});

test('what people write all day is read at a glance', () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const card = new Y.Map<unknown>();
  const text = new Y.Text();
  doc.transact(() => {
    card.set('at', [12.5, -300]);
    card.set('text', text);
    card.set('confidence', 7);
    doc.getMap('cards').set('card', card);
  });
  text.insert(0, 'Ünï 🦉 日本');
  text.insert(0, 'x');
  text.delete(1, 3);
  card.set('at', [0, 1]);
  doc.getMap('cards').delete('card');
  expect(updates).toHaveLength(6);
  expect(updates.map((update) => gistOfPlain(update))).toEqual(updates.map((update) => gistOfDecoded(update)));
  expect(updates.every((update) => gistOfPlain(update) !== null)).toBe(true);
});
