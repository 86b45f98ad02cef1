import { nanoid } from 'nanoid';
import type { Point } from '#lib/domain/card.ts';
import { outermost, withContent, type FramedBoard } from '#lib/domain/frame-content.ts';
import type { Desk } from './board-command.ts';
import { aligned, distributed, type Alignment, type Axis } from './card-alignment.ts';
import { newCardSize } from '#lib/domain/zones.ts';
import { itemsIn } from './board-words.ts';
import { cardSizeWithin, frameSizeWithin, scaledPicture } from './item-size.ts';
import type { Direction, Placed } from './next-card.ts';
import { tidied } from './tidy-layout.ts';

/** Brings the selected items in line. Locked ones are what the others line up with, and frames bring what lies in them. */
export function alignCards(desk: Desk, chosen: readonly string[], alignment: Alignment): void {
  move(desk, aligned(placesOf(desk, chosen), alignment), 'Already in line');
}

/** Makes the gaps between the selected items equal. */
export function distributeCards(desk: Desk, chosen: readonly string[], axis: Axis): void {
  move(desk, distributed(placesOf(desk, chosen), axis), 'Already evenly spread');
}

/** One key press makes an item so much larger or smaller, in board units. */
const resizeStep = 24;

/** Makes one item wider, higher, narrower or lower; a picture keeps its shape. */
export function resizeByKey({ stage, canvas }: Desk, id: string, direction: Direction): void {
  const { board } = stage;
  const item = board.item(id);
  const size = item?.size ?? canvas.sizeOf(id);
  if (item === null || size === null) return;
  const by = { left: { x: -1, y: 0 }, right: { x: 1, y: 0 }, up: { x: 0, y: -1 }, down: { x: 0, y: 1 } }[direction];
  const wanted = { width: size.width + by.x * resizeStep, height: size.height + by.y * resizeStep };
  switch (item.type) {
    case 'card':
      board.change(id, { size: cardSizeWithin(wanted) });
      break;
    case 'frame':
      board.changeFrame(id, { size: frameSizeWithin(wanted) });
      break;
    case 'image': {
      const factor = by.x === 0 ? wanted.height / size.height : wanted.width / size.width;
      board.changeImage(id, { size: scaledPicture(size, factor) });
      break;
    }
    case 'stroke':
      break;
  }
}

/** Tidies the selected cards when there are several, or else the whole board. */
export function tidyBoard(desk: Desk, selected: readonly string[]): void {
  const { stage, canvas } = desk;
  const { cards, links, frames } = stage.board;
  const chosen = new Set(selected.filter((id) => stage.board.card(id) !== null));
  const isPart = chosen.size > 1;
  // What is not meant stays where it is, and the rest keeps clear of it.
  const seen = isPart ? cards.map((card) => (chosen.has(card.id) ? card : { ...card, locked: true })) : cards;
  const places = tidied({ cards: seen, links, frames }, (id) => canvas.sizeOf(id) ?? newCardSize);
  move(desk, places, 'The board is tidy already');
}

/** What is of one group is moved together. */
export function groupCards({ stage }: Desk, chosen: readonly string[]): void {
  stage.board.changeItems(chosen, { group: nanoid() });
  stage.announce(`${itemsIn(stage.board, chosen)} grouped`);
}

export function ungroupCards({ stage }: Desk, chosen: readonly string[]): void {
  const { board } = stage;
  const groups = new Set(chosen.map((id) => board.item(id)?.group ?? null));
  const members = [...board.images, ...board.cards].filter(({ group }) => group !== null && groups.has(group));
  board.changeItems(
    members.map(({ id }) => id),
    { group: null },
  );
  stage.announce('Ungrouped');
}

/** What lies in a selected frame goes where that goes, and is in line with nothing by itself. */
function placesOf({ stage, canvas }: Desk, ids: readonly string[]): Placed[] {
  return canvas.placedItems(outermost(framed(stage), ids));
}

function framed({ board }: Desk['stage']): FramedBoard {
  const { frames, images, cards, ink } = board;
  return { frames, images, cards, ink: ink.all };
}

/** Where what lies in frames comes to lie when these items come to lie there. */
function withLoads({ stage }: Desk, places: Readonly<Record<string, Point>>): Record<string, Point> {
  const board = framed(stage);
  const all = new Map([...board.frames, ...board.images, ...board.cards, ...board.ink].map((one) => [one.id, one.at]));
  const moved = { ...places };
  for (const [id, to] of Object.entries(places)) {
    const from = all.get(id);
    if (from === undefined || stage.board.item(id)?.locked === true) continue;
    for (const load of withContent(board, [id])) {
      const at = all.get(load);
      if (at !== undefined) moved[load] ??= { x: at.x + to.x - from.x, y: at.y + to.y - from.y };
    }
  }
  return moved;
}

function move(desk: Desk, places: Record<string, Point>, otherwise: string): void {
  const { stage } = desk;
  const count = Object.keys(places).length;
  if (count > 0) stage.board.move(withLoads(desk, places));
  stage.announce(count === 0 ? otherwise : `${itemsIn(stage.board, Object.keys(places))} moved`);
}
