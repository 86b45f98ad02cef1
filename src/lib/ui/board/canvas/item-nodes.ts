import { pileHeight } from '#lib/domain/board/board-item.ts';
import type { Card, Point } from '#lib/domain/board/card.ts';
import type { BoardImage } from '#lib/domain/board/image.ts';
import {
  cardTextId,
  cardTitleId,
  heightReach,
  type BoardNode,
  type CardNode,
  type ImageNode,
  type NodeSources,
} from './board-node.ts';
import { cardEstimate } from './card-estimate.ts';

/** What a node of the canvas takes from its item, whatever that is. */
interface Standing {
  position: Point;
  class: string | undefined;
  draggable: boolean;
  zIndex: number;
  tabindex: number;
}

export function cardNode(card: Card, before: BoardNode | undefined, sources: NodeSources): CardNode {
  const kept = before?.type === 'card' ? before : undefined;
  const standing = standingOf('card', card, kept, sources);
  if (kept !== undefined && stands(kept, standing)) return kept;
  const { tabindex, ...rest } = standing;
  return {
    measured: cardEstimate(card),
    ...kept,
    ...rest,
    id: card.id,
    type: 'card',
    data: {},
    ariaRole: 'group',
    domAttributes: {
      tabindex,
      'aria-roledescription': 'card',
      'aria-labelledby': `${cardTitleId(card.id)} ${cardTextId(card.id)}`,
    },
  };
}

export function imageNode(image: BoardImage, before: BoardNode | undefined, sources: NodeSources): ImageNode {
  const kept = before?.type === 'image' ? before : undefined;
  const standing = standingOf('image', image, kept, sources);
  if (kept?.data.image === image && stands(kept, standing)) return kept;
  const { tabindex, ...rest } = standing;
  return {
    measured: image.size,
    ...kept,
    ...rest,
    id: image.id,
    type: 'image',
    width: image.size.width,
    height: image.size.height,
    data: { image },
    ariaRole: 'group',
    ariaLabel: image.alt === '' ? 'Picture without a description' : `Picture: ${image.alt}`,
    domAttributes: { tabindex, 'aria-roledescription': 'picture' },
  };
}

function standingOf(
  type: 'card' | 'image',
  item: Card | BoardImage,
  kept: BoardNode | undefined,
  sources: NodeSources,
): Standing {
  const isHeld = sources.held.has(item.id);
  const led = isHeld ? undefined : sources.drags[item.id];
  return {
    position: isHeld && kept !== undefined ? kept.position : (led ?? item.at),
    class: classOf(item, led !== undefined, sources),
    draggable: !sources.readOnly && !item.locked,
    zIndex: Math.min(heightReach, Math.max(-heightReach, pileHeight({ type, order: item.order }))),
    tabindex: sources.tabStop === item.id ? 0 : -1,
  };
}

function stands(node: CardNode | ImageNode, standing: Standing): boolean {
  return (
    node.position.x === standing.position.x &&
    node.position.y === standing.position.y &&
    node.class === standing.class &&
    node.draggable === standing.draggable &&
    node.zIndex === standing.zIndex &&
    node.domAttributes?.tabindex === standing.tabindex
  );
}

function classOf(
  { id, group }: Card | BoardImage,
  isLed: boolean,
  { foundSet, current, lit, groups }: NodeSources,
): string | undefined {
  const names = [
    isLed ? 'led' : '',
    foundSet.has(id) ? 'found' : '',
    current === id ? 'current' : '',
    lit === id ? 'lit' : '',
    group !== null && groups.has(group) ? 'mate' : '',
  ];
  return names.filter((name) => name !== '').join(' ') || undefined;
}
