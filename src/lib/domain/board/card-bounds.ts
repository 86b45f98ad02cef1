/** What a card may be: kinds, colours, lengths and reaches. Without schemas, so that a page can have it without zod. */

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

/** How small and how large a card can be made by hand. */
export const sizeBounds = { width: { least: 120, most: 1200 }, height: { least: 48, most: 2000 } } as const;

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Whether this is a day of the calendar as people write it in a form: `2026-11-27`. It has no time zone on purpose. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !dayPattern.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  // The 30th of February would be taken for a day in March.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
