import { boardReach, type Frame, type Point, type Size } from '#lib/domain/board/card.ts';
import { frameSchema } from '#lib/domain/board/card-schema.ts';
import { defineFormat, type FormatDraft } from '#lib/domain/formats/format.ts';
import { midReview } from '#lib/domain/formats/built-in/mid-review.ts';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { freeSpot } from '#lib/domain/board/free-spot.ts';
import { newCardSize, placeIn, zonesOf } from '#lib/domain/board/zones.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRun } from '../../support/property-seed.ts';

interface Box {
  at: Point;
  size: { width: number; height: number };
}

/** Whether two boxes come closer than `gap`. */
function touch(a: Box, b: Box, gap = 0): boolean {
  return (
    a.at.x < b.at.x + b.size.width + gap &&
    b.at.x < a.at.x + a.size.width + gap &&
    a.at.y < b.at.y + b.size.height + gap &&
    b.at.y < a.at.y + a.size.height + gap
  );
}

const within = (outer: Box, inner: Box): boolean =>
  inner.at.x >= outer.at.x &&
  inner.at.y >= outer.at.y &&
  inner.at.x + inner.size.width <= outer.at.x + outer.size.width &&
  inner.at.y + inner.size.height <= outer.at.y + outer.size.height;

/** One card after the other, each placed clear of those before. */
function fill(frame: Frame, count: number): Box[] {
  const cards: Box[] = [];
  for (let n = 0; n < count; n += 1) cards.push({ at: placeIn(frame, cards), size: newCardSize });
  return cards;
}

const goalZone = (): Frame => {
  const zone = zonesOf(peerGrow).find(({ id }) => id === 'turn-0-goal');
  if (zone === undefined) throw new Error('no goal zone');
  return zone;
};

describe('the zones of Peer GROW', () => {
  const zones = zonesOf(peerGrow);

  test('are one for each step that leaves cards, in order, with ids that stay', () => {
    const turn = (nth: number): string[] =>
      ['goal', 'reality', 'options', 'will', 'sum-up'].map((id) => `turn-${nth}-${id}`);
    expect(zones.map(({ id }) => id)).toEqual(['promises', ...turn(0), ...turn(1), 'feedback']);
    expect(zones[1]).toMatchObject({ title: 'Goal', step: 'goal', turn: 0 });
    for (const zone of zones) expect(frameSchema.safeParse(zone).success).toBe(true);
  });

  test('keep a distance of 24 from each other', () => {
    for (const [index, zone] of zones.entries()) {
      for (const other of zones.slice(index + 1))
        expect(touch(zone, other, 23.9), `${zone.id} and ${other.id}`).toBe(false);
    }
  });

  test('hold at least four cards each', () => {
    for (const zone of zones) {
      for (const card of fill(zone, 4)) expect(within(zone, card), zone.id).toBe(true);
    }
  });

  test('have room for ten promises that came back', () => {
    const promises = zones[0];
    if (promises === undefined) throw new Error('no zone for promises');
    for (const card of fill(promises, 10)) expect(within(promises, card)).toBe(true);
  });

  test('stand from the top down in the order of the session', () => {
    const tops = zones.map(({ at }) => at.y);
    expect(tops[0]).toBeLessThan(tops[1] ?? 0);
    expect(tops[1]).toBeLessThan(tops[6] ?? 0);
    expect(tops[6]).toBeLessThan(tops.at(-1) ?? 0);
  });
});

test('zones of formats of any make do not overlap and stay on the board', () => {
  const step = (id: string) => ({
    kind: 'step' as const,
    id,
    title: id,
    minutes: 5,
    floor: 'both' as const,
    prompts: [],
    say: { coachee: 'a', coach: 'b' },
    practice: null,
    yields: [{ kind: 'note' as const, label: null, atLeast: 1 }],
  });
  const shapes = fc.array(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(shapes, fc.integer({ min: 1, max: 6 }), (shape, max) => {
      const stages: FormatDraft['stages'] = shape.map((size, stage) =>
        size === 0
          ? step(`s${stage}`)
          : { kind: 'turn', steps: Array.from({ length: size }, (_, nth) => step(`s${stage}-${nth}`)) },
      );
      const zones = zonesOf(defineFormat({ ...peerGrow, people: { min: 1, max }, stages }));
      expect(new Set(zones.map(({ id }) => id)).size).toBe(zones.length);
      for (const [index, zone] of zones.entries()) {
        expect(zone.at.y + zone.size.height).toBeLessThan(boardReach);
        for (const other of zones.slice(index + 1)) expect(touch(zone, other)).toBe(false);
      }
    }),
    propertyRun('zones do not overlap', 100),
  );
});

describe('a place for a new card', () => {
  test('goes row by row from the top left', () => {
    const [first, second, third] = fill(goalZone(), 3);
    expect(second?.at.y).toBe(first?.at.y);
    expect(second?.at.x).toBeGreaterThan(first?.at.x ?? 0);
    expect(third?.at).toMatchObject({ x: first?.at.x });
    expect(third?.at.y).toBeGreaterThan(first?.at.y ?? 0);
  });

  test('fills the hole that a removed card left', () => {
    const cards = fill(goalZone(), 4);
    const without = cards.filter((_, index) => index !== 1);
    expect(placeIn(goalZone(), without)).toEqual(cards[1]?.at);
  });

  test('goes on below a full zone', () => {
    const zone = goalZone();
    const last = fill(zone, 9).at(-1);
    expect(last?.at.y).toBeGreaterThanOrEqual(zone.at.y + zone.size.height);
  });

  test('is found in a zone narrower than a card', () => {
    expect(placeIn({ ...goalZone(), size: { width: 10, height: 10 } }, [])).toMatchObject({ x: goalZone().at.x + 24 });
  });

  test('never covers a card that is there, whatever its size', () => {
    const zone = goalZone();
    const sizes: fc.Arbitrary<Size | null | undefined> = fc.oneof(
      fc.constant(null),
      fc.constant(undefined),
      fc.record({ width: fc.integer({ min: 120, max: 1200 }), height: fc.integer({ min: 48, max: 2000 }) }),
    );
    const near = fc.record({ x: fc.integer({ min: -1500, max: 2000 }), y: fc.integer({ min: -2500, max: 3000 }) });
    fc.assert(
      fc.property(fc.array(fc.record({ at: near, size: sizes }), { maxLength: 60, size: 'max' }), (taken) => {
        const at = placeIn(zone, taken);
        expect(at.x).toBeGreaterThanOrEqual(zone.at.x);
        expect(at.y).toBeGreaterThanOrEqual(zone.at.y);
        for (const card of taken) {
          expect(touch({ at, size: newCardSize }, { at: card.at, size: card.size ?? newCardSize })).toBe(false);
        }
      }),
      propertyRun('new cards cover none', 500),
    );
  });
});

test('a zone holds all the cards that its step asks for, without one covering another', () => {
  const zone = zonesOf(midReview).find(({ step }) => step === 'rate');
  if (zone === undefined) throw new Error('the review has lost its first step');
  const taken: { at: { x: number; y: number }; size: typeof newCardSize }[] = [];
  for (let card = 0; card < 8; card += 1) taken.push({ at: freeSpot(zone, taken), size: newCardSize });
  const apart = taken.every((one, index) =>
    taken.every(
      (other, place) =>
        place <= index ||
        Math.abs(one.at.x - other.at.x) >= newCardSize.width ||
        Math.abs(one.at.y - other.at.y) >= newCardSize.height,
    ),
  );
  expect(apart).toBe(true);
});
