import { nanoid } from 'nanoid';
import type { Desk } from './board-command.ts';
import { aligned, distributed, type Alignment, type Axis } from './card-alignment.ts';
import { newCardSize } from '#lib/domain/zones.ts';
import { tidied } from './tidy-layout.ts';

/** Brings the selected cards in line. Locked ones are what the others line up with. */
export function alignCards(desk: Desk, alignment: Alignment): void {
  move(desk, aligned(selected(desk), alignment), 'Already in line');
}

/** Makes the gaps between the selected cards equal. */
export function distributeCards(desk: Desk, axis: Axis): void {
  move(desk, distributed(selected(desk), axis), 'Already evenly spread');
}

/** Tidies the selected cards when there are several, or else the whole board. */
export function tidyBoard(desk: Desk): void {
  const { stage, canvas } = desk;
  const { cards, links, frames } = stage.board;
  const chosen = new Set(stage.selection);
  const isPart = chosen.size > 1;
  // What is not meant stays where it is, and the rest keeps clear of it.
  const seen = isPart ? cards.map((card) => (chosen.has(card.id) ? card : { ...card, locked: true })) : cards;
  const places = tidied({ cards: seen, links, frames }, (id) => canvas.sizeOf(id) ?? newCardSize);
  move(desk, places, 'The board is tidy already');
}

/** Cards of one group are moved together. */
export function groupCards({ stage }: Desk): void {
  stage.board.changeAll(stage.selection, { group: nanoid() });
  stage.announce(`${String(stage.selection.length)} cards grouped`);
}

export function ungroupCards({ stage }: Desk): void {
  const groups = new Set(stage.selection.map((id) => stage.board.card(id)?.group ?? null));
  const members = stage.board.cards.filter(({ group }) => group !== null && groups.has(group));
  stage.board.changeAll(
    members.map(({ id }) => id),
    { group: null },
  );
  stage.announce('Ungrouped');
}

function selected({ stage, canvas }: Desk) {
  const chosen = new Set(stage.selection);
  return canvas.placed().filter(({ id }) => chosen.has(id));
}

function move({ stage }: Desk, places: Record<string, { x: number; y: number }>, otherwise: string): void {
  const count = Object.keys(places).length;
  if (count > 0) stage.board.move(places);
  stage.announce(count === 0 ? otherwise : count === 1 ? 'One card moved' : `${String(count)} cards moved`);
}
