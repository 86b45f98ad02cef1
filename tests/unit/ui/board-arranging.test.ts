import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankCard, type Card, type Link, type Size } from '#lib/domain/board/card.ts';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { zonesOf } from '#lib/domain/board/zones.ts';
import { aligned, distributed } from '#lib/ui/board/arrange/card-alignment.ts';
import { CardGrid } from '#lib/ui/board/canvas/card-grid.ts';
import { linkPath } from '#lib/ui/board/canvas/link-path.ts';
import type { Placed } from '#lib/ui/board/canvas/next-card.ts';
import { frameAt } from '#lib/domain/board/frame-at.ts';
import { SnapLines } from '#lib/ui/board/canvas/snap-lines.ts';
import { tidied } from '#lib/ui/board/arrange/tidy-layout.ts';
import { propertyRun } from '../../support/property-seed.ts';

const at = (id: string, x: number, y: number, width = 200, height = 100): Placed => ({
  id,
  at: { x, y },
  size: { width, height },
});

describe('aligning cards', () => {
  const cards = [at('a', 10, 0), at('b', 50, 200, 100, 60), at('c', 300, 90)];

  it.each([
    ['left', { b: { x: 10, y: 200 }, c: { x: 10, y: 90 } }],
    ['right', { a: { x: 300, y: 0 }, b: { x: 400, y: 200 } }],
    ['centre', { a: { x: 155, y: 0 }, b: { x: 205, y: 200 }, c: { x: 155, y: 90 } }],
    ['top', { b: { x: 50, y: 0 }, c: { x: 300, y: 0 } }],
    ['middle', { a: { x: 10, y: 80 }, b: { x: 50, y: 100 }, c: { x: 300, y: 80 } }],
    ['bottom', { a: { x: 10, y: 160 }, c: { x: 300, y: 160 } }],
  ] as const)('to the %s moves those that are not there yet', (alignment, places) => {
    expect(aligned(cards, alignment)).toEqual(places);
  });

  it('does nothing with one card', () => {
    expect(aligned([at('a', 3, 4)], 'left')).toEqual({});
  });
});

describe('spreading cards', () => {
  it('makes the gaps equal, also between cards of different widths, and leaves the outermost', () => {
    const cards = [at('a', 0, 0, 100), at('b', 110, 5, 200), at('c', 500, 9, 100)];
    expect(distributed(cards, 'x')).toEqual({ b: { x: 200, y: 5 } });
  });

  it('needs three cards', () => {
    expect(distributed([at('a', 0, 0), at('b', 900, 0)], 'x')).toEqual({});
  });
});

describe('lines that a dragged card snaps to', () => {
  const lines = new SnapLines([at('a', 0, 0), at('far', 9_000, 9_000)]);

  it('bring edges and middles in line with a neighbour’s, and show where', () => {
    const { by, guides } = lines.snap(at('d', 4, 300), 6);
    expect(by).toEqual({ x: -4, y: 0 });
    expect(guides).toEqual([{ axis: 'x', at: 0, from: 0, to: 400 }]);
    expect(lines.snap(at('d', 400, 47, 200, 10), 6).by).toEqual({ x: 0, y: -2 });
  });

  it('leave alone what is not near any', () => {
    expect(lines.snap(at('d', 333, 333), 6)).toEqual({ by: { x: 0, y: 0 }, guides: [] });
  });

  it('pass over neighbours that are far away along the line', () => {
    expect(lines.snap(at('d', 9_003, 40), 6).by.x).toBe(0);
  });

  it('never move a card further than it is allowed to', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 }), (x, y) => {
        const { by } = lines.snap(at('d', x, y), 6);
        expect(Math.max(Math.abs(by.x), Math.abs(by.y))).toBeLessThanOrEqual(6);
      }),
      propertyRun('snap lines', 100),
    );
  });
});

describe('a link with cards in its way', () => {
  const [from, to, between] = [at('a', 0, 0), at('b', 900, 0), at('c', 450, -20)];
  const grid = new CardGrid([from, to, between]);
  const obstacles = (low: { x: number; y: number }, high: { x: number; y: number }): Placed[] =>
    [...grid.near(low, high)].filter(({ id }) => id === 'c');

  it('goes round them', () => {
    const straight = linkPath(from, to);
    const round = linkPath(from, to, obstacles);
    expect(straight.middle.y).toBe(50);
    expect(round.middle.y < -20 || round.middle.y > 80).toBe(true);
  });

  it('goes straight when nothing is there', () => {
    expect(linkPath(from, to, () => []).d).toBe(linkPath(from, to).d);
  });
});

const frames = zonesOf(defaultFormat);
const size: Size = { width: 216, height: 130 };
const sizes = fc.record({ width: fc.integer({ min: 120, max: 500 }), height: fc.integer({ min: 48, max: 600 }) });

interface Tidied {
  cards: Card[];
  places: Record<string, { x: number; y: number }>;
}

const put = ({ cards, places }: Tidied): Card[] => cards.map((card) => ({ ...card, at: places[card.id] ?? card.at }));

function overlaps(cards: readonly Card[], sizeOf: (id: string) => Size): string[] {
  return cards.flatMap((a, index) =>
    cards
      .slice(index + 1)
      .filter((b) => {
        const [one, two] = [sizeOf(a.id), sizeOf(b.id)];
        return (
          a.at.x < b.at.x + two.width &&
          b.at.x < a.at.x + one.width &&
          a.at.y < b.at.y + two.height &&
          b.at.y < a.at.y + one.height
        );
      })
      .map((b) => `${a.id}/${b.id}`),
  );
}

describe('tidying the board', () => {
  const board = fc
    .array(
      fc.record({
        kind: fc.constantFrom('goal', 'question', 'action', 'note' as const),
        x: fc.integer({ min: -600, max: 2_000 }),
        y: fc.integer({ min: -600, max: 3_000 }),
        size: sizes,
        link: fc.nat(40),
      }),
      { maxLength: 40 },
    )
    .map((drafts) => {
      const cards = drafts.map((draft, index) =>
        blankCard({
          id: `card${String(index)}`,
          kind: draft.kind,
          at: { x: draft.x, y: draft.y },
          createdAt: index,
        }),
      );
      const links: Link[] = drafts.flatMap(({ link }, index) =>
        link < index && link % 2 === 0
          ? [{ id: `link${String(index)}`, from: `card${String(link)}`, to: `card${String(index)}`, label: '' }]
          : [],
      );
      const bySize = new Map(drafts.map((draft, index) => [`card${String(index)}`, draft.size]));
      return { cards, links, sizeOf: (id: string) => bySize.get(id)! };
    });

  it('leaves no two cards on each other, whatever was there, with zones and without', () => {
    fc.assert(
      fc.property(board, fc.boolean(), ({ cards, links, sizeOf }, hasZones) => {
        const places = tidied({ cards, links, frames: hasZones ? frames : [] }, sizeOf);
        expect(overlaps(put({ cards, places }), sizeOf)).toEqual([]);
      }),
      propertyRun('tidy boards without overlaps', 150),
    );
  });

  it('gives the same places each time, and changes nothing on a board that is tidy', () => {
    fc.assert(
      fc.property(board, ({ cards, links, sizeOf }) => {
        const places = tidied({ cards, links, frames }, sizeOf);
        expect(tidied({ cards, links, frames }, sizeOf)).toEqual(places);
        const after = put({ cards, places });
        expect(tidied({ cards: after, links, frames }, sizeOf)).toEqual({});
      }),
      propertyRun('the same tidy board', 100),
    );
  });

  it('keeps cards in their zone when it has room', () => {
    const zone = frames.find(({ id }) => id === 'turn-0-goal')!;
    const inside = (id: string, x: number, y: number): Card =>
      blankCard({ id, at: { x: zone.at.x + x, y: zone.at.y + y } });
    const cards = [inside('card-a', 30, 60), inside('card-b', 60, 90), inside('card-c', 90, 100)];
    const after = put({ cards, places: tidied({ cards, links: [], frames }, () => size) });
    for (const card of after) expect(frameAt(frames, card.at)?.id).toBe('turn-0-goal');
    expect(overlaps(after, () => size)).toEqual([]);
  });

  it('puts what a full zone has no room for beside the zones, level with its own, and over none of the others', () => {
    const zone = frames.find(({ id }) => id === 'turn-1-goal')!;
    const right = Math.max(...frames.map((frame) => frame.at.x + frame.size.width));
    const cards = Array.from({ length: 30 }, (_, index) =>
      blankCard({ id: `card${String(index)}`, at: { x: zone.at.x + 30, y: zone.at.y + 60 }, createdAt: index }),
    );
    const after = put({ cards, places: tidied({ cards, links: [], frames }, () => size) });
    const over = after.filter((card) => frameAt(frames, card.at) !== zone);
    expect(over.length).toBeGreaterThan(0);
    for (const card of over) expect(card.at.x).toBeGreaterThan(right);
    expect(Math.min(...over.map((card) => card.at.y))).toBe(zone.at.y);
  });

  it('puts what is linked to a goal under it, and leaves locked cards where they are', () => {
    const cards = [
      blankCard({ id: 'goal-a', kind: 'goal', at: { x: 0, y: 0 } }),
      blankCard({ id: 'goal-b', kind: 'goal', at: { x: 5, y: 5 }, createdAt: 1 }),
      blankCard({ id: 'action', kind: 'action', at: { x: 900, y: 900 }, createdAt: 2 }),
      blankCard({ id: 'question', kind: 'question', at: { x: 7, y: 70 }, createdAt: 3 }),
      blankCard({ id: 'locked', at: { x: 20, y: 200 }, locked: true, createdAt: 4 }),
    ];
    const links: Link[] = [
      { id: 'link-1', from: 'goal-b', to: 'question', label: '' },
      { id: 'link-2', from: 'question', to: 'action', label: '' },
    ];
    const places = tidied({ cards, links, frames: [] }, () => size);
    const after = new Map(put({ cards, places }).map((card) => [card.id, card.at]));
    expect(after.get('locked')).toEqual({ x: 20, y: 200 });
    expect(after.get('question')!.x).toBe(after.get('goal-b')!.x);
    expect(after.get('action')!.x).toBe(after.get('goal-b')!.x);
    expect(after.get('action')!.y).toBeGreaterThan(after.get('question')!.y);
    expect(after.get('goal-a')!.x).not.toBe(after.get('goal-b')!.x);
  });
});
