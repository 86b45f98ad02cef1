import type { Card } from '#lib/domain/board/card.ts';

/**
 * The cards that contain what was typed, in reading order: from the top down, cards of about the same height from the
 * left. Capitals and accents do not matter. Nothing is found for nothing.
 */
export function findCards(cards: readonly Card[], query: string): string[] {
  const wanted = plain(query.trim());
  if (wanted === '') return [];
  return cards
    .filter((card) => plain(`${card.text}\n${card.label ?? ''}\n${card.plan}`).includes(wanted))
    .sort((a, b) => row(a) - row(b) || a.at.x - b.at.x || a.at.y - b.at.y)
    .map(({ id }) => id);
}

const row = (card: Card): number => Math.round(card.at.y / 80);

/** Letters without their marks, in small. */
function plain(text: string): string {
  // What is plain already, as most is, is not taken apart.
  return /^\p{ASCII}*$/u.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .toLowerCase();
}
