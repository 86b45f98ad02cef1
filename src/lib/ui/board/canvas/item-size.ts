/** How large items can be made, by hand and by key. */
import { sizeBounds, type Size } from '#lib/domain/board/card.ts';
import { imageBounds } from '#lib/domain/board/image.ts';

const frameBounds = { width: { least: 160, most: 8_000 }, height: { least: 120, most: 8_000 } };

type Bounds = Record<keyof Size, { least: number; most: number }>;

export const cardSizeWithin = (size: Size): Size => within(size, sizeBounds);

export const frameSizeWithin = (size: Size): Size => within(size, frameBounds);

/** A picture keeps its shape: so many times as large, within what a board takes. */
export function scaledPicture({ width, height }: Size, wanted: number): Size {
  const least = imageBounds.least / Math.min(width, height);
  const most = imageBounds.most / Math.max(width, height);
  const factor = Math.min(most, Math.max(least, wanted));
  return { width: Math.round(width * factor), height: Math.round(height * factor) };
}

function within({ width, height }: Size, bounds: Bounds): Size {
  const clamp = (value: number, { least, most }: { least: number; most: number }): number =>
    Math.round(Math.min(most, Math.max(least, value)));
  return { width: clamp(width, bounds.width), height: clamp(height, bounds.height) };
}
