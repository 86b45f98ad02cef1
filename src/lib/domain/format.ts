import { z } from 'zod';
import { cardKinds } from './card.ts';

/** Who holds the floor in a step. */
export const floors = ['coachee', 'coach', 'both', 'all-silent', 'observer'] as const;
export type Floor = (typeof floors)[number];

/** What a step should leave on the board. */
const yieldSchema = z.object({
  kind: z.enum(cardKinds),
  label: z.string().min(1).max(40).nullable(),
  atLeast: z.number().int().min(0).max(20),
});

const stepSchema = z.object({
  kind: z.literal('step'),
  /** Unique in the format; cards remember it. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  title: z.string().min(1).max(60),
  minutes: z.number().int().min(1).max(180),
  floor: z.enum(floors),
  /** Open questions, never "why didn't you". */
  prompts: z.array(z.string().min(1).max(200)).max(6),
  /** One sentence for each role on what to do now. Outside a turn both read `coachee`. */
  say: z.object({ coachee: z.string().min(1).max(200), coach: z.string().min(1).max(200) }),
  /** A short note on listening, asking or feedback. */
  practice: z.string().max(400).nullable(),
  yields: z.array(yieldSchema).max(6),
});
export type Step = z.infer<typeof stepSchema>;

/** Steps that repeat once for each peer, with the roles swapped. */
const turnSchema = z.object({
  kind: z.literal('turn'),
  steps: z.array(stepSchema).min(1).max(20),
});

/** The script of a session. A session keeps its own copy. */
export const formatSchema = z
  .object({
    id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
    title: z.string().min(1).max(80),
    summary: z.string().min(1).max(300),
    people: z.object({ min: z.number().int().min(1).max(6), max: z.number().int().min(1).max(6) }),
    stages: z
      .array(z.discriminatedUnion('kind', [stepSchema, turnSchema]))
      .min(1)
      .max(60),
  })
  .refine((format) => format.people.min <= format.people.max, {
    message: 'people.min is more than people.max',
    path: ['people'],
  })
  .refine(
    (format) => {
      const ids = format.stages.flatMap((stage) =>
        stage.kind === 'turn' ? stage.steps.map((step) => step.id) : [stage.id],
      );
      return new Set(ids).size === ids.length;
    },
    { message: 'two steps have the same id', path: ['stages'] },
  );
export type Format = z.infer<typeof formatSchema>;
