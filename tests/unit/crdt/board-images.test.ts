import {
  addImage,
  boardMaps,
  changeImage,
  changeItem,
  moveItems,
  readBoard,
  removeItems,
} from '#lib/crdt/board-doc.ts';
import { createBoardUndo } from '#lib/crdt/board-undo.ts';
import { altLimit, imageBounds, imagesMost, type BoardImage } from '#lib/domain/image.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';

const me = { name: 'my own steps' };
const picture: BoardImage = {
  id: 'image-000001',
  file: 'file-000001',
  at: { x: 10, y: 20 },
  size: { width: 300, height: 200 },
  alt: '',
  locked: false,
  group: null,
  order: 0,
  author: 'user-ama-1',
  createdAt: 5,
};

let doc: Y.Doc;
let undo: Y.UndoManager;
const images = (): BoardImage[] => readBoard(doc).images;

function step(change: () => void): void {
  undo.stopCapturing();
  change();
}

/** What the peer does, seen here at once. */
function peerDoes(change: (peer: Y.Doc) => void): void {
  const peer = new Y.Doc();
  Y.applyUpdate(peer, Y.encodeStateAsUpdate(doc));
  change(peer);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer), 'peer');
}

beforeEach(() => {
  doc = new Y.Doc();
  undo = createBoardUndo(doc, me);
});

describe('a picture on the board', () => {
  test('is put there, moved, resized, described and deleted, and each step is undone and redone', () => {
    const steps = [
      () => addImage(doc, picture, me),
      () => moveItems(doc, { [picture.id]: { x: -40, y: 90 } }, me),
      () => changeImage(doc, picture.id, { size: { width: 150, height: 100 } }, me),
      () => changeImage(doc, picture.id, { alt: 'Our four circles' }, me),
      () => changeItem(doc, picture.id, { locked: true, group: 'group-00001', order: 3 }, me),
      () => removeItems(doc, [picture.id], me),
    ];
    const seen = [images()];
    for (const one of steps) {
      step(one);
      seen.push(images());
    }
    const told = { locked: true, group: 'group-00001', order: 3 };
    expect(seen.at(-2)).toEqual([
      { ...picture, at: { x: -40, y: 90 }, size: { width: 150, height: 100 }, alt: 'Our four circles', ...told },
    ]);
    expect(seen.at(-1)).toEqual([]);
    for (const before of seen.slice(0, -1).reverse()) {
      undo.undo();
      expect(images()).toEqual(before);
    }
    for (const after of seen.slice(1)) {
      undo.redo();
      expect(images()).toEqual(after);
    }
  });

  test('that the other has described stays when adding it is undone', () => {
    step(() => addImage(doc, picture, me));
    peerDoes((peer) => changeImage(peer, picture.id, { alt: 'Described by Jonas' }));
    undo.undo();
    expect(images()).toEqual([{ ...picture, alt: 'Described by Jonas' }]);
  });

  test('moved by one and described by the other at the same time is both', () => {
    addImage(doc, picture, me);
    const peer = new Y.Doc();
    Y.applyUpdate(peer, Y.encodeStateAsUpdate(doc));
    moveItems(doc, { [picture.id]: { x: 1, y: 2 } }, me);
    changeImage(peer, picture.id, { alt: 'Seen' });
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer));
    expect(images()).toEqual([{ ...picture, at: { x: 1, y: 2 }, alt: 'Seen' }]);
  });
});

describe('what came over the wire', () => {
  test.each([
    ['no map', 'picture'],
    ['no file', { at: [0, 0], size: [10, 10] }],
    ['a path for a file', { file: '../../sign-out', at: [0, 0], size: [100, 100] }],
    ['no size', { file: 'file-000001', at: [0, 0] }],
  ])('is left out when it has %s', (_what, value) => {
    const map = typeof value === 'string' ? value : new Y.Map<unknown>(Object.entries(value));
    boardMaps(doc).images.set('image-000001', map);
    expect(images()).toEqual([]);
  });

  test('is brought within bounds, and is not more than a board shows', () => {
    for (let index = 0; index < imagesMost + 5; index += 1) {
      const fields = { file: 'file-000001', at: [1e12, 0], size: [1e9, 1], alt: 'x'.repeat(altLimit + 9) };
      boardMaps(doc).images.set(`image-${String(1000 + index)}`, new Y.Map<unknown>(Object.entries(fields)));
    }
    const [first] = images();
    expect(images()).toHaveLength(imagesMost);
    expect(first?.size).toEqual({ width: imageBounds.most, height: imageBounds.least });
    expect(first?.alt).toHaveLength(altLimit);
    expect(Math.abs(first?.at.x ?? Infinity)).toBeLessThanOrEqual(50_000);
  });
});
