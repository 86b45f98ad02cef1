import { addImage, boardMaps, changeImage, changeItem, moveItems, removeItems } from '#lib/crdt/board-doc.ts';
import { altLimit, imageBounds, imagesMost, type BoardImage } from '#lib/domain/board/image.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { BoardSteps } from '../../support/board-steps.ts';

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

let steps: BoardSteps;
let doc: Y.Doc;
let me: object;
const images = (): BoardImage[] => steps.board.images;

beforeEach(() => {
  steps = new BoardSteps();
  ({ doc, me } = steps);
});

describe('a picture on the board', () => {
  test('is put there, moved, resized, described and deleted, and each step is undone and redone', () => {
    const deeds = [
      () => addImage(doc, picture, me),
      () => moveItems(doc, { [picture.id]: { x: -40, y: 90 } }, me),
      () => changeImage(doc, picture.id, { size: { width: 150, height: 100 } }, me),
      () => changeImage(doc, picture.id, { alt: 'Our four circles' }, me),
      () => changeItem(doc, picture.id, { locked: true, group: 'group-00001', order: 3 }, me),
      () => removeItems(doc, [picture.id], me),
    ];
    const seen = [images()];
    for (const one of deeds) {
      steps.step(one);
      seen.push(images());
    }
    const told = { locked: true, group: 'group-00001', order: 3 };
    expect(seen.at(-2)).toEqual([
      { ...picture, at: { x: -40, y: 90 }, size: { width: 150, height: 100 }, alt: 'Our four circles', ...told },
    ]);
    expect(seen.at(-1)).toEqual([]);
    for (const before of seen.slice(0, -1).reverse()) {
      steps.undo();
      expect(images()).toEqual(before);
    }
    for (const after of seen.slice(1)) {
      steps.redo();
      expect(images()).toEqual(after);
    }
  });

  test('that the other has described stays when adding it is undone', () => {
    steps.step(() => addImage(doc, picture, me));
    steps.peerDoes((peer) => changeImage(peer, picture.id, { alt: 'Described by Jonas' }));
    steps.undo();
    expect(images()).toEqual([{ ...picture, alt: 'Described by Jonas' }]);
  });

  test('moved by one and described by the other at the same time is both', () => {
    addImage(doc, picture, me);
    const peer = steps.copy();
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
