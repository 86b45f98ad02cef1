import type { Edge, Node } from '@xyflow/svelte';
import { boardReach, type Card, type Frame, type Link, type Point } from '#lib/domain/card.ts';

export type CardNode = Node<Record<string, never>, 'card'>;
export type ZoneNode = Node<{ frame: Frame }, 'zone'>;
export type BoardNode = CardNode | ZoneNode;
export type LinkEdge = Edge<Record<string, never>, 'link'>;

/** As far as one can go and drag. */
export const canvasExtent: [[number, number], [number, number]] = [
  [-boardReach, -boardReach],
  [boardReach, boardReach],
];

export interface NodeSources {
  cards: readonly Card[];
  frames: readonly Frame[];
  /** Cards that others drag, with where they are. */
  drags: Readonly<Record<string, Point>>;
  /** Cards that this person moves right now: they stay where the hand has them. */
  held: readonly string[];
  /** The card that Tab comes to. */
  tabStop: string | null;
  readOnly: boolean;
}

const zoneNodeId = (frame: Frame): string => `zone:${frame.id}`;

/**
 * The nodes of the canvas. A node that needs no change stays the same object, with what the canvas keeps in it (its
 * measured size, whether it is selected); if none does, the same array comes back.
 */
export function boardNodes(previous: readonly BoardNode[], sources: NodeSources): readonly BoardNode[] {
  const old = new Map(previous.map((node) => [node.id, node]));
  const next: BoardNode[] = [];
  for (const frame of sources.frames) {
    const before = old.get(zoneNodeId(frame));
    next.push(before?.type === 'zone' && before.data.frame === frame ? before : zoneNode(frame, before));
  }
  for (const card of sources.cards) next.push(cardNode(card, old.get(card.id), sources));
  const same = next.length === previous.length && next.every((node, index) => node === previous[index]);
  return same ? previous : next;
}

function zoneNode(frame: Frame, before: BoardNode | undefined): ZoneNode {
  return {
    ...(before?.measured === undefined ? {} : { measured: before.measured }),
    id: zoneNodeId(frame),
    type: 'zone',
    position: frame.at,
    width: frame.size.width,
    height: frame.size.height,
    data: { frame },
    zIndex: -1,
    draggable: false,
    selectable: false,
    focusable: false,
    ariaRole: 'presentation',
    domAttributes: { 'aria-roledescription': undefined },
  };
}

function cardNode(card: Card, before: BoardNode | undefined, sources: NodeSources): CardNode {
  const kept = before?.type === 'card' ? before : undefined;
  const led = sources.held.includes(card.id) ? undefined : sources.drags[card.id];
  const position = sources.held.includes(card.id) && kept !== undefined ? kept.position : (led ?? card.at);
  const className = led === undefined ? undefined : 'led';
  const tabindex = sources.tabStop === card.id ? 0 : -1;
  const draggable = !sources.readOnly;
  if (
    kept !== undefined &&
    kept.position.x === position.x &&
    kept.position.y === position.y &&
    kept.class === className &&
    kept.draggable === draggable &&
    kept.domAttributes?.tabindex === tabindex
  ) {
    return kept;
  }
  return {
    ...kept,
    id: card.id,
    type: 'card',
    position,
    data: {},
    class: className,
    draggable,
    ariaRole: 'group',
    domAttributes: {
      tabindex,
      'aria-roledescription': 'card',
      'aria-labelledby': `${cardTitleId(card.id)} ${cardTextId(card.id)}`,
    },
  };
}

export const cardTitleId = (id: string): string => `card-title-${id}`;
export const cardTextId = (id: string): string => `card-text-${id}`;

/** The edges of the canvas; the same objects as before where nothing changed. */
export function boardEdges(previous: readonly LinkEdge[], links: readonly Link[]): readonly LinkEdge[] {
  const old = new Map(previous.map((edge) => [edge.id, edge]));
  const next = links.map((link): LinkEdge => {
    const before = old.get(link.id);
    if (before?.source === link.from && before.target === link.to) return before;
    return {
      id: link.id,
      type: 'link',
      source: link.from,
      target: link.to,
      focusable: false,
      ariaLabel: 'Link between two cards',
    };
  });
  const same = next.length === previous.length && next.every((edge, index) => edge === previous[index]);
  return same ? previous : next;
}
