/** Minutes shared out among steps: in proportion to their lengths, and alike where steps are each person's own of one kind. */

/** Steps that get the same minutes. Lengths are in minutes and need not be whole. */
export interface EqualSteps {
  length: number;
  /** How many they are. */
  count: number;
}

/**
 * Whole minutes for a step of each kind, at least 1 and no more than it has. All together they are `target`, or less by
 * what cannot be given to all of a kind alike; more only when a minute each is more.
 */
export function sharesOf(kinds: readonly EqualSteps[], target: number): number[] {
  const total = kinds.reduce((sum, { length, count }) => sum + length * count, 0);
  const exact = kinds.map(({ length }) => (length * target) / total);
  const shares = exact.map((share) => Math.max(1, Math.floor(share)));
  const countOf = (kind: number): number => kinds[kind]?.count ?? 0;
  const lacks = (kind: number): number => (exact[kind] ?? 0) - (shares[kind] ?? 0);
  const left = (): number => target - shares.reduce((sum, share, kind) => sum + share * countOf(kind), 0);
  const change = (kind: number, by: 1 | -1): void => void (shares[kind] = (shares[kind] ?? 0) + by);
  const all = shares.map((_, kind) => kind);
  while (left() < 0) {
    const [richest] = all.filter((kind) => (shares[kind] ?? 0) > 1).sort((a, b) => lacks(a) - lacks(b));
    if (richest === undefined) break;
    change(richest, -1);
  }
  for (;;) {
    const [poorest] = all
      .filter((kind) => countOf(kind) <= left() && (shares[kind] ?? 0) < (kinds[kind]?.length ?? 0))
      .sort((a, b) => lacks(b) - lacks(a));
    if (poorest === undefined) return shares;
    change(poorest, 1);
  }
}
