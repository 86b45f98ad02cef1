/** One meeting as an iCalendar file (RFC 5545), for any calendar. */

export interface Meeting {
  /** Stays when the meeting is moved, so that a calendar moves it too. */
  uid: string;
  /** When it begins, in milliseconds since 1970. */
  at: number;
  minutes: number;
  title: string;
  /** Where it takes place. */
  link: string;
  /** When this file was made, in milliseconds since 1970. */
  stamp: number;
}

const minute = 60_000;

export function calendarOf({ uid, at, minutes, title, link, stamp }: Meeting): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Counterpoint//EN',
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${utc(stamp)}`,
    // Later files of one meeting take the place of earlier ones.
    `SEQUENCE:${Math.floor(stamp / 1000) % 2_147_483_647}`,
    `DTSTART:${utc(at)}`,
    `DTEND:${utc(at + minutes * minute)}`,
    `SUMMARY:${escaped(title)}`,
    `URL:${link}`,
    `LOCATION:${escaped(link)}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** `20261203T100000Z` */
const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** Line ends are written as words; other control characters may not stand in a calendar at all. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    .replaceAll(/[^\P{Cc}\t]/gu, '');

/** No line is longer than 75 bytes; what is longer goes on in the next, behind a space. No letter is cut in two. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let bytes = 0;
  let result = '';
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (bytes + size > 75) {
      result += '\r\n ';
      bytes = 1;
    }
    result += letter;
    bytes += size;
  }
  return result;
}
