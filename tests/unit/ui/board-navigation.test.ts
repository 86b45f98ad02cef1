import { describe, expect, it } from 'vitest';
import { linkPath } from '#lib/ui/board/canvas/link-path.ts';
import { nearestCard, nextCard, type Placed } from '#lib/ui/board/canvas/next-card.ts';

const at = (id: string, x: number, y: number): Placed => ({ id, at: { x, y }, size: { width: 200, height: 100 } });

/** Two columns and three rows, a little untidy as on a real board. */
const board = [
  at('a', 0, 0),
  at('b', 260, 10),
  at('c', -10, 150),
  at('d', 270, 160),
  at('e', 5, 320),
  at('far', 4_000, 60),
];

describe('the next card in a direction', () => {
  it.each([
    ['a', 'right', 'b'],
    ['b', 'left', 'a'],
    ['a', 'down', 'c'],
    ['c', 'down', 'e'],
    ['e', 'up', 'c'],
    ['d', 'left', 'c'],
    ['b', 'right', 'far'],
  ] as const)('of %s to the %s is %s', (from, direction, to) => {
    expect(nextCard(board, from, direction)).toBe(to);
  });

  it('is none at the edge of the board, and none for a card that is gone', () => {
    expect(nextCard(board, 'a', 'up')).toBeNull();
    expect(nextCard(board, 'far', 'right')).toBeNull();
    expect(nextCard(board, 'gone', 'right')).toBeNull();
  });

  it('lets one reach every card from every other', () => {
    for (const start of board) {
      const reached = new Set([start.id]);
      for (const id of reached) {
        for (const direction of ['left', 'right', 'up', 'down'] as const) {
          const next = nextCard(board, id, direction);
          if (next !== null) reached.add(next);
        }
      }
      expect([...reached].sort()).toEqual(board.map(({ id }) => id).sort());
    }
  });
});

describe('the first guess for a link', () => {
  it('is the nearest other card', () => {
    expect(nearestCard(board, 'a')).toBe('c');
    expect(nearestCard([at('only', 0, 0)], 'only')).toBeNull();
  });
});

describe('a link between two cards', () => {
  const start = (from: Placed, to: Placed): string => linkPath(from, to).d.split(' C')[0] ?? '';

  it('leaves at the side that faces the other card', () => {
    expect(start(at('a', 0, 0), at('b', 400, 0))).toBe('M200.0 50.0');
    expect(start(at('a', 400, 0), at('b', 0, 0))).toBe('M400.0 50.0');
    expect(start(at('a', 0, 0), at('b', 20, 300))).toBe('M100.0 100.0');
    expect(start(at('a', 0, 300), at('b', 20, 0))).toBe('M100.0 300.0');
  });

  it('is drawn also when the cards lie on each other', () => {
    expect(linkPath(at('a', 0, 0), at('b', 0, 0)).d).not.toContain('NaN');
  });
});
