import fc from 'fast-check';
import { expect, test } from 'vitest';
import { meetingFile } from '../../../server/closing/meeting-file.ts';
import { propertyRun } from '../../support/property-seed.ts';

const meeting = {
  uid: 'room@coach.example',
  at: Date.UTC(2026, 11, 3, 10),
  minutes: 60,
  title: 'Peer GROW',
  link: 'https://coach.example/rooms/room',
  stamp: Date.UTC(2026, 10, 22, 22, 30),
};

test('a meeting says when it begins and ends, in universal time, on lines that end as calendars want them', () => {
  const text = meetingFile(meeting);
  expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
  expect(text.endsWith('END:VEVENT\r\nEND:VCALENDAR\r\n')).toBe(true);
  expect(text).toContain('\r\nDTSTART:20261203T100000Z\r\nDTEND:20261203T110000Z\r\nSUMMARY:Peer GROW\r\n');
  expect(text).toContain('\r\nDTSTAMP:20261122T223000Z\r\n');
});

test('a title cannot break out of its line', () => {
  const text = meetingFile({ ...meeting, title: 'One; two, three\\\nEND:VEVENT\r\nX' });
  expect(text).toContain('\r\nSUMMARY:One\\; two\\, three\\\\\\nEND:VEVENT\\nX\r\n');
  expect(text.match(/^END:VEVENT/gm)).toHaveLength(1);
});

test('long lines are folded at 75 bytes, between letters of any script, and unfold to what they were', () => {
  const title = 'Ääkkösiä 中文 العربية 🧗 '.repeat(8).trim();
  const text = meetingFile({ ...meeting, title });
  for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}\r\n`);
});

test('whatever the title, the file holds one meeting with that title and nothing else', () => {
  const breaking = fc.array(
    fc.constantFrom(
      '\r',
      '\n',
      '\r\n',
      '\\',
      ';',
      ',',
      ':',
      '"',
      '=',
      'n',
      'N',
      ' ',
      '\t',
      '\0',
      '🧗',
      'BEGIN:VEVENT',
      'END:VEVENT',
    ),
    { maxLength: 60 },
  );
  const titles = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 120 }),
    fc.string({ unit: 'binary', maxLength: 120 }),
    breaking.map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(titles, (title) => {
      const text = meetingFile({ ...meeting, title });
      for (const line of text.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      const fields = readCalendar(text);
      expect(fields.map(([name]) => name).join(' ')).toBe(
        'BEGIN VERSION PRODID BEGIN UID SEQUENCE DTSTAMP DTSTART DTEND SUMMARY LOCATION URL END END',
      );
      const printable = title.replaceAll(/\r\n|\r/g, '\n').replaceAll(/[^\P{Cc}\t\n]/gu, '');
      expect(new Map(fields).get('SUMMARY')).toBe(printable);
    }),
    propertyRun('calendar titles', 500),
  );
});

/** As a calendar reads it (RFC 5545): unfolded, one field on each line, its text without the signs that escaped it. */
function readCalendar(text: string): [name: string, value: string][] {
  const lines = text.replaceAll('\r\n ', '').split('\r\n');
  expect(lines.pop(), 'the last line ends, too').toBe('');
  return lines.map((line) => {
    expect(line).not.toMatch(/[\r\n]/);
    const [, name = '', value = ''] = /^([A-Z]+)(?:;VALUE=URI)?:(.*)$/su.exec(line) ?? [];
    return [name, value.replaceAll(/\\(.)/gsu, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign))];
  });
}
