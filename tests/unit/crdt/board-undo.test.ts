import {
  addCard,
  addLink,
  cardText,
  changeCard,
  moveItems,
  readBoard,
  removeItems,
  seedBoard,
} from '#lib/crdt/board-doc.ts';
import { createBoardUndo } from '#lib/crdt/board-undo.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { aCard } from '../../support/cards.ts';

const me = { name: 'my own steps' };
const seeded = aCard({ id: 'card-seeded', kind: 'action', text: 'Send it', at: { x: 1, y: 1 } });
const mine = aCard({ id: 'card-mine-1', text: 'Mine', label: 'option', at: { x: 5, y: 5 }, createdAt: 3 });

let doc: Y.Doc;
let peer: Y.Doc;
let undo: Y.UndoManager;

/** What the peer does, seen here at once. */
function peerDoes(change: (peer: Y.Doc) => void): void {
  Y.applyUpdate(peer, Y.encodeStateAsUpdate(doc));
  change(peer);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer), 'peer');
}

/** One own step, apart from the one before. */
function step(change: () => void): void {
  undo.stopCapturing();
  change();
}

const card = (id: string) => readBoard(doc).cards.find((one) => one.id === id);

beforeEach(() => {
  doc = new Y.Doc();
  peer = new Y.Doc();
  Y.applyUpdate(doc, seedBoard([], [seeded]));
  undo = createBoardUndo(doc, me);
});

describe('undo takes back one’s own step', () => {
  test('of every kind, and redo brings it again', () => {
    const before: unknown[] = [];
    const changes = [
      () => addCard(doc, mine, me),
      () => moveItems(doc, { [mine.id]: { x: 90, y: 90 }, [seeded.id]: { x: 7, y: 7 } }, me),
      () => changeCard(doc, seeded.id, { due: '2026-11-27', size: { width: 300, height: 100 }, colour: 'voice-2' }, me),
      () => addLink(doc, { id: 'link-000001', from: mine.id, to: seeded.id }, me),
      () => doc.transact(() => cardText(doc, mine.id)?.insert(4, ' and only mine'), me),
      () => removeItems(doc, [seeded.id, mine.id], me),
    ];
    for (const change of changes) {
      before.push(readBoard(doc));
      step(change);
    }
    const after = readBoard(doc);
    for (const board of before.toReversed()) {
      expect(undo.undo()).not.toBeNull();
      expect(readBoard(doc)).toEqual(board);
    }
    expect(undo.canUndo()).toBe(false);
    for (const board of [...before.slice(1), after]) {
      undo.redo();
      expect(readBoard(doc)).toEqual(board);
    }
  });

  test('but never what the server seeded or a peer did', () => {
    peerDoes((other) => addCard(other, aCard({ id: 'card-peer-01' })));
    expect(undo.canUndo()).toBe(false);
    step(() => moveItems(doc, { [seeded.id]: { x: 50, y: 50 } }, me));
    peerDoes((other) => changeCard(other, seeded.id, { owner: 'jonas' }));
    undo.undo();
    expect(card(seeded.id)).toEqual({ ...seeded, owner: 'jonas' });
    expect(card('card-peer-01')).toBeDefined();
    expect(undo.undo()).toBeNull();
  });

  test('where a peer has moved the card since, it stays where the peer put it', () => {
    step(() => moveItems(doc, { [seeded.id]: { x: 50, y: 50 } }, me));
    peerDoes((other) => moveItems(other, { [seeded.id]: { x: 77, y: 77 } }));
    undo.undo();
    expect(card(seeded.id)?.at).toEqual({ x: 77, y: 77 });
  });

  test('in a text, and leaves what the peer wrote in the midst of it', () => {
    step(() => doc.transact(() => cardText(doc, seeded.id)?.insert(7, ' on Friday'), me));
    peerDoes((other) => cardText(other, seeded.id)?.insert(10, ' early'));
    undo.undo();
    expect(card(seeded.id)?.text).toBe('Send it early');
  });

  test('also when it was to write into the text through an editor of its own', () => {
    const editor = { name: 'the editor' };
    undo.addTrackedOrigin(editor);
    step(() => doc.transact(() => cardText(doc, seeded.id)?.insert(0, 'Do '), editor));
    undo.undo();
    expect(card(seeded.id)?.text).toBe('Send it');
  });
});

describe('a card that one made and a peer worked on', () => {
  test('goes when nobody else touched it', () => {
    step(() => addCard(doc, mine, me));
    undo.undo();
    expect(card(mine.id)).toBeUndefined();
  });

  test('stays with the peer’s words when its making is undone', () => {
    step(() => addCard(doc, mine, me));
    peerDoes((other) => cardText(other, mine.id)?.insert(4, ' and yours'));
    undo.undo();
    expect(card(mine.id)).toEqual({ ...mine, text: ' and yours' });
  });

  test('stays where it was dragged to in the same breath', () => {
    undo.stopCapturing();
    addCard(doc, mine, me);
    moveItems(doc, { [mine.id]: { x: 60, y: 60 } }, me);
    peerDoes((other) => changeCard(other, mine.id, { colour: 'voice-5' }));
    undo.undo();
    expect(card(mine.id)).toMatchObject({ kind: 'note', label: 'option', at: { x: 60, y: 60 }, colour: 'voice-5' });
  });

  test('stays when one’s removal of it is taken back and done again', () => {
    step(() => removeItems(doc, [seeded.id], me));
    undo.undo();
    peerDoes((other) => cardText(other, seeded.id)?.insert(7, ' today'));
    undo.redo();
    expect(card(seeded.id)?.text).toContain(' today');
  });

  test('stays with the peer’s words also when they were removed and brought back in between', () => {
    step(() => addCard(doc, mine, me));
    peerDoes((other) => cardText(other, mine.id)?.insert(4, ' and yours'));
    step(() => removeItems(doc, [mine.id], me));
    undo.undo();
    expect(card(mine.id)?.text).toBe('Mine and yours');
    undo.undo();
    expect(card(mine.id)?.text).toBe(' and yours');
  });

  test('goes once the peer’s words are gone again', () => {
    step(() => addCard(doc, mine, me));
    peerDoes((other) => cardText(other, mine.id)?.insert(4, ' and yours'));
    peerDoes((other) => cardText(other, mine.id)?.delete(4, 10));
    undo.undo();
    expect(card(mine.id)).toBeUndefined();
  });
});

test('a card whose removal is taken back is a card also when a peer had made another kind of it meanwhile', () => {
  Y.applyUpdate(peer, Y.encodeStateAsUpdate(doc));
  changeCard(peer, seeded.id, { kind: 'note' });
  moveItems(peer, { [seeded.id]: { x: 40, y: 40 } });
  step(() => removeItems(doc, [seeded.id], me));
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer), 'peer');
  undo.undo();
  expect(card(seeded.id)).toEqual(seeded);
});

test('a card that one made and a peer linked stays when its making is undone', () => {
  step(() => addCard(doc, mine, me));
  peerDoes((other) => addLink(other, { id: 'link-000001', from: seeded.id, to: mine.id, label: 'so' }));
  undo.undo();
  expect(card(mine.id)).toMatchObject({ kind: 'note', label: 'option', at: { x: 5, y: 5 } });
  expect(readBoard(doc).links).toEqual([{ id: 'link-000001', from: seeded.id, to: mine.id, label: 'so' }]);
});

test('steps within half a second are one, unless they are set apart', () => {
  undo.stopCapturing();
  moveItems(doc, { [seeded.id]: { x: 2, y: 2 } }, me);
  moveItems(doc, { [seeded.id]: { x: 3, y: 3 } }, me);
  expect(undo.undoStack).toHaveLength(1);
  undo.undo();
  expect(card(seeded.id)?.at).toEqual({ x: 1, y: 1 });
});

test('the last 200 steps can be undone, older ones not', () => {
  for (let x = 0; x < 230; x += 1) step(() => moveItems(doc, { [seeded.id]: { x: x + 100, y: 0 } }, me));
  let count = 0;
  while (undo.undo() !== null) count += 1;
  expect(count).toBe(200);
  expect(card(seeded.id)?.at).toEqual({ x: 129, y: 0 });
});
