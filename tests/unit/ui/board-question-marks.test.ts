import { bears, mayMark, toggled } from '#lib/ui/board/card/question-marks.ts';
import { describe, expect, test } from 'vitest';
import { aCard } from '../../support/cards.ts';

const asked = aCard({ id: 'card-asked-1', kind: 'question', author: 'ama' });

describe('that a question helped', () => {
  test('says whoever was asked, not who asked it, and not somebody who only watches', () => {
    expect(mayMark(asked, 'useful', 'jonas')).toBe(true);
    expect(mayMark(asked, 'useful', 'ama')).toBe(false);
    expect(mayMark(asked, 'useful', null)).toBe(false);
  });

  test('is taken back only by who said it', () => {
    const marked = { ...asked, ...toggled(asked, 'useful', 'jonas') };
    expect(bears(marked, 'useful')).toBe(true);
    expect(mayMark(marked, 'useful', 'mei')).toBe(false);
    expect(mayMark(marked, 'useful', 'jonas')).toBe(true);
    expect(bears({ ...marked, ...toggled(marked, 'useful', 'jonas') }, 'useful')).toBe(false);
  });
});

test.each(['pinned', 'answered'] as const)(
  'anybody at the table may say that a question is %s, and take it back',
  (mark) => {
    expect(mayMark(asked, mark, 'ama')).toBe(true);
    const marked = { ...asked, ...toggled(asked, mark, 'ama') };
    expect(bears(marked, mark)).toBe(true);
    expect(bears({ ...marked, ...toggled(marked, mark, 'jonas') }, mark)).toBe(false);
  },
);
