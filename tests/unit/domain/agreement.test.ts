import { describe, expect, test } from 'vitest';
import { agreementOn, agreementStep, signedAgreement, standingOf } from '#lib/domain/agreement.ts';
import { blankCard } from '#lib/domain/board/card.ts';
import { builtInFormats } from '#lib/domain/formats/built-in/library.ts';
import { firstAgreement } from '#lib/domain/formats/built-in/first-agreement.ts';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { zonesOf } from '#lib/domain/board/zones.ts';
import { carriedAgreement } from '../../../server/session/carried-agreement.ts';
import { midReview } from '#lib/domain/formats/built-in/mid-review.ts';

const term = (id: string, text: string, createdAt: number) => blankCard({ id, label: 'agreement', text, createdAt });

describe('an agreement', () => {
  test('is asked for by the first agreement and the mid-programme review', () => {
    const found = builtInFormats.flatMap((format) => {
      const step = agreementStep(format);
      return step === null ? [] : [`${format.id}: ${step.id}`];
    });
    expect(found).toEqual(['first-agreement: terms', 'mid-review: terms']);
  });

  test('is the words of its cards, the oldest first, wherever they lie', () => {
    const cards = [
      term('b', ' We cancel a day before. ', 2),
      { ...term('a', 'What is said here stays here.', 1), at: { x: 900, y: 900 } },
      term('empty', '  ', 0),
      blankCard({ id: 'other', label: 'hope', text: 'Not part of it' }),
    ];
    const text = 'What is said here stays here.\n\nWe cancel a day before.';
    expect(agreementOn(cards, firstAgreement)).toBe(text);
    const moved = cards.map((card) => ({ ...card, at: { x: card.at.x + 50, y: -10 } }));
    expect(agreementOn(moved, firstAgreement)).toBe(text);
    expect(agreementOn(cards, peerGrow)).toBeNull();
    expect(agreementOn([], firstAgreement)).toBeNull();
  });

  test('counts as signed only while it reads as it was signed', () => {
    const signatures = [
      { user: 'ama', at: 1, text: 'Old words' },
      { user: 'ben', at: 2, text: 'New words' },
    ];
    expect(standingOf('ama', 'New words', signatures)).toBe('changed');
    expect(standingOf('ben', 'New words', signatures)).toBe('signed');
    expect(standingOf('ben', null, signatures)).toBe('changed');
    expect(standingOf('cem', 'New words', signatures)).toBe('missing');
    expect(signedAgreement(signatures)).toEqual({ text: 'New words', by: [signatures[1]] });
    expect(signedAgreement([])).toBeNull();
  });

  test('lies on the board again where it is signed again, and nowhere else', () => {
    const carried = (format: typeof midReview, signed: string | null) =>
      carriedAgreement({ format, signed, board: { frames: zonesOf(format), cards: [] }, at: 5, newId: () => 'new' });
    const [card] = carried(midReview, 'Our words');
    expect(card).toMatchObject({ kind: 'note', label: 'agreement', text: 'Our words', step: 'terms', author: null });
    expect(agreementOn(card === undefined ? [] : [card], midReview)).toBe('Our words');
    expect(carried(midReview, null)).toEqual([]);
    expect(carried(peerGrow, 'Our words')).toEqual([]);
  });
});
