import { expect, test } from 'vitest';
import type { Frame } from '#lib/domain/board/card.ts';
import { outermost, withContent } from '#lib/domain/board/frame-content.ts';

const frame = (id: string, at: number, edge: number, step: string | null = null): Frame => ({
  id,
  title: id,
  at: { x: at, y: at },
  size: { width: edge, height: edge },
  step,
  turn: null,
  locked: false,
  group: null,
});
const lying = (id: string, at: number) => ({ id, at: { x: at, y: at } });

const board = {
  frames: [frame('zone', -100, 2_000, 'goal'), frame('outer', 0, 900), frame('inner', 300, 300)],
  images: [lying('image', 40)],
  cards: [lying('in outer', 100), lying('in inner', 350), lying('in zone', 1_200)],
  ink: [lying('stroke', 320)],
};

test('a frame comes with what lies in it, smaller frames and what lies in those; never with what lies around it', () => {
  expect(new Set(withContent(board, ['outer']))).toEqual(
    new Set(['outer', 'inner', 'image', 'in outer', 'in inner', 'stroke']),
  );
  expect(new Set(withContent(board, ['inner']))).toEqual(new Set(['inner', 'in inner', 'stroke']));
  expect(withContent(board, ['in outer', 'zone'])).toEqual(['in outer', 'zone']);
});

test('two frames in the same place do not lie in each other', () => {
  const twins = { ...board, frames: [frame('one', 0, 900), frame('two', 0, 900)] };
  expect(withContent(twins, ['one'])).toEqual(['one']);
  expect(withContent(twins, ['two'])).toContain('in inner');
});

test('of a frame and what lies in it, the frame is what one takes hold of', () => {
  expect(outermost(board, ['stroke', 'inner', 'in zone', 'outer', 'image'])).toEqual(['in zone', 'outer']);
  expect(outermost(board, ['in inner', 'stroke'])).toEqual(['in inner', 'stroke']);
});
