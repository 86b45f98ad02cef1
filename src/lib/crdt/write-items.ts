/** Writing on what lies on a board without asking what it is: see `domain/board-item.ts`. */
import * as Y from 'yjs';
import type { BoardItem } from '#lib/domain/board/board-item.ts';
import type { Point } from '#lib/domain/board/card.ts';
import { boardMaps } from './board-maps.ts';
import { pointPair, readName } from './board-values.ts';
import { removeCards } from './write-board.ts';
import { removeFrames, setPair } from './write-frames.ts';
import { removeImages } from './write-images.ts';
import { removeStrokes } from './write-ink.ts';

/** What an item is while it is not written. */
const atRest = { locked: false, group: null, order: 0 } as const;

export type ItemPatch = Partial<Pick<BoardItem, keyof typeof atRest>>;

/** Moves several items and strokes in one step; those that are gone are passed over, and so are the zones of a format's steps. */
export function moveItems(doc: Y.Doc, places: Readonly<Record<string, Point>>, origin: unknown = null): void {
  doc.transact(() => {
    for (const [id, at] of Object.entries(places)) {
      const map = pileMapOf(doc, id) ?? frameMapOf(doc, id) ?? strokeMapOf(doc, id);
      if (map !== null) setPair(map, 'at', pointPair(at));
    }
  }, origin);
}

/**
 * Sets what an item or stroke can be told whatever it is, and writes only what differs. Frames lie under the pile, and
 * strokes over it: they know nothing of heights.
 */
export function changeItem(doc: Y.Doc, id: string, patch: ItemPatch, origin: unknown = null): void {
  doc.transact(() => {
    const inPile = pileMapOf(doc, id);
    const map = inPile ?? frameMapOf(doc, id) ?? strokeMapOf(doc, id);
    if (map === null) return;
    const known: readonly (keyof typeof atRest)[] =
      inPile === null ? ['locked', 'group'] : ['locked', 'group', 'order'];
    for (const field of known) {
      const value = patch[field];
      if (value !== undefined && (map.get(field) ?? atRest[field]) !== value) map.set(field, value);
    }
  }, origin);
}

/** Removes items and strokes, and the links from and to cards among them. What lies in a frame stays. */
export function removeItems(doc: Y.Doc, ids: readonly string[], origin: unknown = null): void {
  doc.transact(() => {
    removeCards(doc, ids, origin);
    removeImages(doc, ids, origin);
    removeFrames(doc, ids, origin);
    removeStrokes(doc, ids, origin);
  }, origin);
}

/** A card's or picture's map. */
function pileMapOf(doc: Y.Doc, id: string): Y.Map<unknown> | null {
  const { cards, images } = boardMaps(doc);
  const map = cards.get(id) ?? images.get(id);
  return map instanceof Y.Map ? map : null;
}

function strokeMapOf(doc: Y.Doc, id: string): Y.Map<unknown> | null {
  const map = boardMaps(doc).ink.get(id);
  return map instanceof Y.Map ? map : null;
}

function frameMapOf(doc: Y.Doc, id: string): Y.Map<unknown> | null {
  const map = boardMaps(doc).frames.get(id);
  return map instanceof Y.Map && readName(map.get('step'), 64) === null ? map : null;
}
