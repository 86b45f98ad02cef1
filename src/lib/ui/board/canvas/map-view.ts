import type { Point } from '#lib/domain/board/card.ts';

interface MapBox {
  position: Point;
  measured?: { width?: number; height?: number };
}

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How the board lies on the map. */
export interface MapView {
  scale: number;
  toMap(at: Point): Point;
  toBoard(at: Point): Point;
}

/** Air at the edges of the map, in its pixels. */
const air = 8;

/** Fits all that lies on the board, and what is in sight, into a map of a size. */
export function mapView(boxes: readonly MapBox[], seen: Area, size: { width: number; height: number }): MapView {
  let left = seen.x;
  let top = seen.y;
  let right = seen.x + seen.width;
  let bottom = seen.y + seen.height;
  for (const { position, measured } of boxes) {
    left = Math.min(left, position.x);
    top = Math.min(top, position.y);
    right = Math.max(right, position.x + (measured?.width ?? 0));
    bottom = Math.max(bottom, position.y + (measured?.height ?? 0));
  }
  const scale = Math.min(
    (size.width - 2 * air) / Math.max(1, right - left),
    (size.height - 2 * air) / Math.max(1, bottom - top),
  );
  const offset = {
    x: (size.width - (right - left) * scale) / 2 - left * scale,
    y: (size.height - (bottom - top) * scale) / 2 - top * scale,
  };
  return {
    scale,
    toMap: ({ x, y }) => ({ x: x * scale + offset.x, y: y * scale + offset.y }),
    toBoard: ({ x, y }) => ({ x: (x - offset.x) / scale, y: (y - offset.y) / scale }),
  };
}
