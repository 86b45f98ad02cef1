import type { Rect } from '@xyflow/svelte';
import type { BoardNode } from './board-node.ts';
import { isItem, liesIn, withHidden } from './nodes-in-page.ts';

/** What comes to the board where nobody looks is not in the page at once: a board may arrive in pieces. */
export class Newcomers {
  readonly #known: Set<string>;

  /** `there`: what has come already. */
  constructor(there: readonly BoardNode[]) {
    this.#known = new Set(there.map(({ id }) => id));
  }

  /** The nodes with those hidden that are new and lie outside an area, beside those that are hidden already. */
  hide(nodes: readonly BoardNode[], area: Rect): readonly BoardNode[] {
    const waits = (node: BoardNode): boolean =>
      !this.#known.has(node.id) && isItem(node) && node.selected !== true && !liesIn(node, area);
    const next = withHidden(nodes, (node) => node.hidden === true || waits(node));
    for (const { id } of nodes) this.#known.add(id);
    return next;
  }
}
