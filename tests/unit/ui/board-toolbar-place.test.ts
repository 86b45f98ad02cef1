/** Where the bar over selected cards goes, so that it covers no control of the board. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toolbarPlace, type Area } from '#lib/ui/board/canvas/toolbar-place.ts';

const canvas = { width: 1000, height: 700 };
const bar = { width: 300, height: 44 };
const controls = { x: 740, y: 16, width: 240, height: 44 };
const tools = { x: 240, y: 610, width: 520, height: 70 };
const others = [controls, tools];
const card = (x: number, y: number): Area => ({ x, y, width: 216, height: 100 });

const overlap = (a: Area, b: Area): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('the bar of a selected card', () => {
  it('lies over the middle of its card', () => {
    expect(toolbarPlace({ of: card(400, 300), bar, canvas, others })).toEqual({ x: 358, y: 242 });
  });

  it('leaves room for the names over the card', () => {
    expect(toolbarPlace({ of: card(400, 300), bar, canvas, others, above: 22 })).toEqual({ x: 358, y: 220 });
  });

  it('goes under a card at the upper edge, and under one whose upper edge is beneath controls', () => {
    expect(toolbarPlace({ of: card(400, 20), bar, canvas, others })).toEqual({ x: 358, y: 134 });
    expect(toolbarPlace({ of: card(760, 70), bar, canvas, others })).toEqual({ x: 692, y: 184 });
  });

  it('goes beside the controls where neither over nor under the card is room', () => {
    expect(toolbarPlace({ of: { ...card(780, 70), height: 900 }, bar, canvas, others })).toEqual({ x: 432, y: 12 });
  });

  it('covers no control and leaves the canvas nowhere, wherever the card is', () => {
    const anywhere = fc.record({
      x: fc.integer({ min: -400, max: 1400 }),
      y: fc.integer({ min: -400, max: 1100 }),
      width: fc.integer({ min: 20, max: 1500 }),
      height: fc.integer({ min: 20, max: 1500 }),
    });
    fc.assert(
      fc.property(anywhere, (of) => {
        const place = { ...toolbarPlace({ of, bar, canvas, others }), ...bar };
        for (const other of others) expect(overlap(place, other)).toBe(false);
        expect(place.x).toBeGreaterThanOrEqual(8);
        expect(place.y).toBeGreaterThanOrEqual(8);
        expect(place.x + place.width).toBeLessThanOrEqual(992);
        expect(place.y + place.height).toBeLessThanOrEqual(692);
      }),
      { seed: 20261128, numRuns: 500 },
    );
  });

  it('is still there on a canvas smaller than itself', () => {
    expect(toolbarPlace({ of: card(0, 0), bar, canvas: { width: 200, height: 40 }, others: [] })).toEqual({
      x: 8,
      y: 8,
    });
  });
});
