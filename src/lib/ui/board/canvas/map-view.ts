import type { Point } from '#lib/domain/board/card.ts';
import { areaOf } from './canvas-view.ts';
import { mainArea } from './main-area.ts';

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

/** A map of more than this, in board units, would show nothing but dots. */
const most = { width: 16_000, height: 11_000 };

/**
 * Fits all that lies on the board, and what is in sight, into a map of a size. What lies a world away from most of it is
 * beyond the edges of the map.
 */
export function mapView(boxes: readonly MapBox[], seen: Area, size: { width: number; height: number }): MapView {
  const things = boxes.map(({ position: at, measured }) => {
    return { at, size: { width: measured?.width ?? 0, height: measured?.height ?? 0 } };
  });
  const main = mainArea(things, most)?.area ?? seen;
  const whole = areaOf([main, seen].map((area) => ({ at: area, size: area }))) ?? seen;
  const isTooWide = whole.width > 2 * most.width || whole.height > 2 * most.height;
  const { x: left, y: top, width, height } = isTooWide ? main : whole;
  const [right, bottom] = [left + width, top + height];
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
