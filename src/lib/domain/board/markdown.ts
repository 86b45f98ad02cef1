import { signedAgreement, type Signature } from '#lib/domain/agreement.ts';
import type { Board, Card } from './card.ts';
import { escapeBlock, escapeLine } from './markdown-escape.ts';
import { actionsOf, goalsOf, notesOf, questionsOf } from './outcome.ts';

export { fileNameOf } from '#lib/domain/file-name.ts';

/** What a session's record is made of. `SessionDetail` with its board is one. */
export interface SessionRecord {
  room: { name: string };
  number: number;
  format: { title: string };
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  /** Whoever took part: their names stand for their ids. */
  people: readonly { id: string; name: string }[];
  board: Board;
  /** Who signed the agreement; none where there is none. */
  signatures?: readonly Signature[];
}

/**
 * A session as CommonMark, for people to take away: who, when, goals, questions, actions and notes. The same record
 * always gives the same text. Whatever people wrote stays text: it makes no heading, link, image or HTML.
 */
export function sessionToMarkdown(record: SessionRecord): string {
  const { room, number, format, people, board, startedAt, createdAt, endedAt } = record;
  const nameOf = namesOf(people);
  const facts = [
    `- Date: ${utcDay(startedAt ?? createdAt)}`,
    `- Format: ${escapeLine(format.title)}`,
    `- Who took part: ${people.length === 0 ? 'nobody yet' : people.map(({ name }) => escapeLine(name)).join(', ')}`,
    ...(endedAt === null ? ['- This session has not ended yet.'] : []),
  ];
  const sections = [
    `# ${escapeLine(room.name)}, session ${String(number)}`,
    facts.join('\n'),
    section(
      'Goals',
      goalsOf(board).map((card) => item(card, [...by(card, nameOf), ...aimOf(card), ...dotsOn(card, nameOf)])),
    ),
    section(
      'Questions',
      questionsOf(board).map((card) =>
        item(card, [...by(card, nameOf), ...marksOn(card, nameOf), ...dotsOn(card, nameOf)]),
      ),
    ),
    section(
      'Actions',
      actionsOf(board).map((card) => item(card, [...promiseOf(card, nameOf), ...dotsOn(card, nameOf)])),
    ),
    ...notes(notesOf(board), nameOf),
    ...agreement(record.signatures ?? [], nameOf),
    ...pictures(board.images, nameOf),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** Each wording that was signed, the last one first, with all who signed it. */
function agreement(signatures: readonly Signature[], nameOf: NameOf): string[] {
  const signed = signedAgreement(signatures);
  if (signed === null) return [];
  const signers = signed.by.map(({ user, at }) => `- Signed by ${nameOf(user)}, ${utcDay(at)}`);
  const others = signatures
    .filter(({ text }) => text !== signed.text)
    .map(({ user, at }) => `- ${nameOf(user)} signed an earlier wording, ${utcDay(at)}`);
  return ['## Signed agreement', escapeBlock(signed.text, ''), [...signers, ...others].join('\n')];
}

type NameOf = (id: string) => string;

function namesOf(people: SessionRecord['people']): NameOf {
  const names = new Map(people.map(({ id, name }) => [id, escapeLine(name)]));
  return (id) => names.get(id) ?? 'a former member';
}

function section(title: string, items: string[]): string {
  return `## ${title}\n\n${items.length === 0 ? 'None.' : items.join('\n')}`;
}

/** A card as a list item: its text, then its details as a list beneath. */
function item(card: Card, details: string[]): string {
  const text = escapeBlock(card.text, '  ');
  return [`- ${text === '' ? '(nothing written)' : text}`, ...details.map((detail) => `  - ${detail}`)].join('\n');
}

function by({ author }: Pick<Card, 'author'>, nameOf: NameOf): string[] {
  return author === null ? [] : [`By ${nameOf(author)}`];
}

function aimOf({ scale, due }: Card): string[] {
  return [
    ...(scale === null ? [] : [`How far: ${String(scale)} of 10`]),
    ...(due === null ? [] : [`Aimed at: ${due}`]),
  ];
}

function marksOn({ pinned, answered, useful }: Card, nameOf: NameOf): string[] {
  return [
    ...(pinned ? ['Pinned'] : []),
    ...(answered ? ['Answered'] : []),
    ...(useful === null ? [] : [`Useful to ${nameOf(useful)}`]),
  ];
}

/** How often it was chosen in the last round of dots that it was part of. */
function dotsOn({ dots }: Card, nameOf: NameOf): string[] {
  if (dots.length === 0) return [];
  const total = dots.reduce((sum, { count }) => sum + count, 0);
  return [`Dots: ${String(total)} (${dots.map(({ user, count }) => `${nameOf(user)} ${String(count)}`).join(', ')})`];
}

function promiseOf(card: Card, nameOf: NameOf): string[] {
  return [
    `Owner: ${card.owner === null ? 'nobody yet' : nameOf(card.owner)}`,
    ...(card.due === null ? [] : [`Due: ${card.due}`]),
    ...(card.confidence === null ? [] : [`How sure: ${String(card.confidence)} of 10`]),
    ...(escapeLine(card.plan) === '' ? [] : [`If-then plan: ${escapeLine(card.plan)}`]),
    `Status: ${card.status}`,
    ...(card.carriedFrom === null ? [] : [`From session ${String(card.carriedFrom)}`]),
  ];
}

/** Notes under their labels, in the order in which the labels first appear; those without one come last. */
function notes(cards: Card[], nameOf: NameOf): string[] {
  if (cards.length === 0) return [section('Notes', [])];
  const groups = Map.groupBy(cards, (card) => escapeLine(card.label ?? '').toLowerCase());
  const plain = groups.get('') ?? [];
  groups.delete('');
  const blocks = [...groups].map(([label, group]) => [`### ${capital(label)}`, group] as const);
  if (plain.length > 0) blocks.push(['### Without a label', plain]);
  return [
    '## Notes',
    ...blocks.map(
      ([title, group]) =>
        `${title}\n\n${group.map((card) => item(card, [...by(card, nameOf), ...dotsOn(card, nameOf)])).join('\n')}`,
    ),
  ];
}

/** Pictures stay with the room: what is said of them goes along. */
function pictures(images: Board['images'], nameOf: NameOf): string[] {
  if (images.length === 0) return [];
  const items = images.map(({ alt, author }) => {
    const words = escapeBlock(alt, '  ');
    return [
      `- ${words === '' ? '(a picture without a description)' : words}`,
      ...by({ author }, nameOf).map((each) => `  - ${each}`),
    ];
  });
  return [
    section(
      'Pictures',
      items.map((lines) => lines.join('\n')),
    ),
  ];
}

function capital(label: string): string {
  const [first = '', ...rest] = label;
  return first.toUpperCase() + rest.join('');
}

function utcDay(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
