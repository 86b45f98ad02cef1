/** Strokes in the document: `ink` is a Y.Map of id to Y.Map. A change writes what it changes alone, and the line never changes. */
import * as Y from 'yjs';
import { isId } from '#lib/domain/ids.ts';
import { readLine } from '#lib/domain/board/stroke-line.ts';
import { strokeColours, strokesMost, strokeWidths, type Stroke, type StrokeLook } from '#lib/domain/board/stroke.ts';
import { boardMaps } from './board-maps.ts';
import { pointPair, readId, readName, readPlace, readWhole, readWord } from './board-values.ts';

/** Puts a stroke on the board; one that is there already stays as it is. */
export function addStroke(doc: Y.Doc, stroke: Stroke, origin: unknown = null): void {
  doc.transact(() => {
    const { ink } = boardMaps(doc);
    if (!ink.has(stroke.id)) ink.set(stroke.id, strokeMap(stroke));
  }, origin);
}

/** Sets the given part of a stroke's look, and writes only what differs. Nothing happens when the stroke is gone. */
export function changeStroke(doc: Y.Doc, id: string, look: Partial<StrokeLook>, origin: unknown = null): void {
  doc.transact(() => {
    const map = boardMaps(doc).ink.get(id);
    if (!(map instanceof Y.Map)) return;
    const fields: Y.Map<unknown> = map;
    for (const field of ['colour', 'width'] as const) {
      const value = look[field];
      if (value !== undefined && fields.get(field) !== value) fields.set(field, value);
    }
  }, origin);
}

export function removeStrokes(doc: Y.Doc, ids: readonly string[], origin: unknown = null): void {
  doc.transact(() => {
    const { ink } = boardMaps(doc);
    for (const id of ids) if (ink.has(id)) ink.delete(id);
  }, origin);
}

/** A stroke as the document holds it. */
export function strokeMap({ at, line, colour, width, author, createdAt, locked, group }: Stroke): Y.Map<unknown> {
  const map = new Y.Map<unknown>(Object.entries({ at: pointPair(at), line, colour, width, author, createdAt }));
  // At rest they are not written, as in cards.
  if (locked) map.set('locked', true);
  if (group !== null) map.set('group', group);
  return map;
}

/** The strokes, the oldest first. Malformed ones are left out. */
export function readInk(map: Y.Map<unknown>): Stroke[] {
  const strokes: Stroke[] = [];
  for (const [id, value] of map) {
    const stroke = readStroke(value, id);
    if (stroke !== null) strokes.push(stroke);
  }
  return inOrder(strokes);
}

/** The oldest first, ids for those of the same instant, and no more than a board shows. */
export function inOrder(strokes: Iterable<Stroke>): Stroke[] {
  return [...strokes]
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    .slice(0, strokesMost);
}

/** One stroke out of what the document holds under its id; null when it is none. */
export function readStroke(value: unknown, id: string): Stroke | null {
  if (!(value instanceof Y.Map) || !isId(id)) return null;
  const map: Y.Map<unknown> = value;
  const at = readPlace(map.get('at'));
  const line = map.get('line');
  if (at === null || typeof line !== 'string' || readLine(line) === null) return null;
  return {
    id,
    at,
    line,
    colour: readWord(map.get('colour'), strokeColours) ?? 'ink',
    width: readWord(map.get('width'), strokeWidths) ?? 'medium',
    author: readName(map.get('author'), 64),
    createdAt: readWhole(map.get('createdAt'), 0, Number.MAX_SAFE_INTEGER) ?? 0,
    locked: map.get('locked') === true,
    group: readId(map.get('group')),
  };
}
