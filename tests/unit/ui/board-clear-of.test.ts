/** What is brought into sight does not lie under what floats over the canvas. */
import { describe, expect, it } from 'vitest';
import { clearOf } from '#lib/ui/board/canvas/clear-of.ts';

const inside = { x: 24, y: 24, width: 1_000, height: 700 };
const map = { x: 800, y: 540, width: 200, height: 140 };
const card = (x: number, y: number) => ({ x, y, width: 160, height: 100 });

describe('a card that was brought into sight', () => {
  it('stays where nothing covers it', () => {
    expect(clearOf(card(100, 100), [map], inside)).toEqual({ x: 0, y: 0 });
    expect(clearOf(card(640, 540), [map], inside)).toEqual({ x: 0, y: 0 });
  });

  it('comes out from under the map by the shortest way that leaves it in sight', () => {
    expect(clearOf(card(820, 580), [map], inside)).toEqual({ x: 0, y: -140 });
    expect(clearOf(card(700, 600), [map], inside)).toEqual({ x: -60, y: 0 });
    // Further on it would be out of sight.
    expect(clearOf(card(864, 600), [map], inside)).toEqual({ x: 0, y: -160 });
  });

  it('does not come to lie under something else', () => {
    const bar = { x: 700, y: 440, width: 324, height: 90 };
    expect(clearOf(card(820, 580), [map, bar], inside)).toEqual({ x: -180, y: 0 });
  });

  it('stays where there is no room beside what covers it', () => {
    expect(clearOf(card(820, 580), [{ x: 0, y: 0, width: 1_100, height: 800 }], inside)).toEqual({ x: 0, y: 0 });
  });
});
