import type { Card, Frame, Link, Point, Size } from '#lib/domain/board/card.ts';
import { frameAt } from '#lib/domain/board/frame-at.ts';
import { tidyColumns } from './tidy-columns.ts';

/** Air between cards of a column, between columns, and around all zones; in board units. */
const gap = { within: 20, between: 32, beside: 72 };
/** Where cards begin inside a zone: under its title. */
const inset = { x: 24, y: 48 };
/** As much of a card must lie inside its zone for it to count as lying there: its heading. */
const heading = { width: 64, height: 40 };
/** How finely a full zone is searched for room. */
const grain = 24;
/** Outside all zones, rows are at least this wide and about this high. */
const open = { width: 1_600, height: 900 };

export interface TidyBoard {
  /** Oldest first, as a board has them: the order in which they are laid out. */
  cards: readonly Card[];
  links: readonly Link[];
  frames: readonly Frame[];
}

interface Rect {
  at: Point;
  size: Size;
}

interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * Where cards come to lie when the board is tidied: each goal at the head of a column, under it what is linked to it
 * (directly or through others), then columns of what belongs to no goal. A card stays in the zone that it lies in, as
 * long as the zone has room; what has none goes beside the zones, level with its own. No two cards overlap, and none is
 * laid over another zone. Locked cards stay, and the others keep clear of them. The same board always gives the same places. Cards that stay where they are are left out.
 */
export function tidied(board: TidyBoard, sizeOf: (id: string) => Size): Record<string, Point> {
  const placing = new Placing(
    board.cards.filter(({ locked }) => locked).map(({ id, at }) => ({ at, size: sizeOf(id) })),
    sizeOf,
  );
  const byFrame = new Map<Frame | null, Card[]>();
  for (const card of board.cards) {
    if (card.locked) continue;
    const frame = frameAt(board.frames, card.at);
    byFrame.set(frame, [...(byFrame.get(frame) ?? []), card]);
  }
  const homeless = new Set(byFrame.get(null) ?? []);
  const full: Frame[] = [];
  for (const [index, frame] of board.frames.entries()) {
    const columns = tidyColumns(byFrame.get(frame) ?? [], board.links);
    const others = board.frames.filter((other, at) => at > index || !overlap(other, frame, 0));
    const left = placing.fillZone(frame, columns, others);
    for (const card of left) homeless.add(card);
    if (left.length > 0) full.push(frame);
  }
  const outside = board.cards.filter((card) => homeless.has(card));
  placing.fillOpen(startOf(board.frames, full, outside), tidyColumns(outside, board.links));
  return placing.places;
}

/**
 * Beside the zones: level with the first zone that was too full, or where cards lie there already, so that tidying
 * twice moves nothing. On a board without zones, where its cards begin.
 */
function startOf(frames: readonly Frame[], full: readonly Frame[], cards: readonly Card[]): Point {
  if (frames.length > 0) {
    const x = Math.max(...frames.map(({ at, size }) => at.x + size.width)) + gap.beside;
    const level = [...full, ...cards.filter(({ at }) => at.x >= x)].map(({ at }) => at.y);
    const top = Math.min(...frames.map(({ at }) => at.y));
    return { x, y: level.length === 0 ? top : Math.max(top, Math.min(...level)) };
  }
  return {
    x: cards.reduce((least, { at }) => Math.min(least, at.x), Infinity),
    y: cards.reduce((least, { at }) => Math.min(least, at.y), Infinity),
  };
}

class Placing {
  readonly places: Record<string, Point> = {};
  readonly #taken: Rect[];
  /** Zones that are not to be laid over. */
  #others: readonly Rect[] = [];
  readonly #sizeOf: (id: string) => Size;

  constructor(taken: Rect[], sizeOf: (id: string) => Size) {
    this.#taken = taken;
    this.#sizeOf = sizeOf;
  }

  /** Lays columns into a zone, clear of other zones; returns the cards for which it has no room. */
  fillZone({ at, size }: Frame, columns: readonly (readonly Card[])[], others: readonly Rect[]): Card[] {
    this.#others = others;
    const area = {
      left: at.x + inset.x,
      top: at.y + inset.y,
      right: at.x + size.width,
      bottom: at.y + size.height,
    };
    const { left } = this.#layRow(columns, area, false);
    return left.flat().filter((card) => !this.#squeeze(card, area));
  }

  /** Lays columns in rows on open ground, from a corner to the right and down. */
  fillOpen(start: Point, columns: readonly (readonly Card[])[]): void {
    this.#others = [];
    const ground = columns.flat().reduce((sum, { id }) => sum + this.#sizeOf(id).width * this.#sizeOf(id).height, 0);
    const width = Math.max(open.width, Math.sqrt(ground) * 1.6);
    let rest = columns;
    let top = start.y;
    while (rest.length > 0) {
      const area = { left: start.x, top, right: start.x + width, bottom: top + open.height };
      const row = this.#layRow(rest, area, true);
      rest = row.left;
      top = row.bottom + gap.between;
    }
  }

  /** One row of columns. A column that is too high goes on in the next. `isOpen`: the first card is put in any case. */
  #layRow(
    columns: readonly (readonly Card[])[],
    area: Area,
    isOpen: boolean,
  ): { left: (readonly Card[])[]; bottom: number } {
    let x = area.left;
    let lowest = area.top;
    const left: (readonly Card[])[] = [];
    for (const [at, column] of columns.entries()) {
      let y = area.top;
      let width = 0;
      const over: Card[] = [];
      for (const [index, card] of column.entries()) {
        const size = this.#sizeOf(card.id);
        let spot = this.#below(x, y, size);
        if (spot + size.height > area.bottom && (width > 0 || !isOpen)) {
          x += width > 0 ? width + gap.within : 0;
          width = 0;
          spot = this.#below(x, area.top, size);
        }
        const fits = x + size.width <= area.right && spot + size.height <= area.bottom;
        const isFirst = x === area.left && width === 0;
        if (!fits && !(isOpen && (isFirst || x + size.width <= area.right))) {
          // On open ground the rest of the column stays together and begins the next row.
          if (isOpen) {
            return { left: [column.slice(index), ...columns.slice(at + 1)], bottom: lowest };
          }
          over.push(card);
          continue;
        }
        this.#put(card, { x, y: spot }, size);
        y = spot + size.height + gap.within;
        width = Math.max(width, size.width);
        lowest = Math.max(lowest, spot + size.height);
      }
      if (width > 0) x += width + gap.between;
      if (over.length > 0) left.push(over);
    }
    return { left, bottom: lowest };
  }

  /** Any free spot in a zone: wholly inside if there is one, or at least with the heading inside. */
  #squeeze(card: Card, area: Area): boolean {
    const size = this.#sizeOf(card.id);
    for (const needed of [size, heading]) {
      for (let y = area.top; y + needed.height <= area.bottom; y += grain) {
        for (let x = area.left; x + needed.width <= area.right; x += grain) {
          if (this.#blocking({ at: { x, y }, size }) !== null) continue;
          this.#put(card, { x, y }, size);
          return true;
        }
      }
    }
    return false;
  }

  /** The first free y at or below the given one. */
  #below(x: number, y: number, size: Size): number {
    let top = y;
    for (;;) {
      const blocking = this.#blocking({ at: { x, y: top }, size });
      if (blocking === null) return top;
      top = blocking.at.y + blocking.size.height + gap.within;
    }
  }

  #blocking(card: Rect): Rect | null {
    const isInWay = (other: Rect): boolean => overlap(card, other, gap.within / 2);
    return this.#taken.find(isInWay) ?? this.#others.find((zone) => overlap(card, zone, 0)) ?? null;
  }

  #put(card: Card, to: Point, size: Size): void {
    const at = { x: Math.round(to.x), y: Math.round(to.y) };
    this.#taken.push({ at, size });
    if (at.x !== card.at.x || at.y !== card.at.y) this.places[card.id] = at;
  }
}

/** Whether two boxes overlap, or come nearer than some air. */
function overlap(one: Rect, other: Rect, air: number): boolean {
  return (
    one.at.x < other.at.x + other.size.width + air &&
    one.at.x + one.size.width + air > other.at.x &&
    one.at.y < other.at.y + other.size.height + air &&
    one.at.y + one.size.height + air > other.at.y
  );
}
