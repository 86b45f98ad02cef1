import { expect, test } from 'vitest';
import { calendarOf } from '#lib/domain/calendar.ts';

const meeting = {
  uid: 'room@coach.example',
  at: Date.UTC(2026, 11, 3, 10),
  minutes: 60,
  title: 'Peer GROW',
  link: 'https://coach.example/rooms/room',
  stamp: Date.UTC(2026, 10, 22, 22, 30),
};

test('a meeting says when it begins and ends, in universal time, on lines that end as calendars want them', () => {
  const text = calendarOf(meeting);
  expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
  expect(text.endsWith('END:VEVENT\r\nEND:VCALENDAR\r\n')).toBe(true);
  expect(text).toContain('\r\nDTSTART:20261203T100000Z\r\nDTEND:20261203T110000Z\r\nSUMMARY:Peer GROW\r\n');
  expect(text).toContain('\r\nDTSTAMP:20261122T223000Z\r\n');
});

test('a title cannot break out of its line', () => {
  const text = calendarOf({ ...meeting, title: 'One; two, three\\\nEND:VEVENT\r\nX' });
  expect(text).toContain('\r\nSUMMARY:One\\; two\\, three\\\\\\nEND:VEVENT\\nX\r\n');
  expect(text.match(/^END:VEVENT/gm)).toHaveLength(1);
});

test('long lines are folded at 75 bytes, between letters of any script, and unfold to what they were', () => {
  const title = 'Ääkkösiä 中文 العربية 🧗 '.repeat(8).trim();
  const text = calendarOf({ ...meeting, title });
  for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}\r\n`);
});
