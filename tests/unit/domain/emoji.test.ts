import { firstEmoji, isEmoji } from '#lib/domain/board/emoji.ts';
import { describe, expect, test } from 'vitest';

describe('one emoji is', () => {
  test.each(['🎯', '❤️', '👍🏽', '👨‍👩‍👧‍👦', '🇬🇭', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '1️⃣', '☀'])('%s', (emoji) => {
    expect(isEmoji(emoji)).toBe(true);
  });

  test.each(['', 'a', '1', '#', 'é', '🎯🎯', ' 🎯', '🎯\u202e', '\ud83c', '<b>', '🎯'.repeat(50), null, 7, ['🎯']])(
    'not %j',
    (value) => {
      expect(isEmoji(value)).toBe(false);
    },
  );

  test('not a family without end', () => {
    expect(isEmoji(`👨${'\u200d👨'.repeat(100)}`)).toBe(false);
  });
});

test('of what somebody types or pastes the first emoji is taken', () => {
  expect(firstEmoji('so 🌱 then 🔥')).toBe('🌱');
  expect(firstEmoji('nothing here')).toBeNull();
  expect(firstEmoji('')).toBeNull();
  expect(firstEmoji(`${'x'.repeat(100_000)}🌱`)).toBeNull();
});
