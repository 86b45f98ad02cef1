import { nanoid } from 'nanoid';
import type { Desk } from './board-command.ts';
import { aligned, distributed, type Alignment, type Axis } from './card-alignment.ts';
import { newCardSize } from '#lib/domain/zones.ts';
import { itemsIn } from './board-words.ts';
import { tidied } from './tidy-layout.ts';

/** Brings the selected items in line. Locked ones are what the others line up with. */
export function alignCards(desk: Desk, chosen: readonly string[], alignment: Alignment): void {
  move(desk, aligned(placesOf(desk, chosen), alignment), 'Already in line');
}

/** Makes the gaps between the selected items equal. */
export function distributeCards(desk: Desk, chosen: readonly string[], axis: Axis): void {
  move(desk, distributed(placesOf(desk, chosen), axis), 'Already evenly spread');
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

function placesOf({ canvas }: Desk, ids: readonly string[]) {
  return canvas.placedItems(ids);
}

function move({ stage }: Desk, places: Record<string, { x: number; y: number }>, otherwise: string): void {
  const count = Object.keys(places).length;
  if (count > 0) stage.board.move(places);
  stage.announce(count === 0 ? otherwise : `${itemsIn(stage.board, Object.keys(places))} moved`);
}
