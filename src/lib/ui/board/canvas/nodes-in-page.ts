import type { Rect } from '@xyflow/svelte';
import type { BoardNode } from './board-node.ts';

/** The nodes with these hidden, which is to say not in the page, and no others; the same objects where nothing changes. */
export function withHidden(nodes: readonly BoardNode[], hides: (node: BoardNode) => boolean): readonly BoardNode[] {
  const next = nodes.map((node) => {
    const hidden = hides(node);
    return hidden === (node.hidden === true) ? node : { ...node, hidden };
  });
  return next.every((node, index) => node === nodes[index]) ? nodes : next;
}

/** Zones and frames are few and large: they are always in the page. */
export function isItem({ type }: BoardNode): boolean {
  return type === 'card' || type === 'image';
}

/** Whether a node has a point in common with an area, as it was measured or is thought to be. */
export function liesIn(node: BoardNode, area: Rect): boolean {
  return overlaps(boxOf(node), area);
}

export function boxOf({ position, measured }: BoardNode): Rect {
  return { ...position, width: measured?.width ?? 0, height: measured?.height ?? 0 };
}

/** Whether two areas have a point in common. */
export function overlaps(one: Rect, other: Rect): boolean {
  return (
    one.x <= other.x + other.width &&
    other.x <= one.x + one.width &&
    one.y <= other.y + other.height &&
    other.y <= one.y + one.height
  );
}
