/** What the canvas calls nodes and edges, and what they are made from. */
import type { Edge, Node } from '@xyflow/svelte';
import { boardReach, type Card, type Frame, type Point } from '#lib/domain/board/card.ts';
import type { BoardImage } from '#lib/domain/board/image.ts';

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
  /** Items that others drag, with where they are. */
  drags: Readonly<Record<string, Point>>;
  /** Items that this person moves right now, by id: they stay where the hand has them. */
  held: ReadonlyMap<string, unknown>;
  /** The card or picture that Tab comes to. */
  tabStop: string | null;
  readOnly: boolean;
  /** Cards that contain what is looked for, and the one of them that one is at. */
  foundSet: ReadonlySet<string>;
  current: string | null;
  /** The card that is shown to all. */
  lit: string | null;
  /** Groups of which one is selected. */
  groups: ReadonlySet<string>;
}

/** Zones are no items, and their ids are words of formats: under this name they are never taken for one. */
export const zoneNodeId = (frame: Frame): string => `zone:${frame.id}`;

/** The ground lies under all cards and pictures, whatever their height in the pile. */
export const heightReach = 1_000_000;

export const cardTitleId = (id: string): string => `card-title-${id}`;
export const cardTextId = (id: string): string => `card-text-${id}`;
