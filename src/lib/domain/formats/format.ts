import { z } from 'zod';
import { cardKinds } from '#lib/domain/board/card.ts';

/** Who holds the floor in a step. */
export const floors = ['coachee', 'coach', 'both', 'all-silent', 'observer'] as const;
export type Floor = (typeof floors)[number];

/** A format has at most this many steps, those of a turn counted once. */
export const mostSteps = 60;

/** Text of one line: written by people, shown as text and never as anything else. */
const line = (most: number) =>
  z
    .string({ error: 'must be text' })
    .max(most, { error: `must have at most ${most} characters` })
    .refine((text) => text.trim() !== '', { error: 'must not be empty' })
    .refine((text) => !/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text), {
      error: 'must be one line, without control characters',
    });

/** A title stands in lists, file names and mails: no markup, not even as text. */
const heading = (most: number) => line(most).regex(/^[^<>]*$/, { error: 'must be plain words, without < and >' });

const whole = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};

const slug = z
  .string({ error: 'must be text' })
  .regex(/^[a-z][a-z0-9-]{0,39}$/, { error: 'must be 1 to 40 small letters, digits and dashes, a letter first' });

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of: ${values.join(', ')}` });

const list = <T extends z.ZodType>(item: T, what: string, least: number, most: number) => {
  const error = least === 0 ? `must be at most ${most} ${what}` : `must be ${least} to ${most} ${what}`;
  return z.array(item, { error }).min(least, { error }).max(most, { error });
};

const flag = z.boolean({ error: 'must be true or false' }).default(false);

/** What a step should leave on the board. */
const yieldSchema = z.object({
  kind: oneOf(cardKinds),
  label: line(40).nullable(),
  atLeast: whole(0, 20),
  /** In sealed writing: answered by a number from 0 to 10, with a word on it or none. */
  scale: flag,
  /** In sealed writing: answered by one of these, with a word on it or none. Empty: in one's own words. */
  choices: list(line(40), 'choices', 0, 6).default([]),
});
export type Yield = z.infer<typeof yieldSchema>;

const stepSchema = z.object({
  kind: z.literal('step'),
  /** Unique in the format; cards remember it. */
  id: slug,
  title: heading(60),
  minutes: whole(1, 180),
  floor: oneOf(floors),
  /** Open questions, never "why didn't you". */
  prompts: list(line(200), 'prompts', 0, 6),
  /** One sentence for each role on what to do now. Outside a turn all read `coachee`; so do observers where they have none. */
  say: z.object({ coachee: line(200), coach: line(200), observer: line(200).nullable().default(null) }),
  /** A short note on listening, asking or feedback. */
  practice: z.string({ error: 'must be text' }).max(400, { error: 'must have at most 400 characters' }).nullable(),
  yields: list(yieldSchema, 'yields', 0, 6),
  /** People may leave it out. */
  optional: flag,
  /** Everybody writes alone and in private; the drafts are shown together. */
  sealed: flag,
  /** What it asks for is an agreement: each signs it. */
  signed: flag,
  /** Who writes in a sealed step of a turn: `coaches` leaves its owner to rest. */
  writers: oneOf(['all', 'coaches']).default('all'),
  /** It begins in silence: nobody speaks until the thinking is done. */
  silence: flag,
  /** `ask-first`: an idea of the coach waits until the coachee invites it. */
  advice: oneOf(['free', 'ask-first']).default('free'),
});
export type Step = z.infer<typeof stepSchema>;

/** Steps of one person's turn. */
const turnSchema = z.object({
  kind: z.literal('turn'),
  /** `each`: repeated once for each peer, with the roles rotated. `one`: a single turn, of whoever has the first seat. */
  who: oneOf(['each', 'one']).default('each'),
  /** What those beyond the coachee and the coach do: watch, as in a triad, or coach along, as in a circle. */
  others: oneOf(['observe', 'coach']).default('observe'),
  steps: list(stepSchema, 'steps', 1, 20),
});

/** The script of a session. A session keeps its own copy. */
export const formatSchema = z
  .object({
    id: slug,
    title: heading(80),
    summary: line(300),
    people: z.object({ min: whole(1, 6), max: whole(1, 6) }),
    stages: list(
      z.discriminatedUnion('kind', [stepSchema, turnSchema], { error: 'must be of the kind step or turn' }),
      'stages',
      1,
      mostSteps,
    ),
  })
  .refine((format) => format.people.min <= format.people.max, {
    error: 'min must not be more than max',
    path: ['people'],
  })
  .superRefine((format, context) => {
    const ids = format.stages.flatMap((stage) =>
      stage.kind === 'turn' ? stage.steps.map((step) => step.id) : [stage.id],
    );
    if (ids.length > mostSteps) {
      context.addIssue({ code: 'custom', path: ['stages'], message: `must have at most ${mostSteps} steps in all` });
    }
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) {
      context.addIssue({ code: 'custom', path: ['stages'], message: `two steps have the same id, ${twice}` });
    }
  });
export type Format = z.infer<typeof formatSchema>;
/** A format as it is written down: what it leaves out is filled in by `defineFormat`. */
export type FormatDraft = z.input<typeof formatSchema>;

/** A format in full. Throws a `ZodError` when the draft is not a format. */
export function defineFormat(draft: FormatDraft): Format {
  return formatSchema.parse(draft);
}

/**
 * What is wrong with something that should be a format, one sentence for each field, as people read it:
 * `stages[2].minutes must be a whole number from 1 to 180`. Empty when nothing is.
 */
export function formatProblems(candidate: unknown): string[] {
  const parsed = formatSchema.safeParse(candidate);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => {
    const field = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
    return `${field.replace(/^\./, '') || 'The format'} ${message}`;
  });
}
