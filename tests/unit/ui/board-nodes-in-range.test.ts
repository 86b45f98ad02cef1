/** Which cards of a large board are in the page, and when that changes. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BoardNode } from '#lib/ui/board/canvas/board-node.ts';
import { CanvasRange } from '#lib/ui/board/canvas/canvas-range.svelte.ts';
import { nodesInRange } from '#lib/ui/board/canvas/nodes-in-range.ts';

const area = { x: 0, y: 0, width: 1_000, height: 800 };
const card = (id: string, x: number, y: number, more: Partial<Omit<BoardNode, 'data'>> = {}): BoardNode =>
  ({ id, type: 'card', position: { x, y }, measured: { width: 200, height: 100 }, data: {}, ...more }) as BoardNode;
const there = (nodes: readonly BoardNode[]): string[] =>
  nodes.filter(({ hidden }) => hidden !== true).map(({ id }) => id);
const nobody = (): boolean => false;
const link = (from: string, to: string) => ({ id: `${from}-${to}`, from, to, label: '' });

describe('the cards in the page', () => {
  it('are those that lie within the area, if only with an edge, in the order they had', () => {
    const nodes = [card('far', 5_000, 0), card('edge', -199, 0), card('in', 400, 400), card('below', 0, 801)];
    expect(there(nodesInRange(nodes, [], area, nobody))).toEqual(['edge', 'in']);
  });

  it('are also those whose link leads into the area or across it', () => {
    const nodes = [card('left', -900, 300), card('right', 2_000, 300), card('in', 400, 400), card('far', 5_000, 5_000)];
    expect(there(nodesInRange(nodes, [link('left', 'right')], area, nobody))).toEqual(['left', 'right', 'in']);
    expect(there(nodesInRange(nodes, [link('in', 'far')], area, nobody))).toEqual(['in', 'far']);
  });

  it('are also those that must stay; zones and frames are always there', () => {
    const nodes = [card('held', 5_000, 0), card('zone', 5_000, 0, { type: 'zone' }), card('far', 5_000, 0)];
    expect(there(nodesInRange(nodes, [], area, ({ id }) => id === 'held'))).toEqual(['held', 'zone']);
  });

  it('are the same objects while nothing changes, and come back with what they were', () => {
    const nodes = [card('far', 5_000, 0, { selected: true }), card('in', 0, 0)];
    const once = nodesInRange(nodes, [], area, nobody);
    expect(once[1]).toBe(nodes[1]);
    expect(nodesInRange(once, [], area, nobody)).toBe(once);
    expect(nodesInRange(once, [], { ...area, x: 4_800 }, nobody)[0]).toMatchObject({
      selected: true,
      hidden: false,
      measured: { width: 200 },
    });
  });
});

describe('the area whose cards are in the page', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const sight = { x: 0, y: 0, width: 1_000, height: 800 };

  it('goes beyond what is in sight, so that small moves change nothing', () => {
    const range = new CanvasRange();
    expect(range.area).toBeNull();
    range.look(sight);
    const first = range.area;
    range.look({ ...sight, x: 200, y: -150 });
    expect(range.area).toBe(first);
    range.look({ ...sight, x: 300 });
    expect(range.area).not.toBe(first);
  });

  it('keeps what was there while the canvas moves, and lets go of it at rest', () => {
    const range = new CanvasRange();
    for (let x = 0; x <= 6_000; x += 300) range.look({ ...sight, x });
    expect(range.area).toMatchObject({ x: -250 });
    expect(range.area?.width).toBeGreaterThan(7_000);
    vi.runAllTimers();
    expect(range.area).toEqual({ x: 5_500, y: -400, width: 2_000, height: 1_600 });
  });

  it('forgets where it was after a leap, and what it was about to do when nobody looks any more', () => {
    const range = new CanvasRange();
    range.look(sight);
    range.look({ ...sight, x: 90_000 });
    expect(range.area).toMatchObject({ x: 89_750, width: 1_500 });
    range.look({ ...sight, x: 90_300 });
    const last = range.area;
    range.end();
    vi.runAllTimers();
    expect(range.area).toBe(last);
  });

  it('does not change at rest when it is about right', () => {
    const range = new CanvasRange();
    range.look(sight);
    range.look({ ...sight, x: 300 });
    vi.runAllTimers();
    const first = range.area;
    range.look({ ...sight, x: 250 });
    vi.runAllTimers();
    expect(range.area).toBe(first);
  });
});
