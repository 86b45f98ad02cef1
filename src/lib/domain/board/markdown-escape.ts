/**
 * Text that people wrote, made safe to stand in Markdown. `<`, `>` and `&` become entities, which even renderers
 * that know no backslash before them leave alone; what could start a span or a block is escaped with a backslash.
 */

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Line ends of every system and script, and the two ASCII controls that printers take for one. */
const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/u;

/** Controls, halves of surrogate pairs, and the two marks that turn around what stands behind them. */
const unprintable = /[\p{Cc}\p{Cs}\u202d\u202e]/gu;

/** On one line: for headings, names and details. Empty when nothing can be seen of it. */
export function escapeLine(text: string): string {
  return escapeStart(escapeSpans(tidy(text.split(lineEnd).join(' '))));
}

/**
 * On as many lines as it has, for a list item whose further lines are indented by `indent`.
 * Line ends are kept as hard breaks, empty lines as paragraphs.
 */
export function escapeBlock(text: string, indent: string): string {
  const paragraphs: string[][] = [[]];
  for (const raw of text.split(lineEnd)) {
    const line = escapeStart(escapeSpans(tidy(raw)));
    if (line !== '') paragraphs.at(-1)?.push(line);
    else if (paragraphs.at(-1)?.length !== 0) paragraphs.push([]);
  }
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join(`\\\n${indent}`))
    .join(`\n\n${indent}`);
}

/** Without indentation, which could make a block of code, and with single spaces. */
function tidy(line: string): string {
  return line.replace(/\t/g, ' ').replace(unprintable, '').replace(/\s+/gu, ' ').trim();
}

function escapeSpans(line: string): string {
  return line.replace(/[\\`*_[\]{}|~$]/g, '\\$&').replace(/[&<>]/g, (character) => entities[character] ?? '');
}

/** What makes a heading, a list, a rule, a definition or a number at the start of a line. */
function escapeStart(line: string): string {
  return line.replace(/^[#+\-=:]/, '\\$&').replace(/^(\d{1,9})([.)])/, '$1\\$2');
}
