import * as Y from 'yjs';
import { boardMaps, bornWith, frameBornWith } from './board-maps.ts';

const deepest = 200;

type Parts = Pick<Y.Map<unknown>, '_start' | '_map'>;

/**
 * Undo and redo of one's own steps: of writes made with this `origin`, and of editors that add their own origin
 * (`undo.addTrackedOrigin`). Steps within half a second of each other are one. Beyond 200 the oldest is forgotten.
 *
 * Another's work is never undone with one's own: a card or frame that others wrote in or changed stays when its making
 * is undone, with all that makes it a card or a frame.
 */
export function createBoardUndo(doc: Y.Doc, origin: unknown): Y.UndoManager {
  const { cards, links, frames, ink } = boardMaps(doc);
  /** Cards and frames that undo brought back. What others wrote in them counts as written by us now: it was copied. */
  const copies = new WeakSet<Parts>();

  const hasOthers = (type: Parts, client: number): boolean =>
    hasOthersWork(type, client) || (undo.undoing && copies.has(type));

  /** Whether undo may delete this item of the document, which one's own step inserted. */
  const mayDelete = (item: Y.Item): boolean => {
    const { parent, parentSub } = item;
    if (parent === cards || parent === frames)
      return !(item.content instanceof Y.ContentType && hasOthers(item.content.type, item.id.client));
    if (!(parent instanceof Y.Map) || parentSub === null) return true;
    const born = parent.parent === cards ? bornWith : parent.parent === frames ? frameBornWith : null;
    if (born?.has(parentSub) !== true) return true;
    // A field that was replaced may go; the one in force goes only with the whole card.
    return parent._map.get(parentSub) !== item || !hasOthers(parent, item.id.client);
  };

  const undo = new Y.UndoManager([cards, links, frames, ink], {
    trackedOrigins: new Set([origin]),
    deleteFilter: mayDelete,
  });
  undo.on('stack-item-added', () => {
    if (undo.undoStack.length > deepest) undo.undoStack.splice(0, undo.undoStack.length - deepest);
  });
  undo.on('stack-item-popped', () => {
    for (const item of [...cards._map.values(), ...frames._map.values()]) {
      if (item.deleted || !(item.content instanceof Y.ContentType) || item.left === null) continue;
      const { content, id } = item.left;
      if (!(content instanceof Y.ContentType)) continue;
      if (copies.has(content.type) || hasOthersWork(content.type, id.client, true)) copies.add(item.content.type);
    }
  });
  return undo;
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
