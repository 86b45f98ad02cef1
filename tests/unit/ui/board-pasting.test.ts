import { describe, expect, it } from 'vitest';
import { blankCard, cardTextLimit } from '#lib/domain/board/card.ts';
import { clipOf, clipText } from '#lib/ui/board/paste/board-clip.ts';
import { findCards } from '#lib/ui/board/find/find-cards.ts';
import { clipAround, readClip } from '#lib/ui/board/paste/pasted-clip.ts';
import { aStroke } from '../../support/strokes.ts';
import { pasteLimit, readPastedText } from '#lib/ui/board/paste/pasted-text.ts';

const texts = (text: string): string[] => {
  const pasted = readPastedText(text);
  if (!pasted.ok) throw new Error(pasted.why);
  return pasted.cards.map((card) => card.text);
};

describe('text pasted from elsewhere', () => {
  it('becomes a card for each line, and none for empty ones', () => {
    expect(texts('one\r\ntwo\n\n   \nthree  ')).toEqual(['one', 'two', 'three']);
    expect(texts('  \n ')).toEqual([]);
  });

  it.each(['- a\n- b', '* a\n* b', '1. a\n2. b', '1) a\n2) b', '• a\n• b', '## a\n## b'])(
    'as the list %j becomes a card for each point, without its mark',
    (text) => {
      expect(texts(text)).toEqual(['a', 'b']);
    },
  );

  it('keeps what is indented under a point of a list together with it', () => {
    expect(texts('- a\n  - a1\n  more\n- b')).toEqual(['a\n- a1\nmore', 'b']);
  });

  it('knows actions by their box and questions by their mark', () => {
    expect(readPastedText('- [ ] call\n- [x] write\nWhy not?\nهل أنت؟\nplain', 'goal')).toMatchObject({
      cards: [
        { kind: 'action', text: 'call' },
        { kind: 'action', text: 'write' },
        { kind: 'question', text: 'Why not?' },
        { kind: 'question', text: 'هل أنت؟' },
        { kind: 'goal', text: 'plain' },
      ],
    });
  });

  it('is refused with a clear sentence when it is too much, or would be too many cards', () => {
    expect(readPastedText('x'.repeat(100_000))).toEqual({
      ok: false,
      why: 'That is too much for a board: 100,000 characters, and at most 20,000 can be pasted at once. Nothing was pasted.',
    });
    expect(readPastedText('a\n'.repeat(101))).toEqual({
      ok: false,
      why: 'That would be 101 cards, one for each line, and at most 100 can be pasted at once. Nothing was pasted.',
    });
  });

  it('is cut when one line is longer than a card takes', () => {
    const pasted = readPastedText('x'.repeat(pasteLimit));
    expect(pasted).toMatchObject({ ok: true, cut: 1 });
    expect(pasted.ok && pasted.cards[0]?.text.length).toBe(cardTextLimit);
  });
});

const board = {
  cards: [
    blankCard({
      id: 'card-a_______________',
      kind: 'action',
      text: 'Walk\nat noon',
      owner: 'ama',
      locked: true,
      at: { x: 10, y: 20 },
    }),
    blankCard({ id: 'card-b_______________', text: 'Why', at: { x: 110, y: 20 } }),
    blankCard({ id: 'card-c_______________', text: 'Elsewhere' }),
    blankCard({ id: 'card-d_______________', text: 'Framed', at: { x: 5_100, y: 5_100 } }),
  ],
  images: [],
  frames: [
    {
      id: 'frame-1_____________',
      title: 'Far off',
      at: { x: 5_000, y: 5_000 },
      size: { width: 400, height: 300 },
      step: null,
      turn: null,
      locked: true,
      group: null,
    },
  ],
  links: [
    { id: 'link-1_______________', from: 'card-a_______________', to: 'card-b_______________', label: 'so that' },
    { id: 'link-2_______________', from: 'card-b_______________', to: 'card-c_______________', label: '' },
  ],
  ink: [aStroke({ id: 'stroke-1____________', author: 'ama' }), aStroke({ id: 'stroke-2____________' })],
};

describe('cards on the clipboard', () => {
  const clip = clipOf(board, ['card-a_______________', 'card-b_______________'], null)!;

  it('come back with the links among them, and without what belongs to people of the old room', () => {
    const back = readClip(JSON.stringify(clip))!;
    expect(back.cards.map(({ id }) => id)).toEqual(['card-a_______________', 'card-b_______________']);
    expect(back.links).toEqual([{ from: 'card-a_______________', to: 'card-b_______________', label: 'so that' }]);
    expect(JSON.stringify(back)).not.toContain('ama');
  });

  it('take drawings along that are selected with them, and drawings travel alone, too', () => {
    const [drawn] = board.ink;
    const both = readClip(JSON.stringify(clipOf(board, ['card-a_______________', 'stroke-1____________'], null)))!;
    expect(both.cards).toHaveLength(1);
    expect(both.ink).toEqual([
      { at: drawn!.at, line: drawn!.line, colour: drawn!.colour, width: drawn!.width, group: null },
    ]);
    const alone = readClip(JSON.stringify(clipOf(board, ['stroke-1____________'], null)))!;
    expect(alone.cards).toEqual([]);
    const [moved] = clipAround(alone, { x: 1000, y: 500 }).ink;
    expect(moved!.at).not.toEqual(drawn!.at);
    expect(clipAround({ ...alone, ink: [moved!] }, { x: 1000, y: 500 }).ink).toEqual([moved]);
  });

  it('come along in the frame that they lie in, which is copied with its title', () => {
    const back = readClip(JSON.stringify(clipOf(board, ['frame-1_____________'], null)))!;
    expect(back.cards.map(({ text }) => text)).toEqual(['Framed']);
    expect(back.frames).toEqual([
      { title: 'Far off', at: { x: 5_000, y: 5_000 }, size: { width: 400, height: 300 }, group: null },
    ]);
    const here = clipAround(back, { x: 0, y: 0 });
    expect(here.frames[0]?.at).toEqual({ x: -200, y: -150 });
    expect(here.cards[0]?.at).toEqual({ x: -100, y: -50 });
    expect(clipText(back)).toBe('- Far off\n- Framed');
  });

  it('of an earlier page have no drawings and no frames; a drawing that is none makes it no clip', () => {
    const { ink, frames, ...older } = clip;
    expect([...ink, ...frames]).toEqual([]);
    expect(readClip(JSON.stringify(older))?.cards).toHaveLength(2);
    const odd = { at: { x: 0, y: 0 }, line: '<svg>', colour: 'ink', width: 'fine' };
    expect(readClip(JSON.stringify({ ...older, ink: [odd] }))).toBeNull();
  });

  it('are a list for other programs, and the bare words when it is one card', () => {
    expect(clipText(clip)).toBe('- Walk\n  at noon\n- Why');
    expect(clipText(clipOf(board, ['card-b_______________'], null)!)).toBe('Why');
    expect(texts(clipText(clip))).toEqual(['Walk\nat noon', 'Why']);
  });

  it('lie round the point where they are pasted, as they lay to each other', () => {
    const [a, b] = clipAround(clip, { x: 1_000, y: 1_000 }).cards;
    expect(b!.at.x - a!.at.x).toBe(100);
    expect(Math.abs(a!.at.x - 1_000)).toBeLessThan(300);
  });

  it.each(['', '{', 'null', '{"version":1}', '{"version":1,"cards":[],"links":[]}', '[1]'])('%j is no clip', (json) => {
    expect(readClip(json)).toBeNull();
  });

  it.each([
    { ...clip, version: 2 },
    { ...clip, cards: [{ ...clip.cards[0], at: { x: 1e9, y: 0 } }] },
    { ...clip, cards: [{ ...clip.cards[0], kind: 'script' }] },
    { ...clip, cards: [{ ...clip.cards[0], text: 'x'.repeat(cardTextLimit + 1) }] },
    { ...clip, cards: Array.from({ length: 501 }, () => clip.cards[0]) },
  ])('a clip that somebody made up is refused', (made) => {
    expect(readClip(JSON.stringify(made))).toBeNull();
  });
});

describe('finding on the board', () => {
  const cards = [
    blankCard({ id: 'card-low_____________', text: 'The Café', at: { x: 0, y: 900 } }),
    blankCard({ id: 'card-right___________', text: 'a cafe\u0301 too', at: { x: 500, y: 10 } }),
    blankCard({ id: 'card-left____________', text: 'CAFE', at: { x: 0, y: 0 } }),
    blankCard({ id: 'card-other___________', text: 'tea' }),
  ];

  it('finds words whatever their accents and capitals, in reading order', () => {
    expect(findCards(cards, 'café')).toEqual([
      'card-left____________',
      'card-right___________',
      'card-low_____________',
    ]);
    expect(findCards(cards, ' Tea ')).toEqual(['card-other___________']);
  });

  it('finds nothing for nothing', () => {
    expect(findCards(cards, ' ')).toEqual([]);
  });
});
