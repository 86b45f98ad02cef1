/** What is shown of a board that is too wide to be seen at once. */
import { describe, expect, it } from 'vitest';
import { mainArea } from '#lib/ui/board/canvas/main-area.ts';

const most = { width: 8_000, height: 6_000 };
const size = { width: 200, height: 100 };
const box = (x: number, y: number) => ({ at: { x, y }, size });

describe('the whole board', () => {
  it('is all there is, where that can be seen at once', () => {
    expect(mainArea([], most)).toBeNull();
    expect(mainArea([box(0, 0), box(5_000, 4_000)], most)).toEqual({
      area: { x: 0, y: 0, width: 5_200, height: 4_100 },
      left: 0,
    });
  });

  it('is where most of it lies, when a card is a world away', () => {
    const near = Array.from({ length: 5 }, (_, index) => box(index * 300, 0));
    expect(mainArea([box(50_000, -50_000), ...near, box(-50_000, 50_000)], most)).toEqual({
      area: { x: 0, y: 0, width: 1_400, height: 100 },
      left: 2,
    });
  });

  it('shows at least something, whatever there is', () => {
    expect(mainArea([box(-50_000, 0), box(50_000, 0)], most)).toEqual({ area: { x: 50_000, y: 0, ...size }, left: 1 });
    const giant = { at: { x: 0, y: 0 }, size: { width: 90_000, height: 90_000 } };
    expect(mainArea([giant], most)).toEqual({ area: { x: 0, y: 0, width: 90_000, height: 90_000 }, left: 0 });
  });
});
