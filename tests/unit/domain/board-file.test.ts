import { boardFileLimit, readBoardFile, writeBoardFile, type BoardFile } from '#lib/domain/board/board-file.ts';
import {
  actionStatuses,
  cardColours,
  cardKinds,
  cardTextLimit,
  type Board,
  type Card,
} from '#lib/domain/board/card.ts';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { importedBoard } from '#lib/domain/board/imported-board.ts';
import { readBoard, seedBoard } from '#lib/crdt/board-doc.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { aCard } from '../../support/cards.ts';
import { aStroke } from '../../support/strokes.ts';
import { propertyRun } from '../../support/property-seed.ts';

const about: Omit<BoardFile, 'schema' | 'version' | 'board'> = {
  savedAt: Date.UTC(2026, 10, 22),
  session: { room: 'Ama and Jonas', number: 7 },
  format: peerGrow,
  people: [{ id: 'user-ama-1', name: 'Ama' }],
};
const empty: BoardFile['board'] = { cards: [], links: [], frames: [], ink: [] };
const file = (board: Partial<BoardFile['board']>): string =>
  writeBoardFile({ ...about, board: { ...empty, ...board } });

/** The file with one thing in it changed. */
function spoiled(
  spoil: (value: { board: { cards: Record<string, unknown>[] } } & Record<string, unknown>) => void,
): string {
  const value = JSON.parse(file({ cards: [aCard({ id: 'card-000001' }), aCard({ id: 'card-000002' })] })) as Parameters<
    typeof spoil
  >[0];
  spoil(value);
  return JSON.stringify(value);
}

function sentence(text: string): string {
  const read = readBoardFile(text);
  return read.ok ? 'it was read' : read.sentence;
}

const someText = fc.string({ unit: 'grapheme', maxLength: 80 }).map((text) => text.replaceAll('\0', ''));
const someCard = (index: number): fc.Arbitrary<Card> =>
  fc
    .record({
      kind: fc.constantFrom(...cardKinds),
      colour: fc.constantFrom(...cardColours),
      status: fc.constantFrom(...actionStatuses),
      text: someText,
      plan: someText,
      label: fc.option(fc.constantFrom('reality', 'option')),
      at: fc.record({ x: fc.integer({ min: -5000, max: 5000 }), y: fc.integer({ min: -5000, max: 5000 }) }),
      size: fc.option(
        fc.record({ width: fc.integer({ min: 120, max: 1200 }), height: fc.integer({ min: 48, max: 2000 }) }),
      ),
      confidence: fc.option(fc.integer({ min: 0, max: 10 })),
      due: fc.option(fc.constantFrom('2026-11-27', '2027-01-01')),
      author: fc.option(fc.constantFrom('user-ama-1', 'user-jonas')),
      locked: fc.boolean(),
      order: fc.integer({ min: -9, max: 9 }),
    })
    .map((fields) => aCard({ id: `card-${String(index).padStart(6, '0')}`, createdAt: index, ...fields }));

const someBoard: fc.Arbitrary<BoardFile['board']> = fc
  .integer({ min: 0, max: 6 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => someCard(index))))
  .map((cards) => ({
    cards,
    links: cards
      .slice(1)
      .map((card, index) => ({ id: `link-00000${String(index)}`, from: cards[0]?.id ?? '', to: card.id, label: 'so' })),
    frames: [
      {
        id: 'goal',
        title: 'Goal',
        at: { x: 0, y: 0 },
        size: { width: 480, height: 300 },
        step: 'goal',
        turn: 0,
        locked: false,
        group: null,
      },
    ],
    ink: cards.map(({ at }, index) =>
      aStroke({ id: `stroke-${String(index).padStart(6, '0')}`, at, createdAt: index }),
    ),
  }));

test('what was saved is read again as it was, and opens as the same board', () => {
  fc.assert(
    fc.property(someBoard, (board) => {
      const read = readBoardFile(file(board));
      if (!read.ok) throw new Error(read.sentence);
      expect(read.file.board).toEqual(board);
      const doc = new Y.Doc();
      Y.applyUpdate(
        doc,
        seedBoard(read.file.board.frames, read.file.board.cards, read.file.board.links, read.file.board.ink),
      );
      expect(readBoard(doc)).toEqual({ ...board, images: [] });
    }),
    propertyRun('boards as files', 150),
  );
});

test('a file of an earlier program, which knows less of cards, is read all the same', () => {
  const text = spoiled(({ board }) => {
    for (const card of board.cards) {
      delete card['locked'];
      delete card['reactions'];
      delete card['emoji'];
    }
  });
  const read = readBoardFile(text);
  expect(read.ok && read.file.board.cards[0]).toEqual(aCard({ id: 'card-000001' }));
});

describe('a file that is wrong is refused with what is wrong', () => {
  test.each([
    ['half a file', file({}).slice(0, 200), 'It is not JSON'],
    ['an empty file', '', 'It is not JSON'],
    ['another kind of file', '{"name":"package"}', 'It is not a board that Counterpoint saved'],
    ['a list', '[]', 'It is not a board that Counterpoint saved'],
    ['a picture', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'It is not JSON'],
    ['one of a newer program', spoiled((value) => (value['version'] = 2)), 'newer version'],
    ['one without a version', spoiled((value) => delete value['version']), '"version" is wrong'],
    [
      'a card of no kind',
      spoiled(({ board }) => (board.cards[1] = { ...board.cards[1], kind: 'hope' })),
      'In card 2, "kind" is wrong',
    ],
    [
      'a card far off',
      spoiled(({ board }) => (board.cards[0] = { ...board.cards[0], at: { x: 1e9, y: 0 } })),
      'In card 1, "at.x" is wrong',
    ],
    [
      'a text that is too long',
      file({ cards: [aCard({ id: 'card-000001', text: 'x'.repeat(cardTextLimit + 1) })] }),
      'In card 1, "text" is wrong: longer than 10,000 characters.',
    ],
    ['a card that is none', spoiled(({ board }) => board.cards.push(null as never)), 'What it says of card 3 is wrong'],
    [
      'two cards in one',
      file({ cards: [aCard({ id: 'card-000001' }), aCard({ id: 'card-000001' })] }),
      'Two cards in it have the same id',
    ],
    [
      'a link to nowhere',
      file({
        cards: [aCard({ id: 'card-000001' })],
        links: [{ id: 'link-000001', from: 'card-000001', to: 'card-000002', label: '' }],
      }),
      'Link 1 does not join two cards',
    ],
    [
      'too many cards',
      spoiled(
        ({ board }) =>
          (board.cards = Array.from({ length: 2_001 }, (_, index) => aCard({ id: `card-${String(index + 100_000)}` }))),
      ),
      'more than 2,000 cards',
    ],
    ['a huge file', ' '.repeat(boardFileLimit + 1), 'larger than 2 MB'],
  ])('%s', (_, text, expected) => {
    expect(sentence(text)).toContain('nothing was made');
    expect(sentence(text)).toContain(expected);
  });

  test('whatever the file holds, reading it ends in a board or in a sentence', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.string(), (json, key) => {
        const value: unknown = JSON.parse(json);
        expect(
          typeof sentence(
            spoiled((whole) => (whole.board.cards[0] = { ...whole.board.cards[0], [key]: value, due: value })),
          ),
        ).toBe('string');
        expect(typeof sentence(spoiled((whole) => (whole['board'] = value as never)))).toBe('string');
      }),
      propertyRun('malformed files', 200),
    );
  });
});

describe('an imported board', () => {
  const members = new Set(['user-ama-1']);
  let next = 0;
  const newId = (): string => `fresh-${String((next += 1)).padStart(6, '0')}`;
  const read = (board: Partial<BoardFile['board']>, open: Card[] = []): Board =>
    importedBoard({
      file: { board: { ...empty, ...board } },
      open: new Map(open.map((card) => [card.id, card])),
      members,
      newId,
    });

  test('has cards and links of its own, joined as they were', () => {
    const [one, two] = [
      aCard({ id: 'card-000001', group: 'group-00001' }),
      aCard({ id: 'card-000002', group: 'group-00001' }),
    ];
    const { cards, links } = read({
      cards: [one, two],
      links: [{ id: 'link-000001', from: one.id, to: two.id, label: 'so' }],
    });
    expect(cards.map(({ id }) => id)).not.toContain(one.id);
    expect(links).toMatchObject([{ from: cards[0]?.id, to: cards[1]?.id, label: 'so' }]);
    expect(cards[0]?.group).toBe(cards[1]?.group);
    expect(cards[0]?.group).not.toBe('group-00001');
  });

  test('names nobody who is not in the room', () => {
    const [card] = read({
      cards: [
        aCard({
          id: 'card-000001',
          author: 'user-ama-1',
          owner: 'user-foreign',
          reactions: [{ user: 'user-foreign', emoji: '👍' }],
        }),
      ],
    }).cards;
    expect(card).toMatchObject({ author: 'user-ama-1', owner: null, reactions: [] });
  });

  test('does not turn back a promise that is open in the room', () => {
    const promise = aCard({ id: 'action-0001', kind: 'action', text: 'Now', due: '2026-12-01' });
    const saved = aCard({ id: 'action-0001', kind: 'action', text: 'Then', at: { x: 5, y: 6 } });
    expect(read({ cards: [saved] }, [promise]).cards).toEqual([{ ...promise, at: { x: 5, y: 6 } }]);
  });
});
