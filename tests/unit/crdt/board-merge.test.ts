import type { CardColour, Point } from '#lib/domain/card.ts';
import {
  addCard,
  addLink,
  cardText,
  changeCard,
  moveCards,
  readBoard,
  removeCards,
  seedBoard,
} from '#lib/crdt/board-doc.ts';
import { createBoardUndo } from '#lib/crdt/board-undo.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { aCard } from '../../support/cards.ts';
import { propertyRun } from '../../support/property-seed.ts';

const card = aCard({ id: 'card-000001', kind: 'goal', text: 'Speak last', author: 'ama' });

/** Two peers with the same board, away from each other until they meet. */
function peers(count = 2): Y.Doc[] {
  const seed = seedBoard([], [card]);
  return Array.from({ length: count }, () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, seed);
    return doc;
  });
}

function meet(docs: Y.Doc[]): void {
  const updates = docs.map((doc) => Y.encodeStateAsUpdate(doc));
  for (const doc of docs) for (const update of updates) Y.applyUpdate(doc, update, 'peer');
}

function pair(): [Y.Doc, Y.Doc] {
  const [ama, jonas] = peers();
  if (ama === undefined || jonas === undefined) throw new Error('two peers were asked for');
  return [ama, jonas];
}

test('one moves a card while the other writes in it and a third colours it: all of it holds', () => {
  const docs = peers(3);
  const [ama, jonas, mei] = docs;
  if (!ama || !jonas || !mei) throw new Error('three peers were asked for');
  moveCards(ama, { [card.id]: { x: 500, y: -20 } });
  cardText(jonas, card.id)?.insert(10, ' in the meeting');
  changeCard(mei, card.id, { colour: 'voice-4' });
  meet(docs);
  for (const doc of docs) {
    expect(readBoard(doc).cards).toEqual([
      { ...card, at: { x: 500, y: -20 }, text: 'Speak last in the meeting', colour: 'voice-4' },
    ]);
  }
});

test('both write in one card at the same time and keep every letter', () => {
  const [ama, jonas] = pair();
  cardText(ama, card.id)?.insert(0, 'I will ');
  cardText(jonas, card.id)?.insert(10, ', always');
  meet([ama, jonas]);
  expect(readBoard(ama)).toEqual(readBoard(jonas));
  expect(readBoard(ama).cards[0]?.text).toBe('I will Speak last, always');
});

test('both move a card at the same time: it lies where one of them put it, for both', () => {
  const [ama, jonas] = pair();
  moveCards(ama, { [card.id]: { x: 1, y: 2 } });
  moveCards(jonas, { [card.id]: { x: 3, y: 4 } });
  meet([ama, jonas]);
  expect([
    { x: 1, y: 2 },
    { x: 3, y: 4 },
  ]).toContainEqual(readBoard(ama).cards[0]?.at);
  expect(readBoard(ama)).toEqual(readBoard(jonas));
});

test('one removes a card to which the other draws a link: no link leads nowhere', () => {
  const [ama, jonas] = pair();
  addCard(jonas, aCard({ id: 'card-000002' }));
  addLink(jonas, { id: 'link-000001', from: 'card-000002', to: card.id });
  removeCards(ama, [card.id]);
  meet([ama, jonas]);
  for (const doc of [ama, jonas]) {
    expect(readBoard(doc)).toMatchObject({ cards: [{ id: 'card-000002' }], links: [] });
  }
});

type Act = { who: number } & (
  | { type: 'add' | 'remove' | 'undo' | 'redo' | 'pause'; card: number }
  | { type: 'move'; card: number; at: Point }
  | { type: 'write'; card: number; place: number; length: number }
  | { type: 'cut'; card: number; place: number }
  | { type: 'colour'; card: number; colour: CardColour }
  | { type: 'link'; card: number; to: number }
  | { type: 'meet' }
);

const acts = fc.array(
  fc
    .tuple(
      fc.nat(2),
      fc.oneof(
        fc.record({ type: fc.constantFrom('add' as const, 'remove' as const, 'pause' as const), card: fc.nat(5) }),
        fc.record({ type: fc.constantFrom('undo' as const, 'redo' as const), card: fc.constant(0) }),
        fc.record({
          type: fc.constant('move' as const),
          card: fc.nat(5),
          at: fc.record({ x: fc.integer(), y: fc.integer() }),
        }),
        fc.record({
          type: fc.constant('write' as const),
          card: fc.nat(5),
          place: fc.nat(20),
          length: fc.integer({ min: 1, max: 5 }),
        }),
        fc.record({ type: fc.constant('cut' as const), card: fc.nat(5), place: fc.nat(20) }),
        fc.record({
          type: fc.constant('colour' as const),
          card: fc.nat(5),
          colour: fc.constantFrom('kind' as const, 'voice-1' as const, 'voice-2' as const),
        }),
        fc.record({ type: fc.constant('link' as const), card: fc.nat(5), to: fc.nat(5) }),
        fc.record({ type: fc.constant('meet' as const) }),
      ),
    )
    .map(([who, act]): Act => ({ ...act, who })),
  { maxLength: 60, size: 'max' },
);

/** Cards 0 and 1 can be made by the first peer, 2 and 3 by the second, 4 and 5 by the third: as with real ids, none by two. */
const idOf = (card: number): string => `card-made-${card}`;
const letters = ['a', 'j', 'm'];

/** The letters on the board that others than this peer wrote. */
function lettersOfOthers(doc: Y.Doc, who: number): number {
  const texts = readBoard(doc).cards.map(({ text }) => text);
  return Array.from(texts.join('')).filter((letter) => letters.includes(letter) && letter !== letters[who]).length;
}

test('three peers who edit, undo and redo apart come to the same valid board, and undo takes nothing from others', () => {
  fc.assert(
    fc.property(acts, (list) => {
      const docs = peers(3);
      const undos = docs.map((doc) => createBoardUndo(doc, doc));
      for (const act of list) {
        const doc = docs[act.who];
        const undo = undos[act.who];
        if (!doc || !undo) throw new Error('three peers were asked for');
        switch (act.type) {
          case 'add':
            addCard(doc, aCard({ id: idOf(act.who * 2 + (act.card % 2)), text: 'NEW' }), doc);
            break;
          case 'remove':
            removeCards(doc, [idOf(act.card)], doc);
            break;
          case 'undo': {
            const others = lettersOfOthers(doc, act.who);
            undo.undo();
            expect(lettersOfOthers(doc, act.who), 'undo takes nothing from others').toBeGreaterThanOrEqual(others);
            break;
          }
          case 'redo':
            undo.redo();
            break;
          case 'pause':
            undo.stopCapturing();
            break;
          case 'move':
            moveCards(doc, { [idOf(act.card)]: act.at }, doc);
            break;
          case 'write': {
            const text = cardText(doc, idOf(act.card));
            doc.transact(
              () => text?.insert(Math.min(act.place, text.length), letters[act.who]?.repeat(act.length) ?? ''),
              doc,
            );
            break;
          }
          case 'cut': {
            const text = cardText(doc, idOf(act.card));
            if (text && text.length > act.place) doc.transact(() => text.delete(act.place, 1), doc);
            break;
          }
          case 'colour':
            changeCard(doc, idOf(act.card), { colour: act.colour }, doc);
            break;
          case 'link':
            addLink(doc, { id: `link-00000${act.card}`, from: idOf(act.card), to: idOf(act.to) }, doc);
            break;
          case 'meet':
            meet(docs);
        }
      }
      meet(docs);
      const [first, ...rest] = docs.map(readBoard);
      for (const board of rest) expect(board).toEqual(first);
      const kept = docs.map((doc) => [...doc.getMap('cards').keys()].length);
      expect(
        kept.every((count) => count === first?.cards.length),
        'no broken card is left in the document',
      ).toBe(true);
    }),
    propertyRun('three peers converge', 400),
  );
});
