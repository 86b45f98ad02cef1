import { boardReach, type Board, type Frame, type Point, type Size } from './card.ts';
import { frameAt } from './frame-at.ts';

/** Zones that are this near below one another stay so near; those further apart may lose what is more. */
const mostGap = 72;

export interface ZoneGrowth {
  /** The zone as it is to be. */
  size: Size;
  /** Where everything comes to lie that makes way: the zones below, and what lies in them. By id. */
  zones: Record<string, Point>;
  items: Record<string, Point>;
}

/**
 * How a board changes when one of its zones comes to reach down to `bottom`: the zones below move down with all that
 * lies in them, by as much as keeps them clear of it, and in line with each other. What people put beside the zones
 * stays. Null when nothing is to be done. The same board always gives the same, so that two who make a zone grow at
 * the same time write the same.
 */
export function zoneGrowth(board: Board, id: string, bottom: number): ZoneGrowth | null {
  const zones = board.frames.filter(({ step }) => step !== null);
  const zone = zones.find((frame) => frame.id === id);
  if (zone === undefined || bottom <= bottomOf(zone)) return null;
  const below = zones.filter((frame) => frame.at.y >= bottomOf(zone));
  const next = Math.min(...below.filter((frame) => overlapsAcross(frame, zone)).map(({ at }) => at.y));
  const by = Math.max(0, bottom + Math.min(mostGap, next - bottomOf(zone)) - next);
  const size = { width: zone.size.width, height: bottom - zone.at.y };
  if (by === 0 || !Number.isFinite(next)) return { size, zones: {}, items: {} };
  const moving = new Set(below);
  const down = ({ at }: { at: Point }): Point => ({ x: at.x, y: Math.min(boardReach, at.y + by) });
  const lower = (all: readonly { id: string; at: Point }[], grounds: readonly Frame[]): [string, Point][] =>
    all.flatMap((one) => {
      const ground = frameAt(grounds, one.at);
      return ground !== null && moving.has(ground) ? [[one.id, down(one)] as [string, Point]] : [];
    });
  const frames = board.frames.filter(({ step }) => step === null);
  const framesDown = lower(frames, zones);
  const idsDown = new Set(framesDown.map(([frame]) => frame));
  // What lies in a frame goes where the frame goes.
  for (const frame of frames) if (idsDown.has(frame.id)) moving.add(frame);
  return {
    size,
    zones: Object.fromEntries(below.map((frame) => [frame.id, down(frame)])),
    items: Object.fromEntries([
      ...framesDown,
      ...lower(board.images, board.frames),
      ...lower(board.cards, board.frames),
      ...lower(board.ink, board.frames),
    ]),
  };
}

const bottomOf = ({ at, size }: Frame): number => at.y + size.height;

function overlapsAcross(a: Frame, b: Frame): boolean {
  return a.at.x < b.at.x + b.size.width && b.at.x < a.at.x + a.size.width;
}
