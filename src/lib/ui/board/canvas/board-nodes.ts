import type { Link } from '#lib/domain/board/card.ts';
import { zoneNodeId, type BoardNode, type LinkEdge, type NodeSources } from './board-node.ts';
import { frameNode, zoneNode } from './ground-nodes.ts';
import { cardNode, imageNode } from './item-nodes.ts';

/**
 * The nodes of the canvas. A node that needs no change stays the same object, with what the canvas keeps in it (its
 * measured size, whether it is selected); if none does, the same array comes back.
 */
export function boardNodes(previous: readonly BoardNode[], sources: NodeSources): readonly BoardNode[] {
  const old = new Map(previous.map((node) => [node.id, node]));
  const next: BoardNode[] = [];
  // An id is one item's. Whoever gives it to two on purpose sees the card.
  const taken = new Set(sources.frames.length + sources.images.length > 0 ? sources.cards.map(({ id }) => id) : []);
  const isFree = (id: string): boolean => !taken.has(id) && taken.add(id).size > 0;
  for (const frame of sources.frames) {
    if (frame.step !== null) next.push(zoneNode(frame, old.get(zoneNodeId(frame))));
    else if (isFree(frame.id)) next.push(frameNode(frame, old.get(frame.id), sources));
  }
  for (const image of sources.images) {
    if (isFree(image.id)) next.push(imageNode(image, old.get(image.id), sources));
  }
  for (const card of sources.cards) next.push(cardNode(card, old.get(card.id), sources));
  const same = next.length === previous.length && next.every((node, index) => node === previous[index]);
  return same ? previous : next;
}

/** The edges of the canvas; the same objects as before where nothing changed. */
export function boardEdges(previous: readonly LinkEdge[], links: readonly Link[]): readonly LinkEdge[] {
  const old = new Map(previous.map((edge) => [edge.id, edge]));
  const next = links.map((link): LinkEdge => {
    const before = old.get(link.id);
    const isSame = before?.source === link.from && before.target === link.to && before.data?.label === link.label;
    if (isSame) return before;
    return {
      id: link.id,
      type: 'link',
      source: link.from,
      target: link.to,
      data: { label: link.label },
      ...(before?.selected === true ? { selected: true } : {}),
      focusable: false,
      ariaLabel: link.label === '' ? 'Link between two cards' : `Link between two cards: ${link.label}`,
    };
  });
  const same = next.length === previous.length && next.every((edge, index) => edge === previous[index]);
  return same ? previous : next;
}
