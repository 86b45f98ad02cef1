import {
  addCard,
  addFrame,
  addLink,
  changeFrame,
  cardText,
  changeCard,
  moveItems,
  readBoard,
  removeItems,
  removeFrames,
  seedBoard,
  setReaction,
} from '#lib/crdt/board-doc.ts';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { aCard } from '../../support/cards.ts';

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
  moveItems(ama, { [card.id]: { x: 500, y: -20 } });
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
  moveItems(ama, { [card.id]: { x: 1, y: 2 } });
  moveItems(jonas, { [card.id]: { x: 3, y: 4 } });
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
  removeItems(ama, [card.id]);
  meet([ama, jonas]);
  for (const doc of [ama, jonas]) {
    expect(readBoard(doc)).toMatchObject({ cards: [{ id: 'card-000002' }], links: [] });
  }
});

test('three people react to a card at once, two of them alike: every one of them counts', () => {
  const docs = peers(3);
  const [ama, jonas, mei] = docs;
  if (!ama || !jonas || !mei) throw new Error('three peers were asked for');
  setReaction(ama, card.id, { user: 'ama', emoji: '👍', on: true });
  setReaction(jonas, card.id, { user: 'jonas', emoji: '👍', on: true });
  setReaction(mei, card.id, { user: 'mei', emoji: '❤️', on: true });
  meet(docs);
  setReaction(ama, card.id, { user: 'ama', emoji: '👍', on: false });
  meet(docs);
  for (const doc of docs) {
    expect(readBoard(doc).cards[0]?.reactions).toEqual([
      { user: 'mei', emoji: '❤️' },
      { user: 'jonas', emoji: '👍' },
    ]);
  }
});

test('one converts a card while the other sets what only its old kind shows: nothing is lost', () => {
  const [ama, jonas] = pair();
  changeCard(ama, card.id, { kind: 'action', owner: 'ama' });
  changeCard(jonas, card.id, { scale: 7, due: '2026-12-18' });
  meet([ama, jonas]);
  expect(readBoard(ama).cards[0]).toEqual({ ...card, kind: 'action', owner: 'ama', scale: 7, due: '2026-12-18' });
  changeCard(jonas, card.id, { kind: 'goal' });
  meet([ama, jonas]);
  expect(readBoard(ama).cards[0]).toMatchObject({ kind: 'goal', scale: 7, text: 'Speak last', author: 'ama' });
  expect(readBoard(ama)).toEqual(readBoard(jonas));
});

test('one renames a frame while the other makes it larger and a third takes it away before they meet: it is gone', () => {
  const docs = peers(3);
  const [ama, jonas, mei] = docs;
  if (!ama || !jonas || !mei) throw new Error('three peers were asked for');
  const frame = { id: 'frame-0001', title: 'Ideas', at: { x: 0, y: 0 }, size: { width: 400, height: 300 } };
  addFrame(ama, { ...frame, step: null, turn: null, locked: false, group: null });
  meet(docs);
  changeFrame(ama, frame.id, { title: 'Options' });
  changeFrame(jonas, frame.id, { size: { width: 600, height: 300 } });
  meet([ama, jonas]);
  expect(readBoard(ama).frames).toMatchObject([{ title: 'Options', size: { width: 600, height: 300 } }]);
  removeFrames(mei, [frame.id]);
  meet(docs);
  for (const doc of docs) expect(readBoard(doc).frames).toEqual([]);
});
