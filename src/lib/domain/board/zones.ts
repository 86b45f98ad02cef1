import { boardReach, type Frame, type Point, type Size } from './card.ts';
import type { Format, Step } from '#lib/domain/formats/format.ts';
import { turnsIn } from '#lib/domain/flow/plan.ts';

/**
 * What a card takes up while nobody has measured it, in board units: three lines of text and what an action shows
 * beneath them. Rather too high than too low, since the server places carried-over actions without seeing them.
 */
export const newCardSize: Size = { width: 216, height: 160 };

const gap = 24;
/** Air between a zone's lowest card and its edge. */
export const zoneAir = gap;
/** Room for the zone's title above its cards. */
const heading = 48;
/** Air between two stages, and between two turns. */
const stageGap = 72;

const widthFor = (columns: number): number => columns * (newCardSize.width + gap) + gap;
const heightFor = (rows: number): number => heading + rows * (newCardSize.height + gap);

/** A turn: two zones side by side, and one narrow column at their right. Every row of zones is as wide. */
const cell = { width: widthFor(2), height: heightFor(2) };
const sideWidth = widthFor(1);
const rowWidth = 2 * cell.width + gap + gap + sideWidth;

type Rect = Frame['at'] & Frame['size'];

/**
 * The zones of a format's board, in the order of its steps: one for each step that leaves cards behind, repeated
 * for each turn, from the top down. None overlap. Ids are stable: `promises`, `turn-0-goal`.
 */
export function zonesOf(format: Format): Frame[] {
  const frames: Frame[] = [];
  let top = 0;
  let plain: Step[] = [];
  const place = (steps: Step[], turn: number | null, rects: Rect[]): void => {
    for (const [index, { x, y, width, height }] of rects.entries()) {
      const step = steps[index];
      if (step === undefined) continue;
      const id = turn === null ? step.id : `turn-${String(turn)}-${step.id}`;
      frames.push({
        id,
        title: step.title,
        at: { x, y: top + y },
        size: { width, height },
        step: step.id,
        turn,
        locked: false,
        group: null,
      });
    }
    if (rects.length > 0) top += Math.max(...rects.map(({ y, height }) => y + height)) + stageGap;
  };
  const placePlain = (): void => {
    place(plain, null, plainRects(plain));
    plain = [];
  };
  for (const stage of format.stages) {
    if (stage.kind === 'step') {
      if (stage.yields.length > 0) plain.push(stage);
      continue;
    }
    placePlain();
    const steps = stage.steps.filter((step) => step.yields.length > 0);
    for (let turn = 0; turn < turnsIn(stage, format.people.max); turn += 1) place(steps, turn, turnRects(steps.length));
  }
  placePlain();
  return frames;
}

/**
 * One step outside a turn gets a row of its own, with space for ten cards where actions lie, because promises pile up
 * from session to session; several steps share rows by twos.
 */
function plainRects(steps: readonly Step[]): Rect[] {
  const [first, second] = steps;
  if (first !== undefined && second === undefined) {
    const rows = first.yields.some(({ kind }) => kind === 'action') ? 2 : 1;
    return [{ x: 0, y: 0, width: rowWidth, height: heightFor(rows) }];
  }
  const width = (rowWidth - gap) / 2;
  let y = 0;
  return steps.map((step, index) => {
    const left = index % 2 === 0;
    const beside = left ? steps[index + 1] : steps[index - 1];
    const height = heightFor(Math.max(rowsFor(step), beside === undefined ? 0 : rowsFor(beside)));
    const rect = { x: left ? 0 : width + gap, y, width, height };
    if (!left) y += height + gap;
    return rect;
  });
}

/** As many rows of two as hold all that the step asks for, so that cards shown at one moment do not cover each other. */
function rowsFor({ yields }: Step): number {
  return Math.max(2, Math.ceil(yields.reduce((sum, { atLeast }) => sum + atLeast, 0) / 2));
}

/** A grid of two columns; an odd last step (summing up) stands beside them, as high as the grid. */
function turnRects(count: number): Rect[] {
  const odd = count % 2 === 1 && count > 1;
  const inGrid = odd ? count - 1 : count;
  const rects = Array.from({ length: inGrid }, (_, index) => ({
    x: (index % 2) * (cell.width + gap),
    y: Math.floor(index / 2) * (cell.height + gap),
    ...cell,
  }));
  if (!odd) return rects;
  const height = (inGrid / 2) * (cell.height + gap) - gap;
  return [...rects, { x: 2 * (cell.width + gap), y: 0, width: sideWidth, height }];
}

/** What stands on the board already. A card without a size counts as large as a new one. */
export interface Occupied {
  at: Point;
  size?: Size | null;
}

/**
 * A free spot for a new card in a zone: row by row from the top left, clear of every card given, on below the zone
 * when it is full. Give measured sizes where they are known, since a long text makes a card higher.
 */
export function placeIn(frame: Frame, taken: readonly Occupied[]): Point {
  const columns = Math.max(1, Math.floor((frame.size.width - gap) / (newCardSize.width + gap)));
  const left = frame.at.x + gap;
  const top = frame.at.y + heading;
  const near = taken
    .map(({ at, size }) => ({ ...at, ...(size ?? newCardSize) }))
    .filter(({ x, width }) => x + width + gap > left && x < left + columns * (newCardSize.width + gap));
  const rowHeight = newCardSize.height + gap;
  const regular = Array.from({ length: near.length + 1 }, (_, row) => top + row * rowHeight);
  const beneath = near.map(({ y, height }) => y + height + gap).filter((y) => y > top);
  const rows = [...regular, ...beneath].sort((a, b) => a - b);
  const isFree = (x: number, y: number): boolean =>
    near.every(
      (card) =>
        x >= card.x + card.width ||
        x + newCardSize.width <= card.x ||
        y >= card.y + card.height ||
        y + newCardSize.height <= card.y,
    );
  for (const y of rows) {
    for (let column = 0; column < columns; column += 1) {
      const x = left + column * (newCardSize.width + gap);
      if (isFree(x, y)) return onBoard({ x, y });
    }
  }
  // Not reached: below the lowest card there is always room.
  return onBoard({ x: left, y: top });
}

function onBoard({ x, y }: Point): Point {
  const clamp = (value: number): number => Math.min(boardReach, Math.max(-boardReach, value));
  return { x: clamp(x), y: clamp(y) };
}
