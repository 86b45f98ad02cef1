/** Pictures in the document: `images` is a Y.Map of id to Y.Map, field by field as cards are. */
import * as Y from 'yjs';
import { orderReach } from '#lib/domain/board/card.ts';
import { altLimit, imageBounds, imagesMost, type BoardImage } from '#lib/domain/board/image.ts';
import { isId } from '#lib/domain/ids.ts';
import { boardMaps } from './board-maps.ts';
import {
  pointPair,
  readFrameSize,
  readId,
  readName,
  readNumber,
  readPoint,
  readText,
  readWhole,
} from './board-values.ts';
import { setPair } from './write-frames.ts';

export type ImagePatch = Partial<Pick<BoardImage, 'size' | 'alt'>>;

/** Puts a picture on the board; one that is there already stays as it is. */
export function addImage(doc: Y.Doc, image: BoardImage, origin: unknown = null): void {
  doc.transact(() => {
    const { images } = boardMaps(doc);
    if (images.has(image.id)) return;
    const { file, at, size, alt, author, createdAt, locked, group, order } = image;
    const fields = { file, at: pointPair(at), size: edges(size), alt: readText(alt, altLimit), author, createdAt };
    const map = new Y.Map<unknown>(Object.entries(fields));
    // At rest they are not written, as in cards.
    if (locked) map.set('locked', true);
    if (group !== null) map.set('group', group);
    if (order !== 0) map.set('order', order);
    images.set(image.id, map);
  }, origin);
}

/** Sets the given fields, and writes only those that differ. Nothing happens when the picture is gone. */
export function changeImage(doc: Y.Doc, id: string, { size, alt }: ImagePatch, origin: unknown = null): void {
  doc.transact(() => {
    const map = boardMaps(doc).images.get(id);
    if (!(map instanceof Y.Map)) return;
    const fields: Y.Map<unknown> = map;
    if (size !== undefined) setPair(fields, 'size', edges(size));
    if (alt !== undefined && fields.get('alt') !== readText(alt, altLimit)) fields.set('alt', readText(alt, altLimit));
  }, origin);
}

export function removeImages(doc: Y.Doc, ids: readonly string[], origin: unknown = null): void {
  doc.transact(() => {
    const { images } = boardMaps(doc);
    for (const id of ids) if (images.has(id)) images.delete(id);
  }, origin);
}

/** The pictures, the oldest first. Malformed ones are left out. */
export function readImages(map: Y.Map<unknown>): BoardImage[] {
  const images: BoardImage[] = [];
  for (const [id, value] of map) {
    const image = readImage(value, id);
    if (image !== null) images.push(image);
  }
  return images.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)).slice(0, imagesMost);
}

function readImage(value: unknown, id: string): BoardImage | null {
  if (!(value instanceof Y.Map) || !isId(id)) return null;
  const map: Y.Map<unknown> = value;
  const file = map.get('file');
  const size = readFrameSize(map.get('size'));
  if (!isId(file) || size === null) return null;
  const [width, height] = edges(size);
  return {
    id,
    file,
    at: readPoint(map.get('at')),
    size: { width, height },
    alt: readText(map.get('alt'), altLimit),
    locked: map.get('locked') === true,
    group: readId(map.get('group')),
    order: readNumber(map.get('order'), -orderReach, orderReach),
    author: readName(map.get('author'), 64),
    createdAt: readWhole(map.get('createdAt'), 0, Number.MAX_SAFE_INTEGER) ?? 0,
  };
}

function edges({ width, height }: BoardImage['size']): [number, number] {
  const within = (value: number): number => Math.min(imageBounds.most, Math.max(imageBounds.least, Math.round(value)));
  return [within(width), within(height)];
}
