import { formatSchema, type Format } from './format.ts';

/** One thing that is wrong with something that should be a format. */
export interface FormatFault {
  /** The field, as its keys with dots between: `stages.2.minutes`. Empty for the whole. */
  path: string;
  /** The same for people: `Step 3, minutes`. */
  where: string;
  /** What it must be, such as `must be a whole number from 1 to 180`. */
  what: string;
}

/** Nobody reads more at once, and something hostile may have as many faults as it has letters. */
export const mostFaults = 30;

export type FormatCheck = { ok: true; format: Format } | { ok: false; faults: FormatFault[] };

/** The format, with what it left out filled in; or everything that is wrong with it, in the order of its fields. */
export function checkFormat(candidate: unknown): FormatCheck {
  const parsed = formatSchema.safeParse(candidate, { error: plainWords });
  if (parsed.success) return { ok: true, format: parsed.data };
  const issues = parsed.error.issues.slice(0, mostFaults);
  return { ok: false, faults: issues.map(({ path, message }) => formatFault(candidate, path, message)) };
}

/** For rules that bring no words of their own. */
const plainWords = ({ code, input }: { code: string; input?: unknown }): string | undefined => {
  if (input === undefined) return 'is missing';
  return code === 'invalid_type' ? 'must be a group of fields in braces' : undefined;
};

/** A fault at this path of `candidate`, with the words for the place. */
export function formatFault(candidate: unknown, path: readonly PropertyKey[], what: string): FormatFault {
  return { path: path.map(String).join('.'), where: placeWords(candidate, path), what };
}

/** `Step 3, minutes: must be a whole number from 1 to 180.` */
export function faultSentence({ where, what }: FormatFault): string {
  return `${where}: ${what}.`;
}

const fieldWords: Readonly<Record<string, string>> = {
  id: 'id',
  title: 'title',
  summary: 'what it is for',
  people: 'people',
  'people.min': 'people, fewest',
  'people.max': 'people, most',
  stages: 'steps',
  steps: 'steps',
  kind: 'kind',
  who: 'whose turn',
  others: 'what the others do',
  minutes: 'minutes',
  floor: 'who has the floor',
  prompts: 'questions',
  say: 'what to do now',
  'say.coachee': 'what the coachee does now',
  'say.coach': 'what the coach does now',
  'say.observer': 'what the observer does now',
  practice: 'practice note',
  yields: 'cards to write down',
  optional: 'may be left out',
  sealed: 'sealed writing',
  writers: 'who writes',
  signed: 'each signs it',
  silence: 'begins in silence',
  advice: 'ideas of the coach',
};

const itemWords: Readonly<Record<string, string>> = { prompts: 'question', yields: 'card' };
const yieldWords: Readonly<Record<string, string>> = {
  kind: 'kind',
  label: 'label',
  atLeast: 'how many',
  scale: 'scale',
  choices: 'answers',
};

/** Where in a format this is, as people count: steps one after the other, those of a turn too. */
function placeWords(candidate: unknown, path: readonly PropertyKey[]): string {
  const [first, stage, ...rest] = path;
  if (first === undefined) return 'The format';
  if (first !== 'stages' || typeof stage !== 'number') return sentenceCase(inside(path));
  const [key, place, ...deeper] = rest;
  const number = stepsBefore(candidate, stage) + 1;
  if (key === 'steps' && typeof place === 'number') return placed(`Step ${number + place}`, deeper);
  return placed(isTurn(stagesOf(candidate)[stage]) ? `The turns from step ${number}` : `Step ${number}`, rest);
}

function placed(where: string, rest: readonly PropertyKey[]): string {
  return rest.length === 0 ? where : `${where}, ${inside(rest)}`;
}

/** The words for a path within a step or a format: `question 2`, `card 1, how many`, `what the coach does now`. */
function inside(path: readonly PropertyKey[]): string {
  const [field, item, ...rest] = path.map(String);
  if (field === undefined) return '';
  const one = itemWords[field];
  if (one !== undefined && item !== undefined) {
    return [`${one} ${Number(item) + 1}`, ...rest.map((key) => yieldWords[key] ?? key)].join(', ');
  }
  const pair = item === undefined ? undefined : fieldWords[`${field}.${item}`];
  return pair ?? [fieldWords[field] ?? field, ...(item === undefined ? [] : [item, ...rest])].join(', ');
}

function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function stepsBefore(candidate: unknown, stage: number): number {
  return stagesOf(candidate)
    .slice(0, stage)
    .reduce<number>((sum, one) => sum + (isTurn(one) ? one.steps.length : 1), 0);
}

function stagesOf(candidate: unknown): readonly unknown[] {
  return isObject(candidate) && Array.isArray(candidate.stages) ? candidate.stages : [];
}

function isTurn(stage: unknown): stage is { steps: unknown[] } {
  return isObject(stage) && stage.kind === 'turn' && Array.isArray(stage.steps);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
