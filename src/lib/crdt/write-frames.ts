import * as Y from 'yjs';
import { frameTitleLimit, type Frame } from '#lib/domain/board/card.ts';
import { boardMaps } from './board-maps.ts';
import { framePair, pointPair, readName, readText, readWhole } from './board-values.ts';

/** What people change of a frame. Which step it belongs to is the format's business. */
export type FramePatch = Partial<Pick<Frame, 'title' | 'at' | 'size'>>;

/** Puts a frame on the board, after those that are there. One that is there already stays as it is. */
export function addFrame(doc: Y.Doc, frame: Frame, origin: unknown = null): void {
  doc.transact(() => {
    const { frames } = boardMaps(doc);
    if (frames.has(frame.id)) return;
    let rank = 0;
    for (const value of frames.values()) {
      const taken = value instanceof Y.Map ? readWhole(value.get('rank'), 0, 1e9) : null;
      if (taken !== null) rank = Math.max(rank, taken + 1);
    }
    const [width, height] = framePair(frame.size);
    frames.set(frame.id, frameMap({ ...frame, size: { width, height } }, rank));
  }, origin);
}

/** Sets the given fields of a frame, and writes only those that differ. Nothing happens when it is gone. */
export function changeFrame(doc: Y.Doc, id: string, patch: FramePatch, origin: unknown = null): void {
  doc.transact(() => {
    const map = boardMaps(doc).frames.get(id);
    if (!(map instanceof Y.Map)) return;
    const fields: Y.Map<unknown> = map;
    const { title, at, size } = patch;
    if (title !== undefined && fields.get('title') !== titleOf(title)) fields.set('title', titleOf(title));
    if (at !== undefined) setPair(fields, 'at', pointPair(at));
    if (size !== undefined) setPair(fields, 'size', framePair(size));
  }, origin);
}

/** Removes frames that people made; those of the format's steps stay. What lies in them stays where it is. */
export function removeFrames(doc: Y.Doc, ids: readonly string[], origin: unknown = null): void {
  doc.transact(() => {
    const { frames } = boardMaps(doc);
    for (const id of ids) {
      const map = frames.get(id);
      if (map instanceof Y.Map && readName(map.get('step'), 64) === null) frames.delete(id);
    }
  }, origin);
}

/** A frame as the document holds it; `rank` is its place among the others. */
export function frameMap(frame: Frame, rank: number): Y.Map<unknown> {
  const { title, at, size, step, turn, locked, group } = frame;
  const map = new Y.Map<unknown>(
    Object.entries({ title: titleOf(title), at: pointPair(at), size: [size.width, size.height], step, turn, rank }),
  );
  // At rest they are not written, as in cards.
  if (locked) map.set('locked', true);
  if (group !== null) map.set('group', group);
  return map;
}

/** Writes a pair of numbers where it differs from what is there. */
export function setPair(map: Y.Map<unknown>, field: string, pair: [number, number] | null): void {
  const old = map.get(field);
  const same = pair === null ? old == null : Array.isArray(old) && old[0] === pair[0] && old[1] === pair[1];
  if (!same) map.set(field, pair);
}

const titleOf = (title: string): string => readText(title.trim(), frameTitleLimit);
