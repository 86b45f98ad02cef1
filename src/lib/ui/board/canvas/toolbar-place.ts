/** A rectangle on the canvas, in pixels from its top left corner. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface ToolbarSurroundings {
  /** What the bar belongs to. */
  of: Area;
  bar: { width: number; height: number };
  canvas: { width: number; height: number };
  /** What it must not cover: the controls over the canvas. */
  others: readonly Area[];
  /** What lies over the upper edge of `of`: names of those who look at it. */
  above?: number;
}

/** Between the bar and what it belongs to, and between the bar and all else. */
const gap = 14;
const air = 8;

/**
 * Where a floating bar goes: over what it belongs to, or else under it; beside a control that is in the way there;
 * and where all of that is taken, over what it belongs to, since that one can be moved and the controls cannot.
 */
export function toolbarPlace({ of, bar, canvas, others, above = 0 }: ToolbarSurroundings): { x: number; y: number } {
  const most = { x: Math.max(air, canvas.width - bar.width - air), y: Math.max(air, canvas.height - bar.height - air) };
  const within = (value: number, limit: number): number => Math.min(limit, Math.max(air, value));
  const middle = within(of.x + of.width / 2 - bar.width / 2, most.x);
  const isFree = (x: number, y: number): boolean =>
    x >= air && x <= most.x && y >= air && y <= most.y && others.every((other) => !meet({ x, y, ...bar }, other));
  const rows = [of.y - bar.height - gap - above, of.y + of.height + gap];
  const beside = others.flatMap((other) => [other.x - bar.width - air, other.x + other.width + air]);
  const columns = [middle, ...beside.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))];
  const upon = [of.y + gap, ...others.map((other) => other.y + other.height + air)].map((y) => within(y, most.y));
  for (const y of rows) if (isFree(middle, y)) return { x: middle, y };
  for (const y of [...rows, ...upon]) {
    const x = columns.find((each) => isFree(each, y));
    if (x !== undefined) return { x, y };
  }
  return { x: middle, y: within(of.y + gap, most.y) };
}

function meet(a: Area, b: Area): boolean {
  return (
    a.x < b.x + b.width + air && b.x < a.x + a.width + air && a.y < b.y + b.height + air && b.y < a.y + a.height + air
  );
}
