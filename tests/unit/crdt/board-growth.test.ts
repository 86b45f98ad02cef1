/** What is deleted, moved and typed leaves little behind once the server has compacted the board. */
import { addCard, cardText, moveItems, readBoard, removeItems, seedBoard } from '#lib/crdt/board-doc.ts';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { compactBoard } from '../../../server/board/compaction/compaction.ts';
import { aCard } from '../../support/cards.ts';

const idOf = (index: number): string => `card-grow-${String(index).padStart(11, '0')}`;

/** A board's document, with every update that it sent as the server logs them. */
function loggedBoard(): { doc: Y.Doc; compacted: () => Uint8Array } {
  const doc = new Y.Doc();
  const entries: { seq: number; at: number; author: string | null; update: Uint8Array }[] = [];
  const log = (update: Uint8Array): void =>
    void entries.push({ seq: entries.length + 1, at: entries.length * 40, author: 'ama', update });
  log(seedBoard([], []));
  Y.applyUpdate(doc, entries[0]?.update ?? new Uint8Array());
  doc.on('update', log);
  return {
    doc,
    compacted: () => {
      const { checkpoint, covered } = compactBoard({ checkpoint: null, entries, sinceState: 0 });
      expect(covered).toBe(entries.length);
      return checkpoint;
    },
  };
}

test('200 cards of 500 characters each, deleted again, leave less than 50 bytes a card', () => {
  const { doc, compacted } = loggedBoard();
  const empty = Y.encodeStateAsUpdate(doc).length;
  const ids = Array.from({ length: 200 }, (_, index) => idOf(index));
  for (const [index, id] of ids.entries()) {
    addCard(
      doc,
      aCard({ id, kind: 'goal', text: '', at: { x: index, y: index }, author: 'ama', createdAt: 1_800_000_000_000 }),
    );
    for (let word = 0; word < 50; word += 1) cardText(doc, id)?.insert(word * 10, 'ten chars ');
  }
  const full = compacted().length;
  expect(full).toBeGreaterThan(200 * 500);
  removeItems(doc, ids);
  const left = compacted();
  const reopened = new Y.Doc();
  Y.applyUpdate(reopened, left);
  expect(readBoard(reopened).cards).toEqual([]);
  expect((left.length - empty) / ids.length).toBeLessThan(50);
});

test('a card moved a thousand times is as large as one moved once, but for a few bytes a move', () => {
  const { doc, compacted } = loggedBoard();
  addCard(doc, aCard({ id: idOf(1), text: 'Moved about' }));
  const before = compacted().length;
  for (let x = 1; x <= 1_000; x += 1) moveItems(doc, { [idOf(1)]: { x, y: 0 } });
  expect(compacted().length - before).toBeLessThan(1_000 * 4);
});

test('a long text typed letter by letter, with every tenth taken back, takes less than four bytes a letter', () => {
  const { doc, compacted } = loggedBoard();
  addCard(doc, aCard({ id: idOf(1) }));
  const before = compacted().length;
  const text = cardText(doc, idOf(1));
  for (let letter = 0; letter < 5_000; letter += 1) {
    text?.insert(text.length, 'x');
    if (letter % 10 === 9) text?.delete(text.length - 1, 1);
  }
  const length = text?.length ?? 0;
  expect(length).toBe(4_500);
  expect(compacted().length - before).toBeLessThan(length * 4);
});
