import type { Rect } from '@xyflow/svelte';
import type { Link } from '#lib/domain/board/card.ts';
import type { BoardNode } from './board-node.ts';
import { boxOf, isItem, overlaps, withHidden } from './nodes-in-page.ts';

/**
 * The nodes with those hidden, which is to say not in the page, that lie outside an area and whose links do not cross it.
 * A node that needs no change stays the same object; if none does, the same array comes back. What `stays` names stays.
 */
export function nodesInRange(
  nodes: readonly BoardNode[],
  links: readonly Link[],
  area: Rect,
  stays: (node: BoardNode) => boolean,
): readonly BoardNode[] {
  const inside = insideOf(nodes, links, area);
  return withHidden(nodes, (node) => isItem(node) && !inside.has(node.id) && !stays(node));
}

function insideOf(nodes: readonly BoardNode[], links: readonly Link[], area: Rect): ReadonlySet<string> {
  const boxes = new Map<string, Rect>();
  const inside = new Set<string>();
  for (const node of nodes) {
    const box = boxOf(node);
    boxes.set(node.id, box);
    if (overlaps(box, area)) inside.add(node.id);
  }
  for (const { from, to } of links) {
    const [start, end] = [boxes.get(from), boxes.get(to)];
    if (start !== undefined && end !== undefined && overlaps(joined(start, end), area)) inside.add(from).add(to);
  }
  return inside;
}

/** The least area that holds two others. */
export function joined(one: Rect, other: Rect): Rect {
  const x = Math.min(one.x, other.x);
  const y = Math.min(one.y, other.y);
  return {
    x,
    y,
    width: Math.max(one.x + one.width, other.x + other.width) - x,
    height: Math.max(one.y + one.height, other.y + other.height) - y,
  };
}
