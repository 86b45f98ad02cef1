/** What a board holds, as schemas for what comes from outside: files, the clipboard, the wire. */
import { z } from 'zod';
import {
  actionStatuses,
  boardReach,
  cardColours,
  cardKinds,
  frameTitleLimit,
  isDay,
  linkLabelLimit,
  orderReach,
  sizeBounds,
} from './card-bounds.ts';
import { mostDots } from './dot-round.ts';
import { isEmoji } from './emoji.ts';
import { idSchema } from '#lib/domain/id-schema.ts';

export const pointSchema = z.object({
  x: z.number().min(-boardReach).max(boardReach),
  y: z.number().min(-boardReach).max(boardReach),
});
export type Point = z.infer<typeof pointSchema>;

export const sizeSchema = z.object({
  width: z.number().min(sizeBounds.width.least).max(sizeBounds.width.most),
  height: z.number().min(sizeBounds.height.least).max(sizeBounds.height.most),
});
export type Size = z.infer<typeof sizeSchema>;

export const daySchema = z.string().refine(isDay);

/** One person's mark on a card: each person has at most one of each emoji on it. */
export const reactionSchema = z.object({ user: z.string(), emoji: z.string().refine(isEmoji) });
export type Reaction = z.infer<typeof reactionSchema>;

/** How many dots one person has put on a card, in the last round of choosing that it was part of. */
export const dotsSchema = z.object({ user: z.string(), count: z.number().int().min(1).max(mostDots) });
export type Dots = z.infer<typeof dotsSchema>;

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
  /** Who last opened its text again and wrote in it, and when; null while nobody did. */
  editedBy: z.string().nullable(),
  editedAt: z.number().int().nonnegative().nullable(),
  /** Nobody moves, writes in or deletes it until it is unlocked. */
  locked: z.boolean(),
  /** Its height in the pile: higher ones lie over lower ones, and of two at the same height the younger one does. */
  order: z.number().min(-orderReach).max(orderReach),
  /** Cards of one group are selected and moved together. */
  group: idSchema.nullable(),
  /** One emoji that stands for the card. */
  emoji: z.string().refine(isEmoji).nullable(),
  /** By emoji, then user. */
  reactions: z.array(reactionSchema),
  /** By user. Boards taken away before there were dots have none. */
  dots: z.array(dotsSchema).default([]),
  /** Goals only: how far one is, from 0 to 10. */
  scale: z.number().int().min(0).max(10).nullable(),
  /** Questions only. */
  pinned: z.boolean(),
  answered: z.boolean(),
  /** Questions only: who found it useful. Nobody marks a question of their own. */
  useful: z.string().nullable(),
  /** Actions only. */
  owner: z.string().nullable(),
  /** Actions: by when. Goals: the day it is aimed at. */
  due: daySchema.nullable(),
  /** Actions only, as are the rest. */
  confidence: z.number().int().min(0).max(10).nullable(),
  plan: z.string().max(500),
  status: z.enum(actionStatuses),
  /** The number of the session it was carried over from. */
  carriedFrom: z.number().int().positive().nullable(),
});
export type Card = z.infer<typeof cardSchema>;

/** An arrow between two cards, with words on it or none. */
export const linkSchema = z.object({
  id: idSchema,
  from: idSchema,
  to: idSchema,
  label: z.string().max(linkLabelLimit),
});
export type Link = z.infer<typeof linkSchema>;

/**
 * A titled area of the canvas. Those that the server seeds belong to a step, and to a turn where the step repeats;
 * those that people add belong to none.
 */
export const frameSchema = z.object({
  id: z.string(),
  title: z.string().max(frameTitleLimit),
  at: pointSchema,
  size: z.object({ width: z.number().positive(), height: z.number().positive() }),
  step: z.string().nullable(),
  turn: z.number().int().nonnegative().nullable(),
  /** Nobody moves, names, resizes or deletes it until it is unlocked; what lies in it is not meant. */
  locked: z.boolean().default(false),
  /** As of a card. The zones of a format's steps are in none. */
  group: idSchema.nullable().default(null),
});
export type Frame = z.infer<typeof frameSchema>;
