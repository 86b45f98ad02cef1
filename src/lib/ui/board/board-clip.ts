import type { Card, Link } from '#lib/domain/card.ts';
import type { BoardClip } from './pasted-clip.ts';

/** What a copy of cards is called on the clipboard, next to plain text. */
export const clipType = 'application/x-counterpoint-cards';

/** The clip of some cards, and the links among them; null for none. */
export function clipOf(
  board: { cards: readonly Card[]; links: readonly Link[] },
  ids: readonly string[],
): BoardClip | null {
  const wanted = new Set(ids);
  const cards = board.cards.filter(({ id }) => wanted.has(id));
  if (cards.length === 0) return null;
  return {
    version: 1,
    cards: cards.map(clipCard),
    links: board.links
      .filter(({ from, to }) => wanted.has(from) && wanted.has(to))
      .map(({ from, to, label }) => ({ from, to, label })),
  };
}

/**
 * What a card takes along to another board. Who owns, wrote or marked it are people of this room, and which step it
 * came from is this session's business: those stay behind.
 */
function clipCard(card: Card): BoardClip['cards'][number] {
  const { id, kind, label, text, at, size, colour, emoji, group, order, scale, due, confidence, plan } = card;
  return { id, kind, label, text, at, size, colour, emoji, group, order, scale, due, confidence, plan };
}

/** The words of the clip's cards, for other programs: one card a line, as a list when they are several. */
export function clipText({ cards }: BoardClip): string {
  const [only] = cards;
  if (cards.length === 1 && only !== undefined) return only.text;
  return cards.map(({ text }) => `- ${text.trim().replaceAll('\n', '\n  ')}`).join('\n');
}
