import { z } from 'zod';
import { cardSchema, cardTextLimit, linkSchema, type Point } from '#lib/domain/card.ts';
import { newCardSize } from '#lib/domain/zones.ts';

/** At most so many cards travel by clipboard at once. */
export const clipCardLimit = 500;

const clipCardSchema = cardSchema
  .pick({
    id: true,
    kind: true,
    label: true,
    at: true,
    size: true,
    colour: true,
    emoji: true,
    group: true,
    order: true,
    scale: true,
    due: true,
    confidence: true,
    plan: true,
  })
  .extend({ text: z.string().max(cardTextLimit) });

const clipSchema = z.object({
  version: z.literal(1),
  cards: z.array(clipCardSchema).min(1).max(clipCardLimit),
  links: z.array(linkSchema.pick({ from: true, to: true, label: true })).max(4 * clipCardLimit),
});

/** Cards on the clipboard, with the links among them. */
export type BoardClip = z.infer<typeof clipSchema>;

/** A clip off the clipboard, which anybody may have filled; null when it is none. */
export function readClip(json: string): BoardClip | null {
  try {
    return clipSchema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    // No JSON, so no clip: the text next to it is pasted instead.
    return null;
  }
}

/** The same clip, moved so that its middle lies at a point. */
export function clipAround(clip: BoardClip, middle: Point): BoardClip {
  const xs = clip.cards.map(({ at }) => at.x);
  const ys = clip.cards.map(({ at }) => at.y);
  const by = {
    x: Math.round(middle.x - (Math.min(...xs) + Math.max(...xs) + newCardSize.width) / 2),
    y: Math.round(middle.y - (Math.min(...ys) + Math.max(...ys) + newCardSize.height) / 2),
  };
  return { ...clip, cards: clip.cards.map((card) => ({ ...card, at: { x: card.at.x + by.x, y: card.at.y + by.y } })) };
}
