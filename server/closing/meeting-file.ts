/** One meeting as an iCalendar file (RFC 5545), for any calendar. */
import ical from 'ical-generator';

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

/** Control characters may not stand in a calendar at all; of line ends the library makes the sign for one. */
const printable = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\t\n]/gu, '');

export function meetingFile({ uid, at, minutes, title, link, stamp }: Meeting): string {
  const calendar = ical({ prodId: { company: 'Counterpoint', product: 'Counterpoint', language: 'EN' } });
  calendar.createEvent({
    id: uid,
    stamp: new Date(stamp),
    // Later files of one meeting take the place of earlier ones.
    sequence: Math.floor(stamp / 1000) % 2_147_483_647,
    start: new Date(at),
    end: new Date(at + minutes * minute),
    summary: printable(title),
    url: link,
    location: link,
  });
  // The last line has to end like every other; the library leaves it open.
  return `${calendar.toString()}\r\n`;
}
