interface Member {
  readonly id: string;
  readonly group: string | null;
}

/** A board, as far as it matters what is of one group. */
export interface GroupedBoard {
  readonly frames: readonly Member[];
  readonly images: readonly Member[];
  readonly cards: readonly Member[];
  readonly ink: readonly Member[];
}

/** These items and strokes, and the rest of the groups that they are of. */
export function withGroups(board: GroupedBoard, ids: readonly string[]): string[] {
  const wanted = new Set(ids);
  const all = [...board.frames, ...board.images, ...board.cards, ...board.ink];
  const groups = new Set(all.flatMap(({ id, group }) => (group !== null && wanted.has(id) ? [group] : [])));
  if (groups.size > 0) for (const { id, group } of all) if (group !== null && groups.has(group)) wanted.add(id);
  return [...wanted];
}
