import { boardReach, cardTextLimit } from '#lib/domain/board/card.ts';
import { cardSchema, frameSchema, linkSchema } from '#lib/domain/board/card-schema.ts';
import { addCard, boardMaps, changeCard, moveItems, readBoard, removeItems } from '#lib/crdt/board-doc.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { aCard } from '../../support/cards.ts';
import { propertyRun } from '../../support/property-seed.ts';

const good = aCard({ id: 'card-good-1', kind: 'goal', text: 'Stay', createdAt: 1 });

/** A board with one good card, into which a peer wrote this under `id` in `part`. */
function boardWith(part: 'cards' | 'links' | 'frames', id: string, value: unknown): Y.Doc {
  const doc = new Y.Doc();
  addCard(doc, good);
  const peer = new Y.Doc();
  boardMaps(peer)[part].set(id, value);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer));
  return doc;
}

function mapOf(fields: Record<string, unknown>): Y.Map<unknown> {
  return new Y.Map(Object.entries(fields));
}

/** What the board shows of a card with these fields, beside the good one. */
function shown(fields: Record<string, unknown>) {
  const doc = boardWith('cards', 'card-odd-01', mapOf({ kind: 'note', createdAt: 2, ...fields }));
  const { cards } = readBoard(doc);
  expect(cards[0]).toEqual(good);
  return cards[1];
}

describe('what is no card is left out, and nothing else suffers', () => {
  test.each<[string, string, () => unknown]>([
    ['a plain object', 'card-odd-01', () => ({ kind: 'note' })],
    ['a string', 'card-odd-01', () => 'card'],
    ['null', 'card-odd-01', () => null],
    ['a text', 'card-odd-01', () => new Y.Text('card')],
    ['a list', 'card-odd-01', () => new Y.Array()],
    ['an empty map', 'card-odd-01', () => new Y.Map()],
    ['an unknown kind', 'card-odd-01', () => mapOf({ kind: 'bomb' })],
    ['a kind that every object has', 'card-odd-01', () => mapOf({ kind: 'constructor' })],
    ['a number as kind', 'card-odd-01', () => mapOf({ kind: 0 })],
    ['the id __proto__', '__proto__', () => mapOf({ kind: 'note' })],
    ['an empty id', '', () => mapOf({ kind: 'note' })],
    ['an id with a path in it', '../../../etc/passwd', () => mapOf({ kind: 'note' })],
    ['an endless id', 'x'.repeat(100_000), () => mapOf({ kind: 'note' })],
  ])('%s', (_, id, value) => {
    expect(readBoard(boardWith('cards', id, value())).cards).toEqual([good]);
    expect(Object.prototype).not.toHaveProperty('kind');
  });
});

describe('a card with odd fields is shown with harmless ones', () => {
  test.each<[string, unknown, unknown]>([
    ['far off', [1e9, -1e300], { x: boardReach, y: -boardReach }],
    ['at infinity', [Infinity, -Infinity], { x: boardReach, y: -boardReach }],
    ['nowhere', [Number.NaN, 3], { x: 0, y: 0 }],
    ['in words', ['1', '2'], { x: 0, y: 0 }],
    ['as an object', { x: 1, y: 2 }, { x: 0, y: 0 }],
    ['too short', [1], { x: 0, y: 0 }],
    ['in big integers', [1n, 2n], { x: 0, y: 0 }],
    ['below nothing', [-0, -0], { x: 0, y: 0 }],
  ])('a place %s', (_, at, place) => {
    expect(shown({ at })?.at).toEqual(place);
  });

  test('sizes, numbers, days, words and names', () => {
    const fields = {
      size: [5, Number.NaN],
      colour: 'red; background: url(x)',
      author: 7,
      owner: 'x'.repeat(65),
      due: '2026-02-30',
      confidence: 11,
      plan: ['a'],
      status: 'exploded',
      carriedFrom: -1,
      step: ['will'],
      label: false,
    };
    expect(shown(fields)).toEqual(aCard({ id: 'card-odd-01', createdAt: 2 }));
    expect(shown({ label: 'y'.repeat(50), plan: 'z'.repeat(5000), size: [1, 9e9] })).toMatchObject({
      label: 'y'.repeat(40),
      plan: 'z'.repeat(500),
      size: { width: 120, height: 2000 },
    });
  });

  test('scales, marks, heights, groups, emojis and reactions', () => {
    const junk = {
      scale: 10.5,
      pinned: 'yes',
      answered: 1,
      useful: { id: 'ama' },
      locked: 'true',
      order: Number.NaN,
      group: '../..',
      emoji: '<img src=x onerror=alert(1)>',
      editedBy: 'x'.repeat(65),
      editedAt: -5,
      'reaction:': true,
      'reaction:ama': true,
      'reaction:ama:no emoji': true,
      'reaction:ama:👍:more': true,
      'reaction:ama:👍': 'true',
      [`reaction:${'x'.repeat(65)}:👍`]: true,
    };
    expect(shown(junk)).toEqual(aCard({ id: 'card-odd-01', createdAt: 2 }));
    expect(shown({ order: 1e300 })?.order).toBe(1e9);
    const many = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, nth) => [`reaction:user-${String(nth)}:👍`, true]),
    );
    expect(shown(many)?.reactions).toHaveLength(200);
  });

  test.each([2.5, -1, 1e300, '2026', null, 9n])('an instant of %s counts as the very first', (createdAt) => {
    const doc = boardWith('cards', 'card-odd-01', mapOf({ kind: 'note', createdAt }));
    expect(readBoard(doc).cards.map((card) => card.createdAt)).toEqual([0, 1]);
  });

  test('texts of the wrong type, too long, or with halves of characters', () => {
    expect(shown({ text: 'plain' })?.text).toBe('plain');
    expect(shown({ text: 12 })?.text).toBe('');
    expect(shown({ text: new Y.Map() })?.text).toBe('');
    expect(shown({ text: new Y.Text('x'.repeat(100_000)) })?.text).toHaveLength(cardTextLimit);
    expect(shown({ text: new Y.Text(`${'x'.repeat(cardTextLimit - 1)}🙂`) })?.text.isWellFormed()).toBe(true);
    expect(shown({ text: new Y.Text('a\u0000b') })?.text).toBe('ab');
    expect(shown({ text: new Y.Text('<img src=x onerror=alert(1)>') })?.text).toBe('<img src=x onerror=alert(1)>');
  });
});

test('links that are none, or lead nowhere, are left out', () => {
  const values = [
    null,
    'x',
    7,
    [],
    { from: good.id },
    { from: good.id, to: good.id },
    { from: good.id, to: 'card-gone-1' },
  ];
  for (const value of [...values, { from: 1, to: 2 }, new Y.Map(), { from: '__proto__', to: good.id }]) {
    const doc = boardWith('links', 'link-odd-01', value);
    expect(readBoard(doc).links).toEqual([]);
    expect(() => removeItems(doc, [good.id])).not.toThrow();
  }
});

test.each<[unknown, string]>([
  ['x'.repeat(500), 'x'.repeat(80)],
  [7, ''],
  [{ html: '<b>' }, ''],
  ['<b>bold</b>', '<b>bold</b>'],
])('words on a link of %j read as %j', (label, shownAs) => {
  const doc = boardWith('links', 'link-odd-01', { from: good.id, to: 'card-other-1', label });
  addCard(doc, aCard({ id: 'card-other-1' }));
  expect(readBoard(doc).links).toEqual([{ id: 'link-odd-01', from: good.id, to: 'card-other-1', label: shownAs }]);
});

test('frames that are none are left out, and one without a rank comes last', () => {
  const frame = { title: 'Own', at: [1, 2], size: [300, 200] };
  for (const value of [
    null,
    'x',
    {},
    mapOf({}),
    mapOf({ ...frame, size: [0, 9] }),
    mapOf({ ...frame, size: ['a', 1] }),
  ]) {
    expect(readBoard(boardWith('frames', 'odd', value)).frames).toEqual([]);
  }
  const odd = mapOf({ ...frame, title: 9, at: null, locked: 'yes', step: 4, turn: -1, rank: 'first', size: [1e12, 5] });
  const doc = boardWith('frames', 'odd', odd);
  boardMaps(doc).frames.set('zzz', mapOf({ ...frame, rank: 0 }));
  expect(readBoard(doc).frames).toEqual([
    {
      id: 'zzz',
      title: 'Own',
      at: { x: 1, y: 2 },
      size: { width: 300, height: 200 },
      step: null,
      turn: null,
      locked: false,
      group: null,
    },
    {
      id: 'odd',
      title: '',
      at: { x: 0, y: 0 },
      size: { width: 2 * boardReach, height: 5 },
      step: null,
      turn: null,
      locked: false,
      group: null,
    },
  ]);
});

test('writing to a card that a peer broke does not throw', () => {
  const doc = boardWith('cards', 'card-odd-01', 'no map');
  changeCard(doc, 'card-odd-01', { kind: 'note' });
  moveItems(doc, { 'card-odd-01': { x: 1, y: 1 } });
  removeItems(doc, ['card-odd-01']);
  expect(boardMaps(doc).cards.has('card-odd-01')).toBe(false);
});

test('whatever a peer writes, reading gives a valid board with the good card in it', () => {
  const leaf = fc.oneof(
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom<unknown>(null, true, 'note', 'goal', 'action', '2026-11-22', good.id, 'card-odd-02', '__proto__'),
    fc.array(fc.double(), { maxLength: 3 }),
    fc.bigInt({ min: -5n, max: 5n }),
  );
  const names = [
    'kind',
    'label',
    'text',
    'at',
    'size',
    'colour',
    'author',
    'createdAt',
    'step',
    'owner',
    'due',
    'confidence',
  ];
  const field = fc.constantFrom(
    ...names,
    'plan',
    'status',
    'carriedFrom',
    'from',
    'to',
    'title',
    'turn',
    'rank',
    'scale',
    'order',
    'group',
    'emoji',
    'editedAt',
    'reaction:ama:👍',
    '__proto__',
  );
  const fields = fc.array(fc.tuple(field, leaf), { maxLength: 20 });
  const value = fc.oneof(
    fields.map((entries) => () => new Y.Map<unknown>(entries)),
    fields.map((entries) => () => Object.fromEntries(entries)),
    leaf.map((plain) => () => plain),
    fc.string().map((text) => () => new Y.Text(text)),
  );
  const id = fc.oneof(
    fc.constantFrom('card-odd-01', 'card-odd-02', 'constructor', '__proto__'),
    fc.string({ unit: 'binary' }),
  );
  const part = fc.constantFrom('cards' as const, 'links' as const, 'frames' as const);
  fc.assert(
    fc.property(fc.array(fc.tuple(part, id, value), { maxLength: 12 }), (entries) => {
      const peer = new Y.Doc();
      for (const [name, key, make] of entries) boardMaps(peer)[name].set(key, make());
      const doc = new Y.Doc();
      addCard(doc, good);
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(peer));
      const board = readBoard(doc);
      expect(board.cards).toContainEqual(good);
      const ids = new Set(board.cards.map((card) => card.id));
      for (const card of board.cards) expect(cardSchema.safeParse(card).error).toBeUndefined();
      for (const frame of board.frames) expect(frameSchema.safeParse(frame).error).toBeUndefined();
      for (const link of board.links) {
        expect(linkSchema.safeParse(link).success).toBe(true);
        expect(ids.has(link.from) && ids.has(link.to)).toBe(true);
      }
    }),
    propertyRun('hostile boards', 1000),
  );
});
