import { z } from 'zod';
import { mostDots } from './dot-round.ts';
import { isEmoji } from './emoji.ts';
import { idSchema } from './ids.ts';
import type { BoardImage } from './image.ts';
import type { Stroke } from './stroke.ts';

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

/** Longest words on a link, in UTF-16 units. */
export const linkLabelLimit = 80;

/** Longest title of a frame, in UTF-16 units. */
export const frameTitleLimit = 120;

/** The canvas reaches this far from its middle, in board units (CSS pixels at 100% zoom). */
export const boardReach = 50_000;

/** Bounds of a card's height in the pile. */
export const orderReach = 1e9;

export const pointSchema = z.object({
  x: z.number().min(-boardReach).max(boardReach),
  y: z.number().min(-boardReach).max(boardReach),
});
export type Point = z.infer<typeof pointSchema>;

/** How small and how large a card can be made by hand. */
export const sizeBounds = { width: { least: 120, most: 1200 }, height: { least: 48, most: 2000 } } as const;

export const sizeSchema = z.object({
  width: z.number().min(sizeBounds.width.least).max(sizeBounds.width.most),
  height: z.number().min(sizeBounds.height.least).max(sizeBounds.height.most),
});
export type Size = z.infer<typeof sizeSchema>;

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Whether this is a day of the calendar as people write it in a form: `2026-11-27`. It has no time zone on purpose. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !dayPattern.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  // The 30th of February would be taken for a day in March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

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

/**
 * A card with nothing on it but what is given: a note in the middle of the board. What a kind has no use for is kept
 * all the same, so that a card turned into another kind and back has lost nothing.
 */
export function blankCard(fields: Partial<Card> & Pick<Card, 'id'>): Card {
  return {
    kind: 'note',
    label: null,
    text: '',
    at: { x: 0, y: 0 },
    size: null,
    colour: 'kind',
    author: null,
    createdAt: 0,
    step: null,
    editedBy: null,
    editedAt: null,
    locked: false,
    order: 0,
    group: null,
    emoji: null,
    reactions: [],
    dots: [],
    scale: null,
    pinned: false,
    answered: false,
    useful: null,
    owner: null,
    due: null,
    confidence: null,
    plan: '',
    status: 'open',
    carriedFrom: null,
    ...fields,
  };
}

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
});
export type Frame = z.infer<typeof frameSchema>;

/** A whole board as plain data, in a stable order. */
export interface Board {
  cards: Card[];
  links: Link[];
  frames: Frame[];
  images: BoardImage[];
  ink: Stroke[];
}
