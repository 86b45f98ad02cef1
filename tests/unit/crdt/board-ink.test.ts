import {
  addStroke,
  boardMaps,
  changeItem,
  changeStroke,
  insertPiece,
  moveItems,
  pieceOf,
  readBoard,
  removeItems,
} from '#lib/crdt/board-doc.ts';
import { strokesMost, type Stroke } from '#lib/domain/board/stroke.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { BoardSteps } from '../../support/board-steps.ts';
import { aStroke } from '../../support/strokes.ts';

const mine = aStroke({ id: 'stroke-mine', author: 'user-ama-1', createdAt: 1 });
const theirs = aStroke({ id: 'stroke-theirs', author: 'user-jonas', createdAt: 2, at: { x: 7, y: 8 } });

let steps: BoardSteps;
let doc: Y.Doc;
let me: object;
const ink = (): Stroke[] => steps.board.ink;

beforeEach(() => {
  steps = new BoardSteps();
  ({ doc, me } = steps);
});

describe('a stroke on the board', () => {
  test('is drawn, moved and erased, and each step is undone and redone', () => {
    const deeds = [
      () => addStroke(doc, mine, me),
      () => moveItems(doc, { [mine.id]: { x: -40, y: 90 } }, me),
      () => removeItems(doc, [mine.id], me),
    ];
    const seen = [ink()];
    for (const one of deeds) {
      steps.step(one);
      seen.push(ink());
    }
    expect(seen).toEqual([[], [mine], [{ ...mine, at: { x: -40, y: 90 } }], []]);
    for (const before of seen.slice(0, -1).reverse()) {
      steps.undo();
      expect(ink()).toEqual(before);
    }
    for (const after of seen.slice(1)) {
      steps.redo();
      expect(ink()).toEqual(after);
    }
  });

  test('of the other is recoloured, made broader and locked, each time in one step that undo takes back', () => {
    addStroke(doc, theirs);
    steps.step(() => changeStroke(doc, theirs.id, { colour: 'voice-5', width: 'broad' }, me));
    expect(ink()).toEqual([{ ...theirs, colour: 'voice-5', width: 'broad' }]);
    steps.step(() => changeItem(doc, theirs.id, { locked: true, group: 'group-0001', order: 4 }, me));
    expect(ink()).toEqual([{ ...theirs, colour: 'voice-5', width: 'broad', locked: true, group: 'group-0001' }]);
    steps.undo();
    steps.undo();
    expect(ink()).toEqual([theirs]);
    // What differs in nothing is no step.
    const before = Y.encodeStateVector(doc);
    changeStroke(doc, theirs.id, { colour: theirs.colour });
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  test('of the other may be erased, and undo brings back what oneself erased, no more', () => {
    addStroke(doc, theirs);
    steps.step(() => addStroke(doc, mine, me));
    steps.step(() => removeItems(doc, [theirs.id], me));
    steps.peerDoes((peer) => removeItems(peer, [mine.id]));
    expect(ink()).toEqual([]);
    steps.undo();
    expect(ink()).toEqual([theirs]);
    steps.undo();
    expect(ink()).toEqual([theirs]);
  });

  test('that the other has moved stays when drawing it is undone', () => {
    steps.step(() => addStroke(doc, mine, me));
    steps.peerDoes((peer) => moveItems(peer, { [mine.id]: { x: 5, y: 6 } }));
    steps.undo();
    expect(ink()).toEqual([{ ...mine, at: { x: 5, y: 6 } }]);
  });

  test('is copied with its look, as the work of whoever copies it', () => {
    addStroke(doc, theirs);
    const piece = pieceOf(readBoard(doc), [theirs.id], { x: 10, y: 10 });
    const ids = insertPiece(doc, piece, { author: 'user-ama-1', now: 9, newId: () => 'stroke-copy' });
    expect(ids).toEqual(['stroke-copy']);
    expect(ink()[1]).toEqual({
      ...theirs,
      id: 'stroke-copy',
      author: 'user-ama-1',
      createdAt: 9,
      at: { x: 17, y: 18 },
    });
  });

  test('takes a few hundred bytes of the document', () => {
    const before = Y.encodeStateAsUpdate(doc).length;
    addStroke(doc, mine);
    expect(Y.encodeStateAsUpdate(doc).length - before).toBeLessThan(260);
  });
});

describe('B35: what came over the wire', () => {
  const { at, line, colour, width } = mine;
  test.each<[string, unknown]>([
    ['is no map', 'stroke'],
    ['has no line', { at: [0, 0], colour, width }],
    ['has a line of another kind', { at: [0, 0], line: new Uint8Array(30), colour, width }],
    ['has a line that cannot be read', { at: [0, 0], line: '<script>', colour, width }],
    ['has a line without end', { at: [0, 0], line: 'AAA'.repeat(100_000), colour, width }],
    ['lies nowhere', { line, colour, width }],
    ['lies at no number', { at: [NaN, 0], line, colour, width }],
    ['lies far off', { at: [1e9, 0], line, colour, width }],
    ['lies at infinity', { at: [0, -Infinity], line, colour, width }],
  ])('and %s is no stroke, and nothing else suffers', (_what, value) => {
    addStroke(doc, mine);
    const map = typeof value === 'string' ? value : new Y.Map<unknown>(Object.entries(value as object));
    boardMaps(doc).ink.set('stroke-odd-1', map);
    expect(ink()).toEqual([mine]);
  });

  test('B35: has a colour and a width of ours, and not more strokes than a board shows', () => {
    const odd = { at: [at.x, at.y], line, colour: 'url(#x)', width: 1e9, author: 4, createdAt: -1, locked: 1 };
    doc.transact(() => {
      for (let index = 0; index < strokesMost + 5; index += 1) {
        boardMaps(doc).ink.set(`stroke-${String(10_000 + index)}`, new Y.Map<unknown>(Object.entries(odd)));
      }
    });
    expect(ink()).toHaveLength(strokesMost);
    expect(ink()[0]).toEqual({
      id: 'stroke-10000',
      at,
      line,
      colour: 'ink',
      width: 'medium',
      author: null,
      createdAt: 0,
      locked: false,
      group: null,
    });
  });
});
