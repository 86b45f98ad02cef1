import { nanoid } from 'nanoid';
import type { Point } from '#lib/domain/board/card.ts';
import { outermost, withContent, type FramedBoard } from '#lib/domain/board/frame-content.ts';
import { withGroups, type GroupedBoard } from '#lib/domain/board/group-members.ts';
import { strokeBox } from '#lib/domain/board/stroke-box.ts';
import type { Desk } from '#lib/ui/board/commands/board-command.ts';
import { aligned, distributed, type Alignment, type Axis } from './card-alignment.ts';
import { newCardSize } from '#lib/domain/board/zones.ts';
import { itemsIn, lockedSentence } from '#lib/ui/board/board-words.ts';
import { cardSizeWithin, frameSizeWithin, scaledPicture } from '#lib/ui/board/canvas/item-size.ts';
import type { Direction, Placed } from '#lib/ui/board/canvas/next-card.ts';
import { tidied } from './tidy-layout.ts';

/** Where things are arranged. */
type Table = Pick<Desk, 'stage' | 'canvas'>;

/** Brings the selected items in line. Locked ones are what the others line up with, and frames bring what lies in them. */
export function alignCards(desk: Table, chosen: readonly string[], alignment: Alignment): void {
  move(desk, aligned(placesOf(desk, chosen), alignment), 'Already in line');
}

/** Makes the gaps between the selected items equal. */
export function distributeCards(desk: Table, chosen: readonly string[], axis: Axis): void {
  move(desk, distributed(placesOf(desk, chosen), axis), 'Already evenly spread');
}

/** One key press makes an item so much larger or smaller, in board units. */
const resizeStep = 24;

/** Makes one item wider, higher, narrower or lower; a picture keeps its shape. */
export function resizeByKey({ stage, canvas }: Table, id: string, direction: Direction): void {
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
export function tidyBoard(desk: Table, selected: readonly string[]): void {
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
export function groupItems({ stage }: Table, chosen: readonly string[]): void {
  stage.board.changeItems(chosen, { group: nanoid() });
  stage.announce(`${itemsIn(stage.board, chosen)} grouped`);
}

export function ungroupItems({ stage }: Table, chosen: readonly string[]): void {
  stage.board.changeItems(withGroups(wholeBoard(stage), grouped(stage, chosen)), { group: null });
  stage.announce('Ungrouped');
}

/** Selects the rest of the groups that the selected items are of. */
export function selectGroup({ stage, canvas }: Table, chosen: readonly string[]): void {
  const ids = withGroups(wholeBoard(stage), chosen);
  canvas.select(ids);
  stage.announce(`${itemsIn(stage.board, ids)} selected`);
}

const grouped = ({ board }: Desk['stage'], ids: readonly string[]): string[] =>
  ids.filter((id) => (board.item(id)?.group ?? null) !== null);

/** What lies in a selected frame goes where that goes, and is in line with nothing by itself. */
function placesOf({ stage, canvas }: Table, ids: readonly string[]): Placed[] {
  const outer = outermost(wholeBoard(stage), ids);
  const drawn = stage.board.ink.all.filter(({ id }) => outer.includes(id));
  return [...canvas.placedItems(outer), ...drawn.map((stroke) => ({ id: stroke.id, ...strokeBox(stroke) }))];
}

/** Where items come to lie when their boxes come to lie there: a stroke lies where its line begins, and not at a corner. */
function fromBoxes({ stage }: Table, places: Readonly<Record<string, Point>>): Record<string, Point> {
  const ids = Object.entries(places).map(([id, to]): [string, Point] => {
    const stroke = stage.board.ink.stroke(id);
    if (stroke === null) return [id, to];
    const box = strokeBox(stroke);
    return [id, { x: stroke.at.x + to.x - box.at.x, y: stroke.at.y + to.y - box.at.y }];
  });
  return Object.fromEntries(ids);
}

function wholeBoard({ board }: Desk['stage']): FramedBoard & GroupedBoard {
  const { frames, images, cards, ink } = board;
  return { frames, images, cards, ink: ink.all };
}

/** Where what lies in frames comes to lie when these items come to lie there. */
function withLoads({ stage }: Table, places: Readonly<Record<string, Point>>): Record<string, Point> {
  const board = wholeBoard(stage);
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

function move(desk: Table, places: Record<string, Point>, otherwise: string): void {
  const { stage } = desk;
  const ids = Object.keys(places);
  if (ids.length === 0) return stage.announce(otherwise);
  const free = ids.filter((id) => stage.board.item(id)?.locked !== true);
  if (free.length < ids.length) {
    const locked = ids.filter((id) => !free.includes(id));
    stage.notify(lockedSentence(stage.board, locked, 'move'));
  }
  if (free.length === 0) return;
  stage.board.move(withLoads(desk, fromBoxes(desk, places)));
  stage.announce(`${itemsIn(stage.board, free)} moved`);
}
