import { readLine, writeLine } from '#lib/domain/board/stroke-line.ts';
import { strokeLineLimit } from '#lib/domain/board/stroke.ts';
import { EraseDeed } from '#lib/ui/ink/pen-deeds.ts';
import { isInBox, isMet, strokeAt } from '#lib/ui/ink/stroke-hits.ts';
import { strokePath } from '#lib/ui/ink/stroke-path.ts';
import { StrokeSamples, type Sample } from '#lib/ui/ink/stroke-samples.ts';
import { describe, expect, test } from 'vitest';
import { BoardAtHand } from '../../support/board-at-hand.ts';
import { aStroke } from '../../support/strokes.ts';

/** A hand that goes along a wave, a sample each 8 ms. */
const wave = (count: number, step = 5): Sample[] =>
  Array.from({ length: count }, (_, index) => ({
    at: { x: 1000 + index * step, y: 200 + 60 * Math.sin(index / 12) },
    pressure: null,
    when: index * 8,
  }));

function drawn(samples: readonly Sample[], zoom = 1): StrokeSamples {
  const [first, ...rest] = samples;
  if (first === undefined) throw new Error('a stroke begins somewhere');
  const stroke = new StrokeSamples(first, { width: 'medium', zoom });
  for (const sample of rest) stroke.add(sample);
  return stroke;
}

describe('a stroke under the hand', () => {
  test('begins and ends where the hand did', () => {
    const samples = wave(90);
    const { at, line } = drawn(samples);
    const points = readLine(line) ?? [];
    const last = samples.at(-1)!.at;
    expect(at).toEqual({ x: 1000, y: 200 });
    expect(points[0]).toMatchObject({ x: 0, y: 0 });
    expect(points.at(-1)!.x + at.x).toBeCloseTo(last.x, 0);
    expect(points.at(-1)!.y + at.y).toBeCloseTo(last.y, 0);
  });

  test('keeps few of many points, and stays near all of them', () => {
    const samples = wave(600, 2);
    const { line } = drawn(samples);
    const points = readLine(line) ?? [];
    expect(points.length).toBeLessThan(300);
    const stroke = aStroke({ id: 'stroke-0001', at: { x: 1000, y: 200 }, line });
    for (const { at } of samples.slice(20)) expect(isMet(stroke, at, at, 2)).toBe(true);
  });

  test('is a dot when the hand does not move', () => {
    const { line, at } = drawn([{ at: { x: 5.5, y: 5.5 }, pressure: 0.7, when: 0 }]);
    expect(readLine(line)).toHaveLength(1);
    const dot = aStroke({ id: 'stroke-0001', at, line });
    expect(strokePath(dot)).toMatch(/^M[-\d. ]+Q/);
    expect(isMet(dot, { x: 6, y: 6 }, { x: 6, y: 6 }, 1)).toBe(true);
  });

  test('however wild, is never longer than what is read, and says when it is full', () => {
    const wild = Array.from({ length: 3_000 }, (_, index) => ({
      at: { x: (index * 7919) % 2_000, y: (index * 104_729) % 2_000 },
      pressure: (index % 7) / 7,
      when: index * 4,
    }));
    const whole = drawn(wild.slice(0, 1_100));
    expect(whole.line.length).toBeLessThanOrEqual(strokeLineLimit);
    expect(readLine(whole.line)).not.toBeNull();
    expect(drawn(wild).full).toBe(true);
    expect(drawn(wave(50)).full).toBe(false);
  });
});

describe('the outline of a stroke', () => {
  /** How wide a path is where it crosses a line straight down, as far as its points tell. */
  const heightAt = (path: string, x: number): number => {
    const ys = [...path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)]
      .filter(([, at]) => Math.abs(Number(at) - x) < 6)
      .map(([, , y]) => Number(y));
    return Math.max(...ys) - Math.min(...ys);
  };

  test('is as wide in the middle of a long straight piece as at its ends', () => {
    const at = { x: 0, y: 0 };
    const ends = [0, 300].map((x) => ({ x, y: 0, pressure: 0.5 }));
    const path = strokePath(aStroke({ id: 'stroke-0001', at, width: 'broad', line: writeLine(ends, at) }));
    expect(heightAt(path, 150)).toBeGreaterThan(8);
    expect(Math.abs(heightAt(path, 150) - heightAt(path, 20))).toBeLessThan(1);
  });

  test('of a stroke that goes over the whole board again and again is not endless', () => {
    const at = { x: 0, y: 0 };
    const points = Array.from({ length: 400 }, (_, index) => ({ x: (index % 2) * 40_000, y: 0, pressure: 1 }));
    const line = writeLine(points, at).slice(0, strokeLineLimit);
    expect(readLine(line)).not.toBeNull();
    expect(strokePath(aStroke({ id: 'stroke-0001', at, line })).length).toBeLessThan(1_000_000);
  });
});

describe('an eraser', () => {
  const board = (): BoardAtHand => {
    const one = new BoardAtHand('user-ama-1');
    for (const [id, x] of [['stroke-0001', 0] as const, ['stroke-0002', 300] as const]) {
      const { at, line, colour, width } = aStroke({ id, at: { x, y: 0 } });
      one.ink.add({ id, at, line, colour, width });
    }
    return one;
  };
  const sample = (x: number): Sample => ({ at: { x, y: 0 }, pressure: null, when: 0 });
  const parts = { reach: 5, show: () => undefined, done: () => undefined };

  test('tells the others what will go, once for each stroke, and that it is lifted after they have gone', () => {
    const one = board();
    const deed = new EraseDeed({ board: one, ...parts }, sample(-100));
    expect(one.said).toEqual([]);
    for (const x of [10, 20, 30]) deed.add(sample(x));
    expect(one.said).toEqual([{ erasing: ['stroke-0001'] }]);
    deed.end();
    expect(one.ink.all.map(({ id }) => id)).toEqual(['stroke-0002']);
    expect(one.said.at(-1)).toEqual({ erasing: null });
  });

  test('that passes over nothing, or is called off, takes nothing', () => {
    const one = board();
    new EraseDeed({ board: one, ...parts }, sample(-100)).end();
    expect(one.said).toEqual([]);
    const deed = new EraseDeed({ board: one, ...parts }, sample(10));
    deed.cancel();
    expect(one.said).toEqual([{ erasing: ['stroke-0001'] }, { erasing: null }]);
    expect(one.ink.all).toHaveLength(2);
  });
});

describe('a press, an eraser and a box', () => {
  // A hook: right by 40, then down by 35.
  const hook = aStroke({ id: 'stroke-hook', at: { x: 0, y: 0 }, width: 'fine' });
  const above = aStroke({ id: 'stroke-above', at: { x: 0, y: 0 }, width: 'fine' });

  test('means the line and not the room that it encloses', () => {
    expect(strokeAt([hook], { x: 20, y: 4 }, 3)).toBe(hook);
    expect(strokeAt([hook], { x: 20, y: 30 }, 3)).toBeNull();
    expect(strokeAt([hook], { x: 900, y: 4 }, 3)).toBeNull();
  });

  test('means the one in front where two lie over each other', () => {
    expect(strokeAt([hook, above], { x: 20, y: 4 }, 3)).toBe(above);
  });

  test('passes over a line between two places, however quick', () => {
    expect(isMet(hook, { x: 20, y: -500 }, { x: 20, y: 500 }, 1)).toBe(true);
    expect(isMet(hook, { x: 200, y: -500 }, { x: 200, y: 500 }, 1)).toBe(false);
  });

  test('takes what it touches', () => {
    expect(isInBox(hook, { x: -5, y: -5, width: 10, height: 10 })).toBe(true);
    expect(isInBox(hook, { x: 10, y: -50, width: 4, height: 100 })).toBe(true);
    expect(isInBox(hook, { x: 2, y: 20, width: 20, height: 15 })).toBe(false);
  });
});
