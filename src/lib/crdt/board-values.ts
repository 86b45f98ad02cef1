/**
 * Plain values as the document holds them. Reading is tolerant, because anyone in the room can send anything:
 * what has the wrong type turns into a harmless value, what is too large is cut or brought back into reach.
 */
import { boardReach, sizeBounds, type Point, type Size } from '#lib/domain/board/card.ts';
import { isId } from '#lib/domain/ids.ts';

function clamp(value: number, least: number, most: number): number {
  // `+ 0` turns -0 into 0, so that equal places compare equal.
  return Math.min(most, Math.max(least, value)) + 0;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && !Number.isNaN(value);

/** A place as it is written: whole units, within reach, since fractions cost nine bytes each and nobody sees them. */
export function pointPair({ x, y }: Point): [number, number] {
  return [writtenPlace(x), writtenPlace(y)];
}

function writtenPlace(value: number): number {
  return isNumber(value) ? clamp(Math.round(value), -boardReach, boardReach) : 0;
}

/** A card's size as it is written: whole units, within bounds. */
export function sizePair({ width, height }: Size): [number, number] {
  return [
    clamp(Math.round(width), sizeBounds.width.least, sizeBounds.width.most),
    clamp(Math.round(height), sizeBounds.height.least, sizeBounds.height.most),
  ];
}

function readPair(value: unknown): [number, number] | null {
  if (!Array.isArray(value)) return null;
  const items: readonly unknown[] = value;
  const [first, second] = items;
  return isNumber(first) && isNumber(second) ? [first, second] : null;
}

/** A place; anything that is none is the middle of the board, so that the card can be found and its text read. */
export function readPoint(value: unknown): Point {
  const [x, y] = readPair(value) ?? [0, 0];
  return { x: clamp(x, -boardReach, boardReach), y: clamp(y, -boardReach, boardReach) };
}

/** A place within reach; null for anything that is none. */
export function readPlace(value: unknown): Point | null {
  const pair = readPair(value);
  if (pair === null || pair.some((one) => Math.abs(one) > boardReach)) return null;
  return { x: pair[0] + 0, y: pair[1] + 0 };
}

/** A card's size; null ("as large as the text needs") for anything that is none. */
export function readSize(value: unknown): Size | null {
  const pair = readPair(value);
  if (pair === null) return null;
  return {
    width: clamp(pair[0], sizeBounds.width.least, sizeBounds.width.most),
    height: clamp(pair[1], sizeBounds.height.least, sizeBounds.height.most),
  };
}

/** A frame's size as it is written: whole units, large enough to take hold of. */
export function framePair({ width, height }: { width: number; height: number }): [number, number] {
  return [clamp(Math.round(width), 80, 2 * boardReach), clamp(Math.round(height), 80, 2 * boardReach)];
}

/** A frame's size, at most as wide as the board. Null when it is none. */
export function readFrameSize(value: unknown): { width: number; height: number } | null {
  const pair = readPair(value);
  if (pair === null || pair[0] <= 0 || pair[1] <= 0) return null;
  return { width: Math.min(pair[0], 2 * boardReach), height: Math.min(pair[1], 2 * boardReach) };
}

/** Text cut to `limit`, without what databases refuse: NUL and halves of surrogate pairs. */
export function readText(value: unknown, limit: number): string {
  if (typeof value !== 'string') return '';
  return value.slice(0, limit).replaceAll('\0', '').toWellFormed();
}

/** A string of 1 to `limit` units as it is; null for anything else. For ids, where half of one is none. */
export function readName(value: unknown, limit: number): string | null {
  return typeof value === 'string' &&
    value.length > 0 &&
    value.length <= limit &&
    !value.includes('\0') &&
    value.isWellFormed()
    ? value
    : null;
}

/** An id of ours; null for anything else. */
export const readId = (value: unknown): string | null => (isId(value) ? value : null);

/** A whole number within bounds; null for anything else. */
export function readWhole(value: unknown, least: number, most: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value + 0 : null;
}

/** A number brought within bounds, or 0. */
export function readNumber(value: unknown, least: number, most: number): number {
  return isNumber(value) ? clamp(value, least, most) : 0;
}

/** One of the given words; null for anything else. */
export function readWord<Word extends string>(value: unknown, words: readonly Word[]): Word | null {
  return words.find((word) => word === value) ?? null;
}
