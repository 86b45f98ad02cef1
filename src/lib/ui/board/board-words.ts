/** The board's words: how kinds, cards, days and people are named on it. */
import { firstGrapheme, graphemesOf } from '#lib/domain/graphemes.ts';
import type { ActionStatus, Card, CardKind } from '#lib/domain/board/card.ts';
import type { BoardModel } from '#lib/client/board/board-model.ts';
import type { ItemType } from '#lib/domain/board/board-item.ts';
import type { Person } from '#lib/domain/person.ts';

export const kindNames: Readonly<Record<CardKind, string>> = {
  goal: 'Goal',
  question: 'Question',
  action: 'Action',
  note: 'Note',
};

export const statusNames: Readonly<Record<ActionStatus, string>> = {
  open: 'Open',
  done: 'Done',
  resized: 'Made smaller',
  dropped: 'Dropped',
};

/** What one is likely to write on an empty card. */
export const kindHints: Readonly<Record<CardKind, string>> = {
  goal: 'What do you want to reach?',
  question: 'What would you ask?',
  action: 'What will you do?',
  note: 'Write a note',
};

/** Labels that the built-in formats use for notes; any other word will do as well. */
export const noteLabels = ['reality', 'option', 'insight', 'obstacle', 'win', 'feedback', 'learning'] as const;

/** The line above a card's text: `Goal`, `Option`, `Action, from session 6`. */
export function cardTitle(card: Pick<Card, 'kind' | 'label' | 'carriedFrom'>): string {
  const name = card.label === null || card.kind !== 'note' ? kindNames[card.kind] : capitalised(card.label);
  return card.carriedFrom === null ? name : `${name}, from session ${String(card.carriedFrom)}`;
}

export function nameOf(people: readonly Person[], id: string | null): string | null {
  return id === null ? null : (people.find((person) => person.id === id)?.name ?? 'A former member');
}

/** `27 Nov`, with the year when it is another one than `today`'s. A day has no time zone, so none is applied. */
export function dayName(day: string, today: Date = new Date()): string {
  const date = new Date(`${day}T00:00:00Z`);
  const sameYear = date.getUTCFullYear() === today.getFullYear();
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(date);
}

/** The first words of a card, for a place where it is only mentioned. */
export function gist(card: Pick<Card, 'kind' | 'text'>, length = 60): string {
  // Enough for `length` characters even of the longest kind; the rest is not looked at.
  const line = card.text
    .slice(0, length * 20)
    .replace(/\s+/gu, ' ')
    .trim();
  if (line === '') return `Empty ${kindNames[card.kind].toLowerCase()}`;
  if (line.length <= length) return line;
  const characters = graphemesOf(line);
  if (characters.length <= length) return line;
  return `${characters
    .slice(0, length - 1)
    .join('')
    .trimEnd()}…`;
}

function capitalised(word: string): string {
  const first = firstGrapheme(word);
  return first === undefined ? word : first.toLocaleUpperCase() + word.slice(first.length);
}

const itemNames: Readonly<Record<ItemType, readonly [one: string, many: string]>> = {
  card: ['Card', 'cards'],
  image: ['Picture', 'pictures'],
  frame: ['Frame', 'frames'],
  stroke: ['Drawing', 'drawings'],
};

/** Some items and strokes as a sentence begins with them: `Card`, `3 pictures`; `4 items` when they are of several types. */
export function itemsIn(board: Pick<BoardModel, 'item'>, ids: readonly string[]): string {
  const types = new Set(ids.map((id) => board.item(id)?.type ?? 'stroke'));
  const [type] = types;
  const [one, many] = type === undefined || types.size > 1 ? ['Item', 'items'] : itemNames[type];
  return ids.length === 1 ? one : `${String(ids.length)} ${many}`;
}

/** Why these items and strokes stay as they are. `to` is what was asked for: `delete`, `move`. */
export function lockedSentence(board: Pick<BoardModel, 'item'>, ids: readonly string[], to: string): string {
  const [is, stays] = ids.length === 1 ? ['is', 'stays'] : ['are', 'stay'];
  return `${itemsIn(board, ids)} ${is} locked and ${stays}. Unlock first to ${to}.`;
}
