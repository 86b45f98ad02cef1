import type { OwnPresence } from './board-model.ts';

/** Letters of JSON that lists of ids and a growing line may take: the rest of a state of awareness is small. */
const lettersMost = 6_400;

/** A place as JSON, and what stands around it. */
const placeLetters = 32;

/**
 * The same, with as much of its lists as fits into a state of awareness: a longer state would be dropped whole, and the
 * others would see nothing move. What moves just now comes first.
 */
export function fittingPresence(presence: OwnPresence): OwnPresence {
  let left = lettersMost - (presence.drawing?.line.length ?? 0);
  const fits = (id: string, more: number): boolean => {
    left -= id.length + more;
    return left >= 0;
  };
  const { dragging, erasing, selection, removed } = presence;
  const fitting: OwnPresence = { ...presence };
  if (dragging !== undefined) {
    fitting.dragging = Object.fromEntries(Object.entries(dragging).filter(([id]) => fits(id, placeLetters)));
  }
  if (erasing != null) fitting.erasing = erasing.filter((id) => fits(id, 3));
  if (selection !== undefined) fitting.selection = selection.filter((id) => fits(id, 3));
  if (removed !== undefined) fitting.removed = removed.filter((id) => fits(id, 3));
  return fitting;
}
