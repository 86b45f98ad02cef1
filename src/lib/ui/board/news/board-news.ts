import type { CardTurn } from '#lib/client/board/board-model.ts';
import type { Card } from '#lib/domain/board/card.ts';
import { gist, kindNames, statusNames } from '#lib/ui/board/board-words.ts';

/** Something that one of the others did to a card. `by`: their name; null when it is not known. */
export interface Deed {
  by: string | null;
  turn: CardTurn;
}

/** So many deeds of one person are told one by one; more are counted. */
const mostTold = 2;

/** A change that is worth a word to those who hear the board: where a card lies, and its colour, are not. */
export function isWorthTelling({ before, after }: CardTurn): boolean {
  if (before === null || after === null) return before !== after;
  return toldFields.some((field) => before[field] !== after[field]);
}

const toldFields = [
  'text',
  'kind',
  'label',
  'emoji',
  'scale',
  'answered',
  'pinned',
  'useful',
  'owner',
  'due',
  'confidence',
  'plan',
  'status',
] as const satisfies readonly (keyof Card)[];

/** One sentence about all of it, by person: `Ama added a goal: Speak last. Jonas changed 3 cards`. */
export function newsSentence(deeds: readonly Deed[]): string {
  const byPerson = new Map<string | null, CardTurn[]>();
  for (const { by, turn } of deeds) byPerson.set(by, [...(byPerson.get(by) ?? []), turn]);
  return [...byPerson]
    .map(([by, turns]) => `${by ?? 'Somebody'} ${listed(turns.length <= mostTold ? turns.map(told) : counted(turns))}`)
    .join('. ');
}

function told({ before, after }: CardTurn): string {
  if (after === null) return before === null ? 'changed the board' : `deleted the ${named(before)}`;
  if (before === null) {
    const kind = kindNames[after.kind].toLowerCase();
    return `added ${after.kind === 'action' ? 'an' : 'a'} ${kind}${after.text.trim() === '' ? '' : `: ${gist(after, 80)}`}`;
  }
  if (before.kind !== after.kind)
    return `made the ${named(before)} ${after.kind === 'action' ? 'an' : 'a'} ${after.kind}`;
  if (before.status !== after.status) return `marked the ${named(after)} as ${statusNames[after.status].toLowerCase()}`;
  if (before.text !== after.text) return `wrote in the ${kindNames[after.kind].toLowerCase()}: ${gist(after, 80)}`;
  return `changed the ${named(after)}`;
}

function named(card: Card): string {
  return `${kindNames[card.kind].toLowerCase()} “${gist(card, 40)}”`;
}

function counted(turns: readonly CardTurn[]): string[] {
  const count = (verb: string, some: readonly CardTurn[]): string[] =>
    some.length === 0 ? [] : [`${verb} ${some.length === 1 ? 'a card' : `${String(some.length)} cards`}`];
  return [
    ...count(
      'added',
      turns.filter(({ before }) => before === null),
    ),
    ...count(
      'changed',
      turns.filter(({ before, after }) => before !== null && after !== null),
    ),
    ...count(
      'deleted',
      turns.filter(({ after }) => after === null),
    ),
  ];
}

function listed(parts: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(parts);
}
