import type { Rect } from '@xyflow/svelte';
import type { Link } from '#lib/domain/board/card.ts';
import type { BoardNode } from './board-node.ts';
import { joined, overlaps } from './canvas-range.svelte.ts';

/**
 * The nodes with those hidden, which is to say not in the page, that lie outside an area and whose links do not cross it.
 * A node that needs no change stays the same object; if none does, the same array comes back. Cards that were never
 * measured stay, and so does what `stays` names. Without an area all are there.
 */
export function nodesInRange(
  nodes: readonly BoardNode[],
  links: readonly Link[],
  area: Rect | null,
  stays: (node: BoardNode) => boolean,
): readonly BoardNode[] {
  const inside = area === null ? null : insideOf(nodes, links, area);
  const next = nodes.map((node) => {
    const hides = inside !== null && isCulled(node) && !inside.has(node.id) && !stays(node);
    if (hides === (node.hidden === true)) return node;
    return { ...node, hidden: hides };
  });
  return next.every((node, index) => node === nodes[index]) ? nodes : next;
}

/** Zones and frames are few and large. */
function isCulled({ type, measured }: BoardNode): boolean {
  return (type === 'card' || type === 'image') && measured?.width !== undefined;
}

function insideOf(nodes: readonly BoardNode[], links: readonly Link[], area: Rect): ReadonlySet<string> {
  const boxes = new Map<string, Rect>();
  const inside = new Set<string>();
  for (const { id, position, measured } of nodes) {
    const box = { ...position, width: measured?.width ?? 0, height: measured?.height ?? 0 };
    boxes.set(id, box);
    if (overlaps(box, area)) inside.add(id);
  }
  for (const { from, to } of links) {
    const [start, end] = [boxes.get(from), boxes.get(to)];
    if (start !== undefined && end !== undefined && overlaps(joined(start, end), area)) inside.add(from).add(to);
  }
  return inside;
}
