import { cardKinds, type Card, type Link } from '#lib/domain/board/card.ts';

/**
 * What belongs under one another, oldest first: for each goal the goal and all that is linked to it, nearest first;
 * then what is linked among itself without a goal; then, one column for each kind, what is linked to nothing.
 */
export function tidyColumns(cards: readonly Card[], links: readonly Link[]): Card[][] {
  const byId = new Map(cards.map((card) => [card.id, card]));
  const neighbours = new Map<string, Card[]>();
  const join = (from: string, to: string): void => {
    const card = byId.get(to);
    if (card !== undefined && byId.has(from)) neighbours.set(from, [...(neighbours.get(from) ?? []), card]);
  };
  for (const { from, to } of links) {
    join(from, to);
    join(to, from);
  }
  const taken = new Set<Card>();
  const goals = cards.filter(({ kind }) => kind === 'goal');
  const columns = goals.map((goal) => [goal]);
  for (const goal of goals) taken.add(goal);
  // All goals reach out one step at a time, so that a card goes to the goal that is nearest to it.
  let fronts = columns.map((column) => [...column]);
  while (fronts.some((front) => front.length > 0)) {
    fronts = fronts.map((front, index) => {
      const next = take(front, neighbours, taken);
      columns[index]?.push(...next);
      return next;
    });
  }
  for (const card of cards) {
    if (taken.has(card) || !neighbours.has(card.id)) continue;
    taken.add(card);
    const column = [card];
    for (let front = [card]; front.length > 0;) {
      front = take(front, neighbours, taken);
      column.push(...front);
    }
    columns.push(column);
  }
  for (const kind of cardKinds) {
    const alone = cards.filter((card) => card.kind === kind && !taken.has(card));
    if (alone.length > 0) columns.push(alone);
  }
  return columns;
}

/** The neighbours of a front that nobody has yet, by kind and then age. */
function take(front: readonly Card[], neighbours: ReadonlyMap<string, readonly Card[]>, taken: Set<Card>): Card[] {
  const found = front.flatMap(({ id }) => neighbours.get(id) ?? []).filter((card) => !taken.has(card));
  const next = [...new Set(found)].sort(
    (a, b) =>
      cardKinds.indexOf(a.kind) - cardKinds.indexOf(b.kind) || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  );
  for (const card of next) taken.add(card);
  return next;
}
