import { nanoid } from 'nanoid';
import type { Desk } from './board-command.ts';
import { aligned, distributed, type Alignment, type Axis } from './card-alignment.ts';
import { newCardSize } from '#lib/domain/zones.ts';
import { tidied } from './tidy-layout.ts';

/** Brings the selected cards in line. Locked ones are what the others line up with. */
export function alignCards(desk: Desk, chosen: readonly string[], alignment: Alignment): void {
  move(desk, aligned(placesOf(desk, chosen), alignment), 'Already in line');
}

/** Makes the gaps between the selected cards equal. */
export function distributeCards(desk: Desk, chosen: readonly string[], axis: Axis): void {
  move(desk, distributed(placesOf(desk, chosen), axis), 'Already evenly spread');
}

/** Tidies the selected cards when there are several, or else the whole board. */
export function tidyBoard(desk: Desk, selected: readonly string[]): void {
  const { stage, canvas } = desk;
  const { cards, links, frames } = stage.board;
  const chosen = new Set(selected);
  const isPart = chosen.size > 1;
  // What is not meant stays where it is, and the rest keeps clear of it.
  const seen = isPart ? cards.map((card) => (chosen.has(card.id) ? card : { ...card, locked: true })) : cards;
  const places = tidied({ cards: seen, links, frames }, (id) => canvas.sizeOf(id) ?? newCardSize);
  move(desk, places, 'The board is tidy already');
}

/** Cards of one group are moved together. */
export function groupCards({ stage }: Desk, chosen: readonly string[]): void {
  stage.board.changeAll(chosen, { group: nanoid() });
  stage.announce(`${String(chosen.length)} cards grouped`);
}

export function ungroupCards({ stage }: Desk, chosen: readonly string[]): void {
  const groups = new Set(chosen.map((id) => stage.board.card(id)?.group ?? null));
  const members = stage.board.cards.filter(({ group }) => group !== null && groups.has(group));
  stage.board.changeAll(
    members.map(({ id }) => id),
    { group: null },
  );
  stage.announce('Ungrouped');
}

function placesOf({ canvas }: Desk, ids: readonly string[]) {
  const chosen = new Set(ids);
  return canvas.placed().filter(({ id }) => chosen.has(id));
}

function move({ stage }: Desk, places: Record<string, { x: number; y: number }>, otherwise: string): void {
  const count = Object.keys(places).length;
  if (count > 0) stage.board.move(places);
  stage.announce(count === 0 ? otherwise : count === 1 ? 'One card moved' : `${String(count)} cards moved`);
}
