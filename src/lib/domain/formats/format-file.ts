/** A format as a file: JSON that carries its own version and says where its schema is. */
import { z } from 'zod';
import { checkFormat, formatFault, mostFaults, type FormatCheck, type FormatFault } from './format-check.ts';
import { formatFileLimit } from './format-limits.ts';
import { formatSchema, type Format } from './format.ts';

/** Grows when files of before can no longer be read as they are. */
const fileVersion = 1;

const fileSchema = z
  .object({
    $schema: z.string().optional().describe('Where this schema is served.'),
    version: z.literal(fileVersion).describe('The version of the file format.'),
    format: formatSchema,
  })
  .describe('The script of a coaching session: its steps with minutes, roles, questions and what they leave behind.');

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The published schema, made from the one that checks. `id` is the address at which it is served. */
export function formatFileSchema(id: string): JsonSchema {
  return { $id: id, title: 'A session format of Counterpoint', ...jsonSchema };
}

const jsonSchema = z.toJSONSchema(fileSchema, {
  io: 'input',
  override: ({ jsonSchema: node }) => {
    // What is unknown is refused, so that a misspelt field is not lost without a word.
    if (node.type === 'object') node.additionalProperties = false;
  },
}) as JsonSchema;

/** The file's text. `schema` is the address of the published schema. */
export function writeFormatFile(format: Format, schema: string): string {
  return `${JSON.stringify({ $schema: schema, version: fileVersion, format }, null, 2)}\n`;
}

/** The format in a file's text, or everything that is wrong with it, by field. */
export function readFormatFile(text: string): FormatCheck {
  if (text.trim() === '') return refused('', 'The file', 'is empty');
  if (text.length > formatFileLimit) {
    return refused('', 'The file', `is too large: a format has at most ${formatFileLimit / 1000} KB`);
  }
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return refused('', 'The file', `is not JSON${placeOf(error)}`);
  }
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    return refused('', 'The file', 'must be a format as this program exports it');
  }
  const { version, format } = file as Record<string, unknown>;
  if (version !== fileVersion) {
    return refused('version', 'Version', `must be ${fileVersion}: this program reads no other`);
  }
  if (format === undefined) return refused('format', 'Format', 'is missing');
  return checkAllFields(file, format);
}

/** A format that came in from outside, with nothing beside it: refused, too, for what formats do not have. */
export function checkIncomingFormat(format: unknown): FormatCheck {
  return checkAllFields({ format }, format);
}

function checkAllFields(file: object, format: unknown): FormatCheck {
  const checked = checkFormat(format);
  const unknown = unknownFields(file, jsonSchema, []).map((path) => unknownField(format, path));
  if (unknown.length === 0) return checked;
  return { ok: false, faults: [...(checked.ok ? [] : checked.faults), ...unknown].slice(0, mostFaults) };
}

function refused(path: string, where: string, what: string): FormatCheck {
  return { ok: false, faults: [{ path, where, what }] };
}

/** Where the text stops being JSON, when the engine says so. */
function placeOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  const place = /line (\d+) column (\d+)/.exec(message);
  if (place !== null) return `: look at line ${place[1] ?? ''}, column ${place[2] ?? ''}`;
  const near = /, (?:\.\.\.)?"(.{1,40})"(?:\.\.\.)? is not valid JSON/su.exec(message)?.[1];
  return near === undefined ? '' : `: look near “${near.replace(/\s+/gu, ' ').trim()}”`;
}

/** Long names would drown the sentence that they stand in. */
const shownName = (name: string): string => (name.length > 40 ? `${name.slice(0, 40)}…` : name);

function unknownField(format: unknown, path: readonly (string | number)[]): FormatFault {
  const [root, ...inside] = path.slice(0, -1);
  const what = `has a field that formats do not have: “${shownName(String(path.at(-1)))}”`;
  return root === undefined ? { path: '', where: 'The file', what } : formatFault(format, inside, what);
}

/** The paths of all fields in `value` that the schema does not know; at most `mostFaults`. */
function unknownFields(value: unknown, schema: JsonSchema, path: readonly (string | number)[]): (string | number)[][] {
  const node = branchFor(value, schema);
  if (Array.isArray(value)) {
    const { items } = node;
    if (typeof items !== 'object' || Array.isArray(items)) return [];
    return value.flatMap((item, index) => unknownFields(item, items, [...path, index])).slice(0, mostFaults);
  }
  const { properties } = node;
  if (typeof value !== 'object' || value === null || properties === undefined) return [];
  return Object.entries(value)
    .flatMap(([key, inner]) => {
      const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
      if (known === undefined) return [[...path, key]];
      return typeof known === 'object' ? unknownFields(inner, known, [...path, key]) : [];
    })
    .slice(0, mostFaults);
}

/** Which of several shapes a value means to be: a stage says it by its kind. */
function branchFor(value: unknown, schema: JsonSchema): JsonSchema {
  const branches = (schema.oneOf ?? schema.anyOf ?? []).filter((branch) => typeof branch === 'object');
  if (branches.length === 0) return schema;
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  const byKind = branches.find(({ properties }) => {
    const wanted = properties?.kind;
    return typeof wanted === 'object' && wanted.const === kind;
  });
  return byKind ?? {};
}
