import * as Y from 'yjs';
import { boardMaps, bornWith } from './board-maps.ts';

const deepest = 200;

/**
 * Undo and redo of one's own steps: of writes made with this `origin`, and of editors that add their own origin
 * (`undo.addTrackedOrigin`). Steps within half a second of each other are one. Beyond 200 the oldest is forgotten.
 *
 * Another's work is never undone with one's own: a card that others wrote in or changed stays when its making is
 * undone, with all that makes it a card.
 */
export function createBoardUndo(doc: Y.Doc, origin: unknown): Y.UndoManager {
  const { cards, links, frames, ink } = boardMaps(doc);
  const undo = new Y.UndoManager([cards, links, frames, ink], {
    trackedOrigins: new Set([origin]),
    deleteFilter: (item) => mayDelete(item, cards),
  });
  undo.on('stack-item-added', () => {
    if (undo.undoStack.length > deepest) undo.undoStack.splice(0, undo.undoStack.length - deepest);
  });
  return undo;
}

/** Whether undo may delete this item of the document, which one's own step inserted. */
function mayDelete(item: Y.Item, cards: Y.Map<unknown>): boolean {
  const { parent, parentSub } = item;
  if (parent === cards)
    return !(item.content instanceof Y.ContentType && hasOthersWork(item.content.type, item.id.client));
  if (!(parent instanceof Y.Map) || parent.parent !== cards || parentSub === null || !bornWith.has(parentSub))
    return true;
  const cardItem = parent._item;
  // A field that was replaced may go; the one in force goes only with the whole card.
  const isInForce = parent._map.get(parentSub) === item;
  return !isInForce || cardItem === null || !hasOthersWork(parent, item.id.client);
}

/** Whether anything within this type that still counts was put there by another connection. */
function hasOthersWork(type: Pick<Y.Map<unknown>, '_start' | '_map'>, client: number): boolean {
  for (let item = type._start; item !== null; item = item.right) {
    if (isOthersWork(item, client)) return true;
  }
  for (const item of type._map.values()) {
    if (isOthersWork(item, client)) return true;
  }
  return false;
}

function isOthersWork(item: Y.Item, client: number): boolean {
  if (item.deleted) return false;
  return (
    item.id.client !== client || (item.content instanceof Y.ContentType && hasOthersWork(item.content.type, client))
  );
}
