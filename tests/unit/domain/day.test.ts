import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { isDay } from '#lib/domain/board/card.ts';
import { daySchema } from '#lib/domain/board/card-schema.ts';
import { propertyRun } from '../../support/property-seed.ts';

it.each(['2026-11-27', '2024-02-29', '2000-02-29', '0000-02-29', '9999-12-31'])('%s is a day', (day) => {
  expect(isDay(day)).toBe(true);
});

it.each(['2026-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-1-1', '2026-11-27T00:00Z', '', 5])(
  '%s is none',
  (day) => {
    expect(isDay(day)).toBe(false);
    expect(daySchema.safeParse(day).success).toBe(false);
  },
);

it('a day is what the calendar says, for every number of a year, a month and a day', () => {
  const calendar = z.iso.date();
  const two = (number: number): string => String(number).padStart(2, '0');
  const days = fc
    .tuple(fc.nat(9999), fc.nat(14), fc.nat(33))
    .map(([year, month, day]) => `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`);
  fc.assert(
    fc.property(days, (day) => {
      expect(isDay(day)).toBe(calendar.safeParse(day).success);
    }),
    propertyRun('days', 2_000),
  );
});
