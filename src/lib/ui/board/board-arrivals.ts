import type { Card } from '#lib/domain/card.ts';
import type { Person } from '#lib/domain/person.ts';
import { kindNames, nameOf } from './board-words.ts';

/** One sentence for cards that others put on the board: `Ama added a goal`, `Ama added 3 cards. Jonas added a note`. */
export function arrivalNews(cards: readonly Pick<Card, 'kind' | 'author'>[], people: readonly Person[]): string {
  const byAuthor = new Map<string | null, Pick<Card, 'kind' | 'author'>[]>();
  for (const card of cards) byAuthor.set(card.author, [...(byAuthor.get(card.author) ?? []), card]);
  return [...byAuthor]
    .map(([author, theirs]) => {
      const name = nameOf(people, author) ?? 'The session';
      const [only] = theirs;
      const what =
        theirs.length === 1 && only !== undefined
          ? `${only.kind === 'action' ? 'an' : 'a'} ${kindNames[only.kind].toLowerCase()}`
          : `${String(theirs.length)} cards`;
      return `${name} added ${what}`;
    })
    .join('. ');
}
