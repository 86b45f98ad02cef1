/** A whole board as a JSON file, to be kept elsewhere and imported again as the board of a new session. */
import { z } from 'zod';
import { blankCard, cardTextLimit } from './card.ts';
import { cardSchema, frameSchema, linkSchema } from './card-schema.ts';
import { formatSchema } from '#lib/domain/formats/format.ts';
import { strokeSchema } from './stroke-schema.ts';
import { strokesMost } from './stroke.ts';

export const boardFileSchemaName = 'counterpoint-board';
/** Grows when older programs could not read the file any more. */
const boardFileVersion = 1;

/** The largest file that is read, in UTF-16 units: about 500 cards with a page of text each. */
export const boardFileLimit = 2_000_000;
const most = { cards: 2_000, links: 4_000, frames: 200, drawings: strokesMost, people: 200 };

/** A file of an earlier program lacks what cards have learned since: it is as it is on a blank card. */
const fileCard = z.preprocess(
  (value) => (isObject(value) ? { ...blankCard({ id: '' }), ...value } : value),
  cardSchema.extend({
    text: z.string().max(cardTextLimit, { message: `longer than ${cardTextLimit.toLocaleString('en')} characters` }),
  }),
);

const fileLink = z.preprocess((value) => (isObject(value) ? { label: '', ...value } : value), linkSchema);

const fileFrame = frameSchema.extend({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, { message: 'not an id' }),
});

const boardFileSchema = z.object({
  schema: z.literal(boardFileSchemaName),
  version: z.literal(boardFileVersion),
  /** When the file was made, in milliseconds since 1970. */
  savedAt: z.number().int().nonnegative(),
  session: z.object({ room: z.string().max(200), number: z.number().int().positive() }),
  /** The script of the session: the steps that zones and cards belong to. */
  format: formatSchema,
  people: z.array(z.object({ id: z.string().max(64), name: z.string().max(200) })).max(most.people),
  board: z.object({
    cards: z.array(fileCard).max(most.cards, { message: tooMany('cards') }),
    links: z.array(fileLink).max(most.links, { message: tooMany('links') }),
    frames: z.array(fileFrame).max(most.frames, { message: tooMany('frames') }),
    /** Files of earlier programs have none, and earlier programs pass it over. */
    ink: z
      .array(strokeSchema)
      .max(most.drawings, { message: tooMany('drawings') })
      .default([]),
  }),
});
export type BoardFile = z.infer<typeof boardFileSchema>;

/** The file's text, the same for the same board. */
export function writeBoardFile(file: Omit<BoardFile, 'schema' | 'version'>): string {
  return `${JSON.stringify({ schema: boardFileSchemaName, version: boardFileVersion, ...file }, null, 1)}\n`;
}

export type ReadBoardFile = { ok: true; file: BoardFile } | { ok: false; sentence: string };

/** Reads a file that anybody may have written. What is wrong with it is said in one sentence, with the place. */
export function readBoardFile(text: string): ReadBoardFile {
  if (text.length > boardFileLimit) return refused('It is larger than 2 MB, the most that can be imported.');
  const value = parsed(text);
  if (value === undefined) return refused('It is not JSON: perhaps it was cut off, or is another kind of file.');
  if (!isObject(value) || value.schema !== boardFileSchemaName) {
    return refused('It is not a board that Counterpoint saved. Choose one made with "Board to open again (JSON)".');
  }
  if (typeof value.version === 'number' && value.version > boardFileVersion) {
    return refused('It was saved by a newer version of Counterpoint. Ask whoever runs this server for an update.');
  }
  const read = boardFileSchema.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    return refused(issue === undefined ? 'It is malformed.' : sentenceOf(issue));
  }
  const flaw = flawOf(read.data.board);
  return flaw === null ? { ok: true, file: read.data } : refused(flaw);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    // Whatever stands in it, it is no JSON, and that is what the person is told.
    return undefined;
  }
}

function refused(what: string): ReadBoardFile {
  return { ok: false, sentence: `The file was not imported, and nothing was made. ${what}` };
}

const partNames: Readonly<Record<string, string>> = { cards: 'card', links: 'link', frames: 'frame', ink: 'drawing' };

/** `In card 3, "due" is wrong: Invalid ISO date.` */
function sentenceOf({ path, message }: z.core.$ZodIssue): string {
  const [top, list, index, ...rest] = path.map(String);
  const part = top === 'board' && list !== undefined ? partNames[list] : undefined;
  if (part !== undefined && index !== undefined) {
    const place = `${part} ${String(Number(index) + 1)}`;
    return rest.length === 0
      ? `What it says of ${place} is wrong: ${ended(message)}`
      : `In ${place}, "${rest.join('.')}" is wrong: ${ended(message)}`;
  }
  return `In it, "${path.map(String).join('.')}" is wrong: ${ended(message)}`;
}

function ended(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function tooMany(what: keyof typeof most): string {
  return `more than ${most[what].toLocaleString('en')} ${what}`;
}

/** What schemas cannot see: parts that say the same id, and links that lead nowhere. */
function flawOf({ cards, links, frames, ink }: BoardFile['board']): string | null {
  for (const [name, parts] of Object.entries({ card: cards, link: links, frame: frames, drawing: ink })) {
    const twice = firstTwice(parts);
    if (twice !== null) return `Two ${name}s in it have the same id, "${twice}".`;
  }
  const ids = new Set(cards.map(({ id }) => id));
  const lost = links.findIndex(({ from, to }) => from === to || !ids.has(from) || !ids.has(to));
  return lost < 0 ? null : `Link ${String(lost + 1)} does not join two cards of the board.`;
}

function firstTwice(parts: readonly { id: string }[]): string | null {
  const seen = new Set<string>();
  for (const { id } of parts) {
    if (seen.has(id)) return id;
    seen.add(id);
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
