import { instantOf, isOver, localMinute, proposedDates, rhythmOf } from '#lib/domain/closing/next-date.ts';
import { expect, test } from 'vitest';

const day = 86_400_000;
const noon = Date.UTC(2026, 9, 15, 12);

test.each([
  ['2026-12-03T10:00', 'Europe/Berlin', '2026-12-03T09:00:00.000Z'],
  ['2026-07-03T10:00', 'Europe/Berlin', '2026-07-03T08:00:00.000Z'],
  ['2026-07-03T10:00', 'Asia/Kathmandu', '2026-07-03T04:15:00.000Z'],
  ['2026-07-03T23:30', 'America/St_Johns', '2026-07-04T02:00:00.000Z'],
  ['2026-07-03T10:00', 'UTC', '2026-07-03T10:00:00.000Z'],
])('%s in %s is one instant, and reads the same on that place’s clocks', (local, zone, instant) => {
  const at = instantOf(local, zone);
  expect(at === null ? null : new Date(at).toISOString()).toBe(instant);
  expect(localMinute(at ?? 0, zone)).toBe(local);
});

test.each([
  ['2026-02-30T10:00', 'UTC'],
  ['2026-12-03T25:00', 'UTC'],
  ['2026-12-03', 'UTC'],
  ['soon', 'UTC'],
  ['2026-12-03T10:00', 'Nowhere/Land'],
])('%s in %s is no date', (local, zone) => expect(instantOf(local, zone)).toBeNull());

test('the rhythm is what the room did last, between one week and four; none before there were two meetings', () => {
  expect(rhythmOf([])).toBeNull();
  expect(rhythmOf([noon])).toBeNull();
  expect(rhythmOf([noon - 7 * day, noon])).toBe(1);
  expect(rhythmOf([noon, noon - 3_600_000, noon - 22 * day])).toBe(3);
  expect(rhythmOf([noon, noon - 200 * day])).toBe(4);
});

test('proposals keep the weekday and the hour, also when the clocks change in between', () => {
  const proposed = proposedDates(noon + 4 * 60_000, 2, 'Europe/Berlin');
  expect(proposed).toEqual([
    { weeks: 1, local: '2026-10-22T14:00', usual: false },
    { weeks: 2, local: '2026-10-29T14:00', usual: true },
    { weeks: 3, local: '2026-11-05T14:00', usual: false },
  ]);
  expect(instantOf('2026-10-29T14:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 29, 13));
});

test('a pair that has met once is offered one to three weeks, and none of them is called usual', () => {
  expect(proposedDates(noon, null, 'Europe/Berlin').map(({ weeks, usual }) => ({ weeks, usual }))).toEqual([
    { weeks: 1, usual: false },
    { weeks: 2, usual: false },
    { weeks: 3, usual: false },
  ]);
});

test('a date is over once people have met on it, a little early too, and not when they met before it was set', () => {
  const date = { at: noon, setAt: noon - 10 * day };
  expect(isOver(date, null, noon + 60_000)).toBe(false);
  expect(isOver(date, noon - 3_600_000, noon)).toBe(true);
  expect(isOver(date, noon - 3 * day, noon - 2 * day)).toBe(false);
  expect(isOver({ at: noon, setAt: noon - 60_000 }, noon - 120_000, noon - 1)).toBe(false);
});
