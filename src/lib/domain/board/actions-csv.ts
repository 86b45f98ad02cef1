import type { Board, Card } from './card.ts';
import { actionsOf } from './outcome.ts';

/** Tells spreadsheets that the text is UTF-8. */
const byteOrderMark = '\uFEFF';

/**
 * What a spreadsheet would take for a formula and run: `=`, `+`, `-`, `@` and their wide forms, also behind blanks; a
 * tab or a line break at the start, after which some programs look again.
 */
const formula = /^(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/u;

const heading = ['Action', 'Owner', 'Due', 'How sure (0-10)', 'If-then plan', 'Status', 'From session', 'Made on'];

/**
 * The board's actions as CSV (RFC 4180: commas, CRLF, quotes where needed), with a byte order mark so that
 * spreadsheets read UTF-8. A text that a spreadsheet would run as a formula gets an apostrophe before it.
 */
export function actionsToCsv(board: Board, nameOf: (user: string) => string): string {
  const rows = actionsOf(board).map((card) => rowOf(card, nameOf));
  return `${byteOrderMark}${[heading, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function rowOf(card: Card, nameOf: (user: string) => string): string[] {
  return [
    card.text,
    card.owner === null ? '' : nameOf(card.owner),
    card.due ?? '',
    card.confidence === null ? '' : String(card.confidence),
    card.plan,
    card.status,
    card.carriedFrom === null ? '' : String(card.carriedFrom),
    new Date(Math.min(card.createdAt, 8.64e15)).toISOString().slice(0, 10),
  ];
}

function cell(text: string): string {
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
