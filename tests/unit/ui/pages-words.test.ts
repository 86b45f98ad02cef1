import { describe, expect, it } from 'vitest';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { nameSchema } from '#lib/domain/person.ts';
import { pageLocale } from '#lib/client/local-time.svelte.ts';
import { countWords, listOfNames } from '#lib/ui/pages/count-words.ts';
import { dueDate } from '#lib/ui/pages/room/due-date.ts';
import { outlineOf } from '#lib/ui/pages/format-outline.ts';
import { greetingAt } from '#lib/ui/pages/home/greeting.ts';
import { leadSentence } from '#lib/ui/pages/home/lead-sentence.ts';
import { lengthWords } from '#lib/ui/pages/review/length-words.ts';
import { roomNameFor } from '#lib/ui/pages/home/room-name.ts';

describe('the greeting', () => {
  it.each([
    [0, 'Good evening'],
    [4, 'Good evening'],
    [5, 'Good morning'],
    [11, 'Good morning'],
    [12, 'Good afternoon'],
    [17, 'Good afternoon'],
    [18, 'Good evening'],
    [23, 'Good evening'],
  ])('at %i o’clock is %s', (hour, words) => {
    expect(greetingAt(hour)).toBe(words);
  });
});

describe('a due day', () => {
  it.each([
    ['2026-11-22', 'today', 'soon'],
    ['2026-11-23', 'tomorrow', 'soon'],
    ['2026-11-24', '24 Nov', 'later'],
    ['2027-01-03', '3 Jan 2027', 'later'],
    ['2026-11-21', 'overdue since yesterday', 'overdue'],
    ['2026-11-01', 'overdue since 1 Nov', 'overdue'],
    ['2025-11-22', 'overdue since 22 Nov 2025', 'overdue'],
  ] as const)('%s is shown as %s on 22 November 2026', (due, words, state) => {
    expect(dueDate(due, '2026-11-22', 'en-GB')).toEqual({ words, state });
  });

  it('is tomorrow also over the end of a year and of a leap February', () => {
    expect(dueDate('2027-01-01', '2026-12-31', 'en-GB').words).toBe('tomorrow');
    expect(dueDate('2028-03-01', '2028-02-29', 'en-GB').words).toBe('tomorrow');
    expect(dueDate('2028-03-01', '2028-02-28', 'en-GB').words).toBe('1 Mar');
  });

  it('puts day and month in the order of the reader’s region', () => {
    expect(dueDate('2026-12-03', '2026-11-22', 'en-US').words).toBe('Dec 3');
  });
});

describe('the region of dates', () => {
  it.each([
    ['en-US', 'en-US'],
    ['de', 'en-DE'],
    ['pt-BR', 'en-BR'],
    ['zh-Hant-TW', 'en-TW'],
    ['not a language', 'en-GB'],
    ['', 'en-GB'],
  ])('for a browser in %j is %s', (language, locale) => {
    expect(pageLocale(language)).toBe(locale);
  });
});

describe('the sentence under the greeting', () => {
  const nothing = { promises: 0, overdue: 0, here: [], rooms: 1 };

  it('counts open promises and names who waits', () => {
    expect(leadSentence({ ...nothing, promises: 3, here: ['Jonas'] })).toBe(
      'Three promises are open. Jonas is waiting in the room.',
    );
  });

  it('says how many are overdue', () => {
    expect(leadSentence({ ...nothing, promises: 3, overdue: 2 })).toBe('Three promises are open, two overdue.');
    expect(leadSentence({ ...nothing, promises: 1, overdue: 1 })).toBe('One promise is open and overdue.');
  });

  it('tells a newcomer how to begin', () => {
    expect(leadSentence({ ...nothing, rooms: 0 })).toBe('Open your first room below, and send its link to a peer.');
  });

  it('is calm when nothing is open', () => {
    expect(leadSentence(nothing)).toBe('Nothing that you promised is open.');
  });
});

describe('small words', () => {
  it('counts in words up to twelve and in figures from there', () => {
    expect([countWords(1, 'promise'), countWords(12, 'promise'), countWords(13, 'promise')]).toEqual([
      'one promise',
      'twelve promises',
      '13 promises',
    ]);
  });

  it('keeps a name that runs from right to left from turning the list around', () => {
    expect(listOfNames(['Ama', 'فاطمة', 'Mei'])).toBe('Ama, \u2068فاطمة\u2069 and Mei');
  });

  it.each([
    [20_000, 'less than a minute'],
    [60_000, '1 min'],
    [3_540_000, '59 min'],
    [3_599_000, '1 h'],
    [3_900_000, '1 h 5 min'],
  ])('says %i ms as %s', (milliseconds, words) => {
    expect(lengthWords(milliseconds)).toBe(words);
  });
});

describe('the name of a first room', () => {
  it('is made of the person’s name', () => {
    expect(roomNameFor('Ama')).toBe('Ama’s room');
  });

  it('begins with a left-to-right word when the person’s name runs the other way, so that it reads in order', () => {
    expect(roomNameFor('علی')).toBe('Room of علی');
    const long = roomNameFor('ש'.repeat(80));
    expect(nameSchema.parse(long)).toBe(long);
  });

  it.each([['x'.repeat(80)], ['👩‍👩‍👧‍👦'.repeat(11)], ['क्षि'.repeat(20)], ['y'.repeat(72) + ' ' + 'z'.repeat(7)]])(
    'fits, and cuts no letter in two, for the longest names: %s',
    (person) => {
      const name = roomNameFor(person);
      expect(nameSchema.parse(name)).toBe(name);
      const letters = (text: string) => [...new Intl.Segmenter('en').segment(text)].map(({ segment }) => segment);
      expect(
        letters(person)
          .join('')
          .startsWith(name.replace(/’s room$/, '')),
      ).toBe(true);
      expect(letters(person)).toEqual(expect.arrayContaining(letters(name.replace(/’s room$/, ''))));
    },
  );
});

describe('the outline of a format before the session', () => {
  it('shows each turn on a line of its own, and an hour in all', () => {
    const stages = outlineOf(peerGrow);
    expect(stages.map(({ title }) => title)).toEqual([
      'Arrive',
      'Last promises',
      'First turn',
      'Second turn',
      'Feedback',
      'Next date',
    ]);
    expect(stages.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(60);
  });
});
