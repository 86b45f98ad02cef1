import type { Card } from '#lib/domain/board/card.ts';
import type { Person } from '#lib/domain/person.ts';
import { dayName, nameOf, statusNames } from '#lib/ui/board/board-words.ts';

/** What a card says beside its words, in short phrases: `Ama`, `by 27 Nov`, `8 of 10 sure`. `today`: as `2026-11-27`. */
export function cardFacts(card: Card, people: readonly Person[], today: string): string[] {
  return [
    ...ofKind(card, people, today),
    ...(card.locked ? ['locked'] : []),
    ...reactionsTo(card),
    ...dotsOn(card, people),
  ];
}

/** `3 dots: Ama 2, Jonas 1`. */
export function dotsFact({ dots }: Card, people: readonly Person[]): string {
  const total = dots.reduce((sum, { count }) => sum + count, 0);
  const each = dots.map(({ user, count }) => `${nameOf(people, user) ?? ''} ${String(count)}`);
  return `${total === 1 ? '1 dot' : `${String(total)} dots`}: ${each.join(', ')}`;
}

const dotsOn = (card: Card, people: readonly Person[]): string[] =>
  card.dots.length === 0 ? [] : [dotsFact(card, people)];

/** `👍 2` for each emoji that somebody put on it. */
function reactionsTo({ reactions }: Card): string[] {
  const emojis = [...new Set(reactions.map(({ emoji }) => emoji))];
  return emojis.map((emoji) => `${emoji} ${String(reactions.filter((one) => one.emoji === emoji).length)}`);
}

function ofKind(card: Card, people: readonly Person[], today: string): string[] {
  switch (card.kind) {
    case 'goal':
      return [...told(card.scale, (scale) => `${String(scale)} of 10 now`), ...day(card, today)];
    case 'question':
      return [
        ...(card.pinned ? ['pinned'] : []),
        ...(card.answered ? ['answered'] : []),
        ...told(card.useful, (user) => `useful to ${nameOf(people, user) ?? 'a peer'}`),
      ];
    case 'action':
      return [
        ...(card.status === 'open' ? [] : [statusNames[card.status].toLowerCase()]),
        ...told(card.owner, (owner) => nameOf(people, owner) ?? ''),
        ...day(card, today),
        ...told(card.confidence, (confidence) => `${String(confidence)} of 10 sure`),
      ];
    case 'note':
      return [];
  }
}

function day({ due, status, kind }: Card, today: string): string[] {
  if (due === null) return [];
  const isLate = kind === 'action' && status === 'open' && due < today;
  return [`by ${dayName(due)}${isLate ? ', overdue' : ''}`];
}

function told<T>(value: T | null, words: (value: T) => string): string[] {
  return value === null ? [] : [words(value)];
}
