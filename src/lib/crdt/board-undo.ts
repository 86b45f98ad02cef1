import * as Y from 'yjs';
import { boardMaps, bornWith, frameBornWith, imageBornWith, linkEnds, strokeBornWith } from './board-maps.ts';

const deepest = 200;

type Parts = Pick<Y.Map<unknown>, '_start' | '_map'>;

/**
 * Undo and redo of one's own steps: of writes made with this `origin`, and of editors that add their own origin
 * (`undo.addTrackedOrigin`). Steps within half a second of each other are one. Beyond 200 the oldest is forgotten.
 *
 * Another's work is never undone with one's own: a card, frame, picture or stroke that others wrote in, changed or linked stays
 * when its making is undone, with all that makes it one.
 */
export function createBoardUndo(doc: Y.Doc, origin: unknown): Y.UndoManager {
  const { cards, links, frames, ink, images } = boardMaps(doc);
  /** Cards and frames that undo brought back. What others wrote in them counts as written by us now: it was copied. */
  const copies = new WeakSet<Parts>();

  const hasOthers = (type: Parts, id: string, client: number): boolean =>
    hasOthersWork(type, client) || (undo.undoing && copies.has(type)) || isLinkedByOthers(links, id, client);

  /** What is more than one field, with the fields that it cannot be without. */
  const wholes = [
    [cards, bornWith],
    [frames, frameBornWith],
    [images, imageBornWith],
    [ink, strokeBornWith],
  ] as const;

  /** Whether undo may delete this item of the document, which one's own step inserted. */
  const mayDelete = (item: Y.Item): boolean => {
    const { parent, parentSub } = item;
    if (!(parent instanceof Y.Map) || parentSub === null) return true;
    if (wholes.some(([map]) => map === parent))
      return !(item.content instanceof Y.ContentType && hasOthers(item.content.type, parentSub, item.id.client));
    const [, born] = wholes.find(([map]) => map === parent.parent) ?? [];
    if (born?.has(parentSub) !== true) return true;
    // A field that was replaced may go; the one in force goes only with the whole card.
    return parent._map.get(parentSub) !== item || !hasOthers(parent, parent._item?.parentSub ?? '', item.id.client);
  };

  const undo = new Y.UndoManager([cards, links, frames, ink, images], {
    trackedOrigins: new Set([origin]),
    deleteFilter: mayDelete,
  });
  undo.on('stack-item-added', () => {
    if (undo.undoStack.length > deepest) undo.undoStack.splice(0, undo.undoStack.length - deepest);
  });
  undo.on('stack-item-popped', () => {
    for (const [item, born] of wholes.flatMap(([map, fields]) =>
      [...map._map.values()].map((each) => [each, fields] as const),
    )) {
      if (item.deleted || !(item.content instanceof Y.ContentType)) continue;
      const { type } = item.content;
      const before = item.left?.content instanceof Y.ContentType ? item.left.content.type : null;
      for (const field of born) mend(type, before, field);
      if (before === null || item.left === null) continue;
      if (copies.has(before) || hasOthersWork(before, item.left.id.client, true)) copies.add(type);
    }
  });
  return undo;
}

/** Whether another than `client` drew a link from or to this card, or wrote on one. */
function isLinkedByOthers(links: Y.Map<unknown>, card: string, client: number): boolean {
  for (const [id, value] of links) {
    const ends = linkEnds(value);
    if (ends === null || (ends.from !== card && ends.to !== card)) continue;
    // What is overwritten counts too: undo may have brought another's link back in one's own name.
    for (let item = links._map.get(id) ?? null; item !== null; item = item.left) {
      if (item.id.client !== client) return true;
    }
  }
  return false;
}

/**
 * Where another changed a field at the same time, undo takes one's own value and brings none back; and what has no
 * kind is no card. Such a field keeps the last value that is known, in this card or the one it is the return of.
 */
function mend(type: Y.AbstractType<unknown>, before: Parts | null, field: string): void {
  if (!(type instanceof Y.Map) || type.has(field)) return;
  for (const one of [type, before]) {
    let item = one?._map.get(field) ?? null;
    while (item !== null && !(item.content instanceof Y.ContentAny)) item = item.left;
    if (item === null) continue;
    type.set(field, item.content.getContent().at(-1));
    return;
  }
}

/** Whether anything within this type was put there by another connection than `client`, and still counts (or `ever`). */
function hasOthersWork(type: Parts, client: number, ever = false): boolean {
  const isOthers = (item: Y.Item): boolean => {
    if (item.deleted && !ever) return false;
    return (
      item.id.client !== client ||
      (item.content instanceof Y.ContentType && hasOthersWork(item.content.type, client, ever))
    );
  };
  for (let item = type._start; item !== null; item = item.right) if (isOthers(item)) return true;
  return [...type._map.values()].some(isOthers);
}
