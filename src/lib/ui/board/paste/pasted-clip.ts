import { z } from 'zod';
import { cardTextLimit, type Point } from '#lib/domain/board/card.ts';
import { cardSchema, frameSchema, linkSchema, pointSchema } from '#lib/domain/board/card-schema.ts';
import { idSchema } from '#lib/domain/id-schema.ts';
import { altLimit, imageBounds, imagesMost } from '#lib/domain/board/image.ts';
import { strokeBox } from '#lib/domain/board/stroke-box.ts';
import { strokeSchema } from '#lib/domain/board/stroke-schema.ts';
import { newCardSize } from '#lib/domain/board/zones.ts';

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

const edge = z.number().min(imageBounds.least).max(imageBounds.most);

const clipImageSchema = z
  .object({ file: idSchema, at: pointSchema, size: z.object({ width: edge, height: edge }) })
  .extend({ alt: z.string().max(altLimit), group: cardSchema.shape.group, order: cardSchema.shape.order });

/** At most so many strokes travel by clipboard at once. */
const clipInkLimit = 1_000;

/** At most so many frames do. */
const clipFrameLimit = 100;

const clipSchema = z
  .object({
    version: z.literal(1),
    /** The room that keeps the pictures. */
    room: idSchema.nullable().default(null),
    cards: z.array(clipCardSchema).max(clipCardLimit),
    links: z.array(linkSchema.pick({ from: true, to: true, label: true })).max(4 * clipCardLimit),
    frames: z
      .array(frameSchema.pick({ title: true, at: true, size: true, group: true }))
      .max(clipFrameLimit)
      .default([]),
    images: z.array(clipImageSchema).max(imagesMost).default([]),
    ink: z
      .array(strokeSchema.pick({ at: true, line: true, colour: true, width: true, group: true }))
      .max(clipInkLimit)
      .default([]),
  })
  .refine(({ cards, frames, images, ink }) => cards.length + frames.length + images.length + ink.length > 0);

/** Cards, frames, pictures and strokes on the clipboard, with the links among cards. */
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
  const drawn = clip.ink.map((stroke) => strokeBox({ ...stroke, id: '', author: null, createdAt: 0, locked: false }));
  const boxes = [...clip.cards.map(({ at }) => ({ at, size: newCardSize })), ...clip.frames, ...clip.images, ...drawn];
  const middleOf = (starts: number[], ends: number[]): number => (Math.min(...starts) + Math.max(...ends)) / 2;
  const lefts = boxes.map(({ at }) => at.x);
  const tops = boxes.map(({ at }) => at.y);
  const rights = boxes.map(({ at, size }) => at.x + size.width);
  const bottoms = boxes.map(({ at, size }) => at.y + size.height);
  const by = { x: middle.x - middleOf(lefts, rights), y: middle.y - middleOf(tops, bottoms) };
  const moved = <One extends { at: Point }>(one: One): One => ({
    ...one,
    at: { x: Math.round(one.at.x + by.x), y: Math.round(one.at.y + by.y) },
  });
  const { cards, frames, images, ink } = clip;
  return {
    ...clip,
    cards: cards.map(moved),
    frames: frames.map(moved),
    images: images.map(moved),
    ink: ink.map(moved),
  };
}
