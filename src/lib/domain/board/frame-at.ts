import type { Frame, Point } from './card.ts';

/** An item is taken to be where its heading is: this far inside its top left corner. */
const anchor = { x: 40, y: 16 };

/** The frame that an item lies in, by its top left corner: the last one, should they overlap. */
export function frameAt(frames: readonly Frame[], at: Point): Frame | null {
  const x = at.x + anchor.x;
  const y = at.y + anchor.y;
  return (
    frames.findLast(
      (frame) =>
        x >= frame.at.x && x <= frame.at.x + frame.size.width && y >= frame.at.y && y <= frame.at.y + frame.size.height,
    ) ?? null
  );
}
