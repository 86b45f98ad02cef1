import { cardColours, cardKinds, type Board, type Card } from '#lib/domain/board/card.ts';
import type { BoardImage } from '#lib/domain/board/image.ts';
import { drawBoard } from '#lib/ui/takeaway/board-drawing.ts';
import { pagesOf, partOf } from '#lib/ui/takeaway/drawing-parts.ts';
import { textLines, type MeasureText } from '#lib/ui/takeaway/text-lines.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aCard } from '../../support/cards.ts';
import { propertyRun } from '../../support/property-seed.ts';
import { aStroke } from '../../support/strokes.ts';
import { everyElement, readXml } from '../../support/read-xml.ts';

/** Every character as wide as half the size of its font: near enough, and the same everywhere. */
const measure: MeasureText = (text, { size }) => Array.from(text).length * size * 0.5;

function draw(
  board: Partial<Board>,
  title = 'Ama and Jonas, session 7',
  pictures = new Map<string, string>(),
): ReturnType<typeof drawBoard> {
  return drawBoard({
    board: { cards: [], links: [], frames: [], images: [], ink: [], ...board },
    title,
    nameOf: (user) => (user === 'user-ama-1' ? 'Ama' : 'A former member'),
    turnNames: ['Ama', null],
    measure,
    pictures,
    font: null,
  });
}

const picture = (id: string, x: number, alt = ''): BoardImage => ({
  id,
  file: 'file-000001',
  at: { x, y: 40 },
  size: { width: 200, height: 120 },
  alt,
  locked: false,
  group: null,
  order: 0,
  author: null,
  createdAt: 0,
});

describe('pictures on the board', () => {
  const images = [picture('image-000001', 0, 'Four <circles>')];

  test('are in the file with their pixels, and with their words for those who cannot see them', () => {
    const href = 'data:image/png;base64,iVBORw0KGgo=';
    const { svg } = draw({ images }, 'Title', new Map([['file-000001', href]]));
    const found = everyElement(readXml(svg)).find(({ name }) => name === 'image');
    expect(found?.attributes).toMatchObject({ href, x: '0', y: '40', width: '200', height: '120' });
    expect(everyElement(readXml(svg)).map(({ text }) => text)).toContain('Four <circles>');
  });

  test.each(['', 'data:image/svg+xml;base64,PHN2Zy8+', 'https://evil.example/a.png', 'data:text/html;base64,PGI+'])(
    'that cannot be had, or are none (%j), are a box with their words',
    (href) => {
      const { svg } = draw({ images }, 'Title', new Map([['file-000001', href]]));
      expect(everyElement(readXml(svg)).map(({ name }) => name)).not.toContain('image');
      expect(words(svg)).toContain('Four <circles>');
    },
  );
});

const words = (svg: string): string[] =>
  everyElement(readXml(svg))
    .filter(({ name }) => name === 'text')
    .map(({ text }) => text);

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '</text><script>alert(1)</script>',
    '"/><a href="javascript:alert(1)">',
    "' onload='alert(1)",
    ']]><!ENTITY x SYSTEM "file:///etc/passwd">&x;',
    '<?xml-stylesheet href="http://evil.example"?>',
    '\uD800 \uFFFE \u0000 \u001B',
    'شكرا جزيلا <b>',
  ),
);

test('nothing that people write becomes markup: the file is well-formed, runs nothing and leads nowhere', () => {
  fc.assert(
    fc.property(
      hostile,
      hostile,
      hostile,
      fc.constantFrom(...cardKinds),
      fc.constantFrom(...cardColours),
      (text, plan, title, kind, colour) => {
        const card = aCard({ id: 'card-000001', kind, colour, text, plan, label: title, owner: 'user-ama-1' });
        const other = aCard({ id: 'card-000002', text: plan, at: { x: 500, y: 40 } });
        const frame = {
          id: 'goal',
          title,
          at: { x: -20, y: -60 },
          size: { width: 900, height: 500 },
          step: null,
          turn: 0,
          locked: false,
          group: null,
        };
        const link = { id: 'link-000001', from: card.id, to: other.id, label: title };
        const { svg } = draw({ cards: [card, other], links: [link], frames: [frame] }, text);
        for (const element of everyElement(readXml(svg))) {
          expect(['svg', 'title', 'defs', 'marker', 'style', 'g', 'rect', 'path', 'text']).toContain(element.name);
          for (const [name, value] of Object.entries(element.attributes)) {
            expect(name).not.toMatch(/^on|href$|^src$|^style$/i);
            if (value.includes('url(')) expect(value).toBe('url(#arrow)');
          }
        }
      },
    ),
    propertyRun('hostile words in a drawing', 400),
  );
});

test('a card is drawn with its title, its words and what an action promises', () => {
  const card = aCard({
    id: 'card-000001',
    kind: 'action',
    text: 'Send the agenda & ask <one> question',
    owner: 'user-ama-1',
    due: '2026-11-27',
    confidence: 8,
    plan: 'If it is Friday, then I send it',
    status: 'done',
  });
  expect(words(draw({ cards: [card] }).svg)).toEqual([
    'Ama and Jonas, session 7',
    'Action',
    'Send the agenda & ask',
    '<one> question',
    'If it is Friday, then I send',
    'it',
    'Done',
    'Ama',
    'by 27 Nov',
    '8 of 10 sure',
  ]);
});

test('zones say whose turn they belong to, and higher cards are drawn over lower ones', () => {
  const frame = {
    id: 'goal',
    title: 'Goal',
    at: { x: 0, y: 0 },
    size: { width: 500, height: 400 },
    step: 'goal',
    turn: 0,
    locked: false,
    group: null,
  };
  const low = aCard({ id: 'card-000001', text: 'beneath', order: -1, createdAt: 2 });
  const high = aCard({ id: 'card-000002', text: 'above', order: 1, createdAt: 1 });
  const drawn = words(draw({ cards: [high, low], frames: [frame] }).svg);
  expect(drawn).toContain('Goal, Ama');
  expect(drawn.indexOf('beneath')).toBeLessThan(drawn.indexOf('above'));
});

test('the picture is large enough for everything on it, wherever it lies', () => {
  const far = aCard({ id: 'card-000001', at: { x: -50_000, y: 50_000 } });
  const near = aCard({ id: 'card-000002', at: { x: 50_000, y: -50_000 } });
  const { size } = draw({ cards: [far, near] });
  expect(size.width).toBeGreaterThan(100_000);
  expect(size.height).toBeGreaterThan(100_000);
  expect(draw({}).size.width).toBeGreaterThan(300);
});

test('a text of 10,000 characters is cut as on the canvas, and the card says so', () => {
  const { svg, size } = draw({ cards: [aCard({ id: 'card-000001', text: 'word '.repeat(2_000) })] });
  expect(size.height).toBeLessThan(600);
  expect(words(svg).at(-1)).toMatch(/…$/);
});

test('drawings lie over the cards in their colours, within the picture', () => {
  const { svg, size } = draw({
    cards: [aCard({ id: 'card-000001', text: 'Speak last' })],
    ink: [
      aStroke({ id: 'stroke-00001', at: { x: 900, y: 700 } }),
      aStroke({ id: 'stroke-00002', colour: 'ink', width: 'broad' }),
    ],
  });
  const drawn = everyElement(readXml(svg)).filter(({ name, attributes }) => {
    return name === 'path' && attributes['transform'] !== undefined && attributes['stroke'] === undefined;
  });
  expect(svg.indexOf('Speak last')).toBeLessThan(svg.indexOf('translate(900 700)'));
  expect(drawn.slice(-2).map(({ attributes }) => attributes['fill'])).toEqual(['#7a4bb0', '#182624']);
  expect(size.width).toBeGreaterThan(960);
});

describe('lines of text', () => {
  const font = { size: 10, weight: 400 } as const;
  const lines = (text: string, width = 50, most = 9): string[] =>
    textLines(text, { width, font, most, measure }).map((line) => line.text);

  test('break between words, keep line breaks, and break a word that is too long for any line', () => {
    expect(lines('one two three')).toEqual(['one two', 'three']);
    expect(lines('one\n\ntwo\r\nthree')).toEqual(['one', '', 'two', 'three']);
    expect(lines('abcdefghijklmnop')).toEqual(['abcdefghij', 'klmnop']);
    expect(lines('nine nine, ten')).toEqual(['nine nine,', 'ten']);
  });

  test('the last one that fits ends in an ellipsis', () => {
    expect(lines('one two three four five', 50, 2)).toEqual(['one two', 'three fou…']);
    expect(lines('one\ntwo\nthree', 50, 2).at(-1)).toBe('two…');
    expect(lines('one\ntwo', 50, 2)).toEqual(['one', 'two']);
  });

  test('run from the right where their paragraph does', () => {
    expect(textLines('123 שלום\nhello', { width: 200, font, most: 9, measure }).map(({ rtl }) => rtl)).toEqual([
      true,
      false,
    ]);
  });

  test('lose no character and are never wider than asked, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 20, max: 300 }), (text, width) => {
        const all = textLines(text, { width, font, most: 10_000, measure });
        const bare = (value: string): string => value.replace(/\s/gu, '');
        expect(bare(all.map((line) => line.text).join(''))).toBe(bare(text));
        for (const line of all) {
          const graphemes = [...new Intl.Segmenter().segment(line.text)].length;
          if (graphemes > 1) expect(measure(line.text, font)).toBeLessThanOrEqual(width);
        }
      }),
      propertyRun('lines of text', 300),
    );
  });
});

describe('parts of a board', () => {
  const at = (x: number): Card['at'] => ({ x, y: 10 });
  const cards = [
    aCard({ id: 'card-000001', at: at(0) }),
    aCard({ id: 'card-000002', at: at(1000) }),
    aCard({ id: 'card-000003', at: at(9000) }),
  ];
  const frame = (id: string, x: number, turn: number | null): Board['frames'][number] => ({
    id,
    title: id,
    at: { x, y: 0 },
    size: { width: 500, height: 500 },
    step: id,
    turn,
    locked: false,
    group: null,
  });
  const board: Board = {
    cards,
    links: [{ id: 'link-000001', from: 'card-000001', to: 'card-000002', label: '' }],
    frames: [frame('a', 0, 0), frame('b', 1000, 1), frame('empty', 3000, 2)],
    images: [picture('image-000001', 100), picture('image-000002', 9000)],
    ink: [
      aStroke({ id: 'stroke-00001', at: { x: 1010, y: 20 } }),
      aStroke({ id: 'stroke-00002', at: { x: 9010, y: 20 } }),
    ],
  };

  test('a selection keeps the links within it, and no zone or picture but its own', () => {
    const part = partOf(board, new Set(['card-000001', 'card-000002']));
    expect(partOf(board, new Set(['image-000001'])).images.map(({ id }) => id)).toEqual(['image-000001']);
    expect(part.cards.map(({ id }) => id)).toEqual(['card-000001', 'card-000002']);
    expect(part.links).toHaveLength(1);
    expect(part.frames).toEqual([]);
    expect(part.images).toEqual([]);
    expect(part.ink).toEqual([]);
    expect(partOf(board, new Set(['stroke-00002'])).ink).toHaveLength(1);
    expect(partOf(board, new Set(['card-000001'])).links).toEqual([]);
  });

  test('on paper each turn has its own picture, and every card is in one of them', () => {
    const pages = pagesOf(board);
    expect(pages.map((page) => page.cards.map(({ id }) => id))).toEqual([
      ['card-000001'],
      ['card-000002'],
      ['card-000003'],
    ]);
    expect(pages.map((page) => page.ink.map(({ id }) => id))).toEqual([[], ['stroke-00001'], ['stroke-00002']]);
    expect(pages.map((page) => page.frames.map(({ id }) => id))).toEqual([['a'], ['b'], []]);
    expect(pages.map((page) => page.images.map(({ id }) => id))).toEqual([['image-000001'], [], ['image-000002']]);
  });
});
