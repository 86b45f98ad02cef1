/** The board as a list: its order, where moved cards go, and what a card can be linked to. */
import { describe, expect, it } from 'vitest';
import { blankCard, type Card, type Frame } from '#lib/domain/board/card.ts';
import { cardFacts } from '#lib/ui/board/card/card-facts.ts';
import { linkTargets } from '#lib/ui/board/card/link-targets.ts';
import { neighbourIn, spotIn, swapped, zoneBeside } from '#lib/ui/board/outline/outline-moves.ts';
import { frameAt } from '#lib/domain/board/frame-at.ts';
import { nearestLeft, outlineOf, zoneTitle } from '#lib/ui/board/outline/outline.ts';

const goalZone: Frame = frame('goal', 0);
const realityZone: Frame = frame('reality', 600);
const frames = [goalZone, realityZone];

function frame(id: string, x: number): Frame {
  return {
    id,
    title: id,
    at: { x, y: 0 },
    size: { width: 500, height: 400 },
    step: id,
    turn: null,
    locked: false,
    group: null,
  };
}

function card(id: string, x: number, y: number, rest: Partial<Card> = {}): Card {
  return blankCard({ id, at: { x, y }, text: id, ...rest });
}

const idsOf = (cards: readonly Card[], options?: Parameters<typeof outlineOf>[1]): string[][] =>
  outlineOf({ cards, frames }, options).map(({ cards: inZone }) => inZone.map(({ id }) => id));

describe('the outline', () => {
  it('goes by zone, then kind, then down and to the right', () => {
    const cards = [
      card('note-low', 20, 200),
      card('note-right', 260, 50),
      card('note-left', 20, 50),
      card('action', 20, 20, { kind: 'action' }),
      card('goal', 20, 300, { kind: 'goal' }),
      card('outside', -900, 0),
      card('in-reality', 620, 60),
    ];
    expect(idsOf(cards)).toEqual([
      ['goal', 'action', 'note-left', 'note-right', 'note-low'],
      ['in-reality'],
      ['outside'],
    ]);
  });

  it('lists zones without cards only where one can add to them', () => {
    expect(idsOf([])).toEqual([]);
    expect(idsOf([], { empty: true })).toEqual([[], []]);
    expect(outlineOf({ cards: [], frames: [] }, { empty: true })).toEqual([{ frame: null, cards: [] }]);
  });

  it('does not move under somebody who writes, whatever a peer does to the card', () => {
    const before = [card('a', 20, 50), card('b', 20, 200)];
    const held = new Map(before.map(({ id, at, kind }) => [id, { at, kind }]));
    const moved = [card('a', 620, 300, { kind: 'goal' }), card('b', 20, 10), card('new', 20, 100)];
    expect(idsOf(moved, { held })).toEqual([['a', 'new', 'b']]);
    expect(idsOf(moved)).toEqual([['b', 'new'], ['a']]);
  });

  it('calls a zone of a turn by the name of whose turn it is', () => {
    expect(zoneTitle(goalZone, [])).toBe('goal');
    expect(zoneTitle({ ...goalZone, turn: 1 }, ['Ama', 'Jonas'])).toBe('goal, Jonas');
    expect(zoneTitle({ ...goalZone, turn: 1 }, ['Ama', null])).toBe('goal, turn 2');
    expect(zoneTitle(null, [])).toBe('Beside the zones');
  });
});

describe('the focus, when a card goes', () => {
  it('goes to the next card that is left, or else to the one before', () => {
    expect(nearestLeft(['a', 'b', 'c', 'd'], ['a', 'd'], 'b')).toBe('d');
    expect(nearestLeft(['a', 'b', 'c'], ['a', 'b'], 'c')).toBe('b');
    expect(nearestLeft(['a'], [], 'a')).toBeNull();
  });
});

describe('moving in the outline', () => {
  it('puts a card on a free spot of the other zone', () => {
    const cards = [card('there', 624, 48), card('comes', 20, 50)];
    const { at } = spotIn({ cards, frames }, realityZone, 'comes');
    expect(frameAt(frames, at)).toBe(realityZone);
    expect(at).not.toEqual({ x: 624, y: 48 });
  });

  it('finds room beneath all zones for a card that is to lie beside them', () => {
    expect(frameAt(frames, spotIn({ cards: [], frames }, null).at)).toBeNull();
  });

  it('says how far down a full zone has to reach for a card that comes to it, and covers none of those there', () => {
    const cards = Array.from({ length: 8 }, (_, index) =>
      card(`c${String(index)}`, 624 + (index % 2) * 236, 48 + 120 * (index >> 1)),
    );
    const { at, bottom } = spotIn({ cards, frames }, realityZone, 'comes');
    expect(bottom).toBeGreaterThan(at.y + 80);
    for (const other of cards)
      expect(Math.max(Math.abs(at.x - other.at.x) - 200, at.y - other.at.y)).toBeGreaterThan(80);
  });

  it('up and down changes places with the neighbour of the same kind', () => {
    const cards = [card('goal', 0, 0, { kind: 'goal' }), card('a', 20, 50), card('b', 20, 200)];
    const [zone] = outlineOf({ cards, frames });
    if (zone === undefined) throw new Error('no zone');
    const [, a, b] = zone.cards;
    expect(neighbourIn(zone, 'a', 'up')).toBeNull();
    expect(neighbourIn(zone, 'a', 'down')).toBe(b);
    if (a === undefined || b === undefined) throw new Error('no cards');
    const places = swapped(a, b, 'down');
    const after = cards.map((each) => ({ ...each, at: places[each.id] ?? each.at }));
    expect(idsOf(after)).toEqual([['goal', 'b', 'a']]);
  });

  it('tells apart two cards that lie on one spot', () => {
    const [a, b] = [card('a', 20, 50), card('b', 20, 50)];
    expect(idsOf([{ ...a, at: swapped(a, b, 'down')['a'] ?? a.at }, b])).toEqual([['b', 'a']]);
  });

  it('goes from zone to zone, and ends beside them', () => {
    const at = { cards: [], frames };
    expect(zoneBeside(at, card('a', 20, 50), 'before')).toBeUndefined();
    expect(zoneBeside(at, card('a', 20, 50), 'after')).toBe(realityZone);
    expect(zoneBeside(at, card('a', 620, 50), 'after')).toBeNull();
    expect(zoneBeside(at, card('a', -900, 50), 'after')).toBeUndefined();
  });
});

describe('the choice of a card to link to', () => {
  const cards = [
    card('self', 0, 0, { text: 'Café in the morning' }),
    card('one', 0, 0, { text: 'A café at noon', kind: 'goal' }),
    card('two', 0, 0, { text: 'Noon walk' }),
    card('linked', 0, 0, { text: 'Café, linked' }),
  ];
  const links = [
    { id: 'x', from: 'self', to: 'linked', label: '' },
    { id: 'y', from: 'two', to: 'self', label: '' },
  ];
  const found = (query: string): string[] => linkTargets({ cards, links }, 'self', query).map(({ id }) => id);

  it('leaves out the card itself and what it leads to, and shows the newest first', () => {
    expect(found('')).toEqual(['two', 'one']);
  });

  it('takes words in any order, without accents, and kinds', () => {
    expect(found('NOON cafe')).toEqual(['one']);
    expect(found('goal')).toEqual(['one']);
    expect(found('nothing such')).toEqual([]);
  });
});

describe('what is said about a card', () => {
  const people = [{ id: 'ama', name: 'Ama', hue: 1 as const }];

  it('is what matters for its kind', () => {
    const action = card('a', 0, 0, { kind: 'action', owner: 'ama', due: '2026-03-01', confidence: 8 });
    expect(cardFacts(action, people, '2026-03-02')).toEqual([
      'Ama',
      expect.stringContaining('1 Mar') as string,
      '8 of 10 sure',
    ]);
    expect(cardFacts(action, people, '2026-03-02')[1]).toContain('overdue');
    expect(cardFacts({ ...action, status: 'done' }, people, '2026-03-02')[0]).toBe('done');
    const goal = card('g', 0, 0, { kind: 'goal', scale: 4, confidence: 8, owner: 'ama' });
    expect(cardFacts(goal, people, '2026-03-02')).toEqual(['4 of 10 now']);
    const question = card('q', 0, 0, { kind: 'question', pinned: true, useful: 'ama', locked: true });
    expect(cardFacts(question, people, '2026-03-02')).toEqual(['pinned', 'useful to Ama', 'locked']);
  });
});
