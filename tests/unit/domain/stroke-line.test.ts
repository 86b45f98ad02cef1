import { strokeBox } from '#lib/domain/board/stroke-box.ts';
import { readLine, writeLine } from '#lib/domain/board/stroke-line.ts';
import { strokeLineLimit, strokeReach, type StrokePoint } from '#lib/domain/board/stroke.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRun } from '../../support/property-seed.ts';
import { aStroke } from '../../support/strokes.ts';

const coordinate = fc.double({ min: -20_000, max: 20_000, noNaN: true });
const somePoints: fc.Arbitrary<StrokePoint[]> = fc.array(
  fc.record({ x: coordinate, y: coordinate, pressure: fc.double({ min: 0, max: 1, noNaN: true }) }),
  { minLength: 1, maxLength: 200 },
);

test('a line says its points again, to an eighth of a unit, wherever it lies', () => {
  fc.assert(
    fc.property(somePoints, coordinate, coordinate, (points, x, y) => {
      const at = { x: Math.round(x), y: Math.round(y) };
      const read = readLine(writeLine(points, at));
      expect(read).toHaveLength(points.length);
      for (const [index, point] of points.entries()) {
        expect(Math.abs((read?.[index]?.x ?? NaN) + at.x - point.x)).toBeLessThanOrEqual(0.126);
        expect(Math.abs((read?.[index]?.y ?? NaN) + at.y - point.y)).toBeLessThanOrEqual(0.126);
        expect(Math.abs((read?.[index]?.pressure ?? NaN) - point.pressure)).toBeLessThanOrEqual(1 / 30 + 1e-9);
      }
      const line = writeLine(points, at);
      expect(
        writeLine(
          (read ?? []).map((one) => ({ ...one, x: one.x + at.x, y: one.y + at.y })),
          at,
        ),
      ).toBe(line);
    }),
    propertyRun('lines of strokes', 300),
  );
});

test('a handwritten point takes about five letters', () => {
  const points = Array.from({ length: 100 }, (_, index) => ({
    x: index * 6,
    y: 40 * Math.sin(index / 7),
    pressure: 0.5 + 0.2 * Math.sin(index / 9),
  }));
  expect(writeLine(points, { x: 0, y: 0 }).length).toBeLessThan(520);
});

describe('what is no line', () => {
  test.each<[string, unknown]>([
    ['nothing', ''],
    ['a number', 7],
    ['bytes', new Uint8Array(6)],
    ['markup', '<svg onload=1>'],
    ['half a point', 'AA'],
    ['a number without an end', 'AAg'],
    ['a number of too many letters', 'ggggggggAAA'],
    ['a pressure below none', 'AAD'],
    ['a pressure beyond all', 'AAggB'],
    ['a letter of another script', 'AAё'],
    ['more than a stroke holds', 'AAA'.repeat(strokeLineLimit)],
    ['a point far off', writeLine([{ x: strokeReach * 2, y: 0, pressure: 0 }], { x: 0, y: 0 })],
  ])('%s is read as none', (_what, line) => {
    expect(readLine(line)).toBeNull();
  });

  test('never throws, and what is read is within reach', () => {
    const letters = fc.string({ unit: fc.constantFrom(...Array.from('ABCDEghij019-_ <é')), maxLength: 60 });
    fc.assert(
      fc.property(fc.oneof(letters, fc.string({ unit: 'binary' }), fc.anything()), (line) => {
        for (const { x, y, pressure } of readLine(line) ?? []) {
          expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(strokeReach);
          expect(pressure >= 0 && pressure <= 1).toBe(true);
        }
      }),
      propertyRun('hostile lines', 2_000),
    );
  });
});

test('the box around a stroke holds its line and half its width', () => {
  const stroke = aStroke({ id: 'stroke-0001', at: { x: 100, y: 50 }, width: 'medium' });
  expect(strokeBox(stroke)).toEqual({ at: { x: 96, y: 46 }, size: { width: 68, height: 48 } });
});
