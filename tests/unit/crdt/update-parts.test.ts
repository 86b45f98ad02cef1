import { addCard, cardText, readBoard, removeItems } from '#lib/crdt/board-doc.ts';
import { updateParts } from '#lib/crdt/update-parts.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readSoundUpdate } from '../../../server/board/update/sound-update.ts';
import { aCard } from '../../support/cards.ts';
import { propertyRun } from '../../support/property-seed.ts';

const idOf = (card: number): string => `card-00000${card}`;

const deed = fc.oneof(
  fc.record({ type: fc.constant('add' as const), card: fc.nat(8), text: fc.string({ maxLength: 300 }) }),
  fc.record({
    type: fc.constant('write' as const),
    card: fc.nat(8),
    text: fc.string({ unit: 'grapheme', maxLength: 40 }),
  }),
  fc.record({ type: fc.constant('cut' as const), card: fc.nat(8), at: fc.nat(20) }),
  fc.record({ type: fc.constant('remove' as const), card: fc.nat(8) }),
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

function carryOut(doc: Y.Doc, step: Deed): void {
  const id = idOf(step.card);
  const text = cardText(doc, id);
  switch (step.type) {
    case 'add':
      addCard(doc, aCard({ id, text: step.text }));
      return;
    case 'write':
      text?.insert(0, step.text);
      return;
    case 'cut':
      if (text !== null && text.length > step.at) text.delete(step.at, 1);
      return;
    case 'remove':
      removeItems(doc, [id]);
  }
}

/** Several pages of one person, each of which went on from what the one before left behind. */
function written(pages: Deed[][]): Y.Doc {
  let doc = new Y.Doc();
  pages.forEach((deeds, page) => {
    const next = new Y.Doc();
    next.clientID = 1_000 - page * 7;
    Y.applyUpdate(next, Y.encodeStateAsUpdate(doc));
    doc = next;
    for (const step of deeds) carryOut(doc, step);
  });
  return doc;
}

test('the parts of an update, applied in order, say what the whole says', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(deed, { maxLength: 30 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 40, max: 2_000 }),
      (pages, limit) => {
        const whole = written(pages);
        const update = Y.encodeStateAsUpdate(whole);
        const parts = updateParts(update, limit);
        const rebuilt = new Y.Doc();
        for (const part of parts) {
          expect(readSoundUpdate(part)).not.toBeNull();
          Y.applyUpdate(rebuilt, part);
        }
        expect(readBoard(rebuilt)).toEqual(readBoard(whole));
        expect(Y.encodeStateAsUpdate(rebuilt)).toEqual(update);
      },
    ),
    propertyRun('parts of updates', 300),
  );
});

test('what a server lacks after a day offline comes in parts that it takes', () => {
  const server = new Y.Doc();
  addCard(server, aCard({ id: idOf(0), text: 'Before' }));
  const mine = new Y.Doc();
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(server));
  cardText(mine, idOf(0))?.insert(6, ' and after');
  for (let card = 1; card < 9; card += 1) addCard(mine, aCard({ id: idOf(card), text: 'x'.repeat(5_000) }));
  const missing = Y.encodeStateAsUpdate(mine, Y.encodeStateVector(server));
  const parts = updateParts(missing, 8_000);
  expect(parts.length).toBeGreaterThan(5);
  for (const part of parts) {
    expect(part.length).toBeLessThanOrEqual(8_000);
    Y.applyUpdate(server, part);
  }
  expect(readBoard(server)).toEqual(readBoard(mine));
});

test('a small update stays in one part', () => {
  const doc = written([[{ type: 'add', card: 1, text: 'Speak last' }]]);
  expect(updateParts(Y.encodeStateAsUpdate(doc), 100_000)).toEqual([Y.encodeStateAsUpdate(doc)]);
});
