import { z } from 'zod';
import { idSchema } from './ids.ts';

/** The kinds of card, in the order of the tool bar. */
export const cardKinds = ['goal', 'question', 'action', 'note'] as const;
export type CardKind = (typeof cardKinds)[number];

export const actionStatuses = ['open', 'done', 'resized', 'dropped'] as const;
export type ActionStatus = (typeof actionStatuses)[number];

/** Card colours: `kind` is the kind's own tint, the others are the six voices. */
export const cardColours = ['kind', 'voice-1', 'voice-2', 'voice-3', 'voice-4', 'voice-5', 'voice-6'] as const;
export type CardColour = (typeof cardColours)[number];

/** Longest text of one card, in UTF-16 units; longer pastes are cut with a message where they were made. */
export const cardTextLimit = 10_000;

/** The canvas reaches this far from its middle, in board units (CSS pixels at 100% zoom). */
export const boardReach = 50_000;

export const pointSchema = z.object({
  x: z.number().min(-boardReach).max(boardReach),
  y: z.number().min(-boardReach).max(boardReach),
});
export type Point = z.infer<typeof pointSchema>;

export const sizeSchema = z.object({ width: z.number().min(120).max(1200), height: z.number().min(48).max(2000) });
export type Size = z.infer<typeof sizeSchema>;

/** A day as people write it in a form: `2026-11-27`. It has no time zone on purpose. */
export const daySchema = z.iso.date();

/**
 * A card as plain data: what a board holds of one item, read out of the Y.Doc.
 * `size` null means "as large as the text needs".
 */
export const cardSchema = z.object({
  id: idSchema,
  kind: z.enum(cardKinds),
  /** Notes only: insight, option, obstacle, win, feedback, ... */
  label: z.string().max(40).nullable(),
  text: z.string(),
  at: pointSchema,
  size: sizeSchema.nullable(),
  colour: z.enum(cardColours),
  author: z.string().nullable(),
  /** When it was made, in milliseconds since 1970. */
  createdAt: z.number().int().nonnegative(),
  /** The step of the format it was made in. */
  step: z.string().nullable(),
  /** Actions only. */
  owner: z.string().nullable(),
  due: daySchema.nullable(),
  confidence: z.number().int().min(0).max(10).nullable(),
  plan: z.string().max(500),
  status: z.enum(actionStatuses),
  /** Actions only: the number of the session it was carried over from. */
  carriedFrom: z.number().int().positive().nullable(),
});
export type Card = z.infer<typeof cardSchema>;

export const linkSchema = z.object({ id: idSchema, from: idSchema, to: idSchema });
export type Link = z.infer<typeof linkSchema>;

/** A titled area of the canvas. Those that the server seeds belong to a step, and to a turn where the step repeats. */
export const frameSchema = z.object({
  id: z.string(),
  title: z.string(),
  at: pointSchema,
  size: z.object({ width: z.number().positive(), height: z.number().positive() }),
  step: z.string().nullable(),
  turn: z.number().int().nonnegative().nullable(),
});
export type Frame = z.infer<typeof frameSchema>;

/** A whole board as plain data, in a stable order. */
export interface Board {
  cards: Card[];
  links: Link[];
  frames: Frame[];
}
