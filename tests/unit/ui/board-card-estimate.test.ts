/** How large a card is thought to be before it is in the page. */
import { describe, expect, it } from 'vitest';
import { cardEstimate } from '#lib/ui/board/canvas/card-estimate.ts';

const note = { kind: 'note', size: null } as const;
const heightOf = (text: string): number => cardEstimate({ ...note, text }).height;

describe('the size of a card that was never in the page', () => {
  it('is a line of text high at least, and grows by lines', () => {
    const one = heightOf('');
    expect(heightOf('one small step')).toBe(one);
    expect(heightOf('one small step that both can see')).toBe(one + 21);
    expect(heightOf('one\nsmall\nstep')).toBe(one + 42);
  });

  it('knows what each kind shows beneath its text', () => {
    const heights = (['note', 'action', 'question', 'goal'] as const).map(
      (kind) => cardEstimate({ kind, size: null, text: 'one' }).height,
    );
    expect(heights).toEqual([70, 97, 100, 101]);
  });

  it('counts wide letters as two', () => {
    expect(heightOf('一歩ずつ進むために必要なこと'.repeat(2))).toBeGreaterThan(heightOf('o'.repeat(28)));
  });

  it('ends where a card cuts its text, however long that is', () => {
    expect(heightOf('word '.repeat(20_000))).toBe(heightOf('line\n'.repeat(5_000)));
    expect(heightOf('word '.repeat(20_000))).toBeLessThan(420);
  });

  it('follows the size that somebody gave the card', () => {
    const text = 'one small step that both can see, and another one after that';
    const wide = cardEstimate({ ...note, text, size: { width: 600, height: 60 } });
    expect(wide).toEqual({ width: 600, height: heightOf('one line') });
    expect(cardEstimate({ ...note, text, size: { width: 300, height: 500 } }).height).toBe(500);
  });
});
