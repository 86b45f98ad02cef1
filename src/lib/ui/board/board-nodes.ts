import type { Edge, Node } from '@xyflow/svelte';
import { boardReach, type Card, type Frame, type Link, type Point } from '#lib/domain/card.ts';
import type { BoardImage } from '#lib/domain/image.ts';

export type CardNode = Node<Record<string, never>, 'card'>;
export type ZoneNode = Node<{ frame: Frame }, 'zone'>;
/** A zone that people made: it can be moved, named, resized and taken away. */
export type FrameNode = Node<{ frame: Frame }, 'frame'>;
export type ImageNode = Node<{ image: BoardImage }, 'image'>;
export type BoardNode = CardNode | ZoneNode | FrameNode | ImageNode;
export type LinkEdge = Edge<{ label: string }, 'link'>;

/** As far as one can go and drag. */
export const canvasExtent: [[number, number], [number, number]] = [
  [-boardReach, -boardReach],
  [boardReach, boardReach],
];

export interface NodeSources {
  cards: readonly Card[];
  frames: readonly Frame[];
  images: readonly BoardImage[];
  /** Cards and frames that others drag, with where they are. */
  drags: Readonly<Record<string, Point>>;
  /** Nodes that this person moves right now, by id: they stay where the hand has them. */
  held: ReadonlyMap<string, unknown>;
  /** The card that Tab comes to. */
  tabStop: string | null;
  readOnly: boolean;
  /** Cards that contain what is looked for, and the one of them that one is at. */
  foundSet: ReadonlySet<string>;
  current: string | null;
  /** The card that is shown to all. */
  lit: string | null;
  /** Groups of which a card is selected. */
  groups: ReadonlySet<string>;
}

const zonePrefix = 'zone:';
export const zoneNodeId = (frame: Frame): string => zonePrefix + frame.id;

/** The id of the frame that a node stands for; null for all others. */
export const frameOfNode = (id: string): string | null =>
  id.startsWith(zonePrefix) ? id.slice(zonePrefix.length) : null;

const imagePrefix = 'image:';
export const imageNodeId = ({ id }: Pick<BoardImage, 'id'>): string => imagePrefix + id;

/** The id of the picture that a node stands for; null for all others. */
export const imageOfNode = (id: string): string | null =>
  id.startsWith(imagePrefix) ? id.slice(imagePrefix.length) : null;

/** The ground lies under all cards, whatever their height in the pile. */
const heightReach = 1_000_000;

/**
 * The nodes of the canvas. A node that needs no change stays the same object, with what the canvas keeps in it (its
 * measured size, whether it is selected); if none does, the same array comes back.
 */
export function boardNodes(previous: readonly BoardNode[], sources: NodeSources): readonly BoardNode[] {
  const old = new Map(previous.map((node) => [node.id, node]));
  const next: BoardNode[] = [];
  for (const frame of sources.frames) {
    const before = old.get(zoneNodeId(frame));
    const position = framePlace(frame, before, sources);
    const isKept =
      (before?.type === 'zone' || before?.type === 'frame') &&
      before.data.frame === frame &&
      before.position.x === position.x &&
      before.position.y === position.y &&
      (before.class === ledClass) === isLed(frame, sources) &&
      (frame.step !== null || before.draggable !== sources.readOnly);
    if (isKept) next.push(before);
    else next.push(frame.step === null ? frameNode(frame, before, sources) : zoneNode(frame, before));
  }
  for (const image of sources.images) next.push(imageNode(image, old.get(imageNodeId(image)), sources));
  for (const card of sources.cards) next.push(cardNode(card, old.get(card.id), sources));
  const same = next.length === previous.length && next.every((node, index) => node === previous[index]);
  return same ? previous : next;
}

function zoneNode(frame: Frame, before: BoardNode | undefined): ZoneNode {
  return { ...groundNode(frame, before), position: frame.at, type: 'zone', draggable: false };
}

const ledClass = 'led';

/** Whether somebody else drags it. */
const isLed = (frame: Frame, { held, drags }: NodeSources): boolean =>
  frame.step === null && drags[frame.id] !== undefined && !held.has(zoneNodeId(frame));

/** Where it is on screen: a frame stays where a hand has it, one's own before another's. */
function framePlace(frame: Frame, before: BoardNode | undefined, { held, drags }: NodeSources): Point {
  if (frame.step !== null) return frame.at;
  if (held.has(zoneNodeId(frame)) && before !== undefined) return before.position;
  return drags[frame.id] ?? frame.at;
}

function frameNode(frame: Frame, before: BoardNode | undefined, sources: NodeSources): FrameNode {
  return {
    ...groundNode(frame, before),
    position: framePlace(frame, before, sources),
    ...(isLed(frame, sources) ? { class: ledClass } : {}),
    type: 'frame',
    draggable: !sources.readOnly,
    dragHandle: '.frame-grip',
  };
}

function groundNode(frame: Frame, before: BoardNode | undefined) {
  return {
    ...(before?.measured === undefined ? {} : { measured: before.measured }),
    id: zoneNodeId(frame),
    width: frame.size.width,
    height: frame.size.height,
    data: { frame },
    // Frames lie over the zones of the steps, and under all cards.
    zIndex: -2 * heightReach + (frame.step === null ? 1 : 0),
    selectable: false,
    focusable: false,
    ariaRole: 'presentation' as const,
    domAttributes: { 'aria-roledescription': undefined },
  };
}

function imageNode(image: BoardImage, before: BoardNode | undefined, sources: NodeSources): ImageNode {
  const id = imageNodeId(image);
  const kept = before?.type === 'image' ? before : undefined;
  const draggable = !sources.readOnly;
  const position = sources.held.has(id) && kept !== undefined ? kept.position : image.at;
  const isSame =
    kept !== undefined &&
    kept.data.image === image &&
    kept.draggable === draggable &&
    kept.position.x === position.x &&
    kept.position.y === position.y;
  if (isSame) return kept;
  return {
    ...(kept?.measured === undefined ? {} : { measured: kept.measured }),
    id,
    type: 'image',
    position,
    width: image.size.width,
    height: image.size.height,
    data: { image },
    draggable,
    // Over the ground and under all cards, in the order of their age.
    zIndex: -heightReach - 1,
    selectable: false,
    focusable: false,
    ariaRole: 'presentation',
    domAttributes: { 'aria-roledescription': undefined },
  };
}

function cardNode(card: Card, before: BoardNode | undefined, sources: NodeSources): CardNode {
  const kept = before?.type === 'card' ? before : undefined;
  const isHeld = sources.held.has(card.id);
  const led = isHeld ? undefined : sources.drags[card.id];
  const position = isHeld && kept !== undefined ? kept.position : (led ?? card.at);
  const className = classOf(card, led !== undefined, sources);
  const tabindex = sources.tabStop === card.id ? 0 : -1;
  const draggable = !sources.readOnly && !card.locked;
  const zIndex = Math.min(heightReach, Math.max(-heightReach, Math.round(card.order)));
  if (
    kept !== undefined &&
    kept.position.x === position.x &&
    kept.position.y === position.y &&
    kept.class === className &&
    kept.draggable === draggable &&
    kept.zIndex === zIndex &&
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
    zIndex,
    ariaRole: 'group',
    domAttributes: {
      tabindex,
      'aria-roledescription': 'card',
      'aria-labelledby': `${cardTitleId(card.id)} ${cardTextId(card.id)}`,
    },
  };
}

function classOf(card: Card, isLed: boolean, { foundSet, current, lit, groups }: NodeSources): string | undefined {
  const names = [
    isLed ? 'led' : '',
    foundSet.has(card.id) ? 'found' : '',
    current === card.id ? 'current' : '',
    lit === card.id ? 'lit' : '',
    card.group !== null && groups.has(card.group) ? 'mate' : '',
  ];
  return names.filter((name) => name !== '').join(' ') || undefined;
}

export const cardTitleId = (id: string): string => `card-title-${id}`;
export const cardTextId = (id: string): string => `card-text-${id}`;

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
