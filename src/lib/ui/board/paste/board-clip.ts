import type { Card, Frame, Link } from '#lib/domain/board/card.ts';
import { withContent } from '#lib/domain/board/frame-content.ts';
import type { BoardImage } from '#lib/domain/board/image.ts';
import type { Stroke } from '#lib/domain/board/stroke.ts';
import type { BoardClip } from './pasted-clip.ts';

/** What a copy of items is called on the clipboard, next to plain text. */
export const clipType = 'application/x-counterpoint-cards';

/** The clip of some items, what lies in the frames among them, strokes, and the links among them; null for none. `room` is the one that keeps the pictures. */
export function clipOf(
  board: {
    cards: readonly Card[];
    links: readonly Link[];
    frames: readonly Frame[];
    images: readonly BoardImage[];
    ink: readonly Stroke[];
  },
  ids: readonly string[],
  room: string | null,
): BoardClip | null {
  const wanted = new Set(withContent(board, ids));
  const frames = board.frames.filter(({ id, step }) => step === null && wanted.has(id));
  const cards = board.cards.filter(({ id }) => wanted.has(id));
  const images = room === null ? [] : board.images.filter(({ id }) => wanted.has(id));
  const ink = board.ink.filter(({ id }) => wanted.has(id));
  if (cards.length + frames.length + images.length + ink.length === 0) return null;
  return {
    version: 1,
    room,
    cards: cards.map(clipCard),
    frames: frames.map(({ title, at, size, group }) => ({ title, at, size, group })),
    images: images.map(({ file, at, size, alt, group, order }) => ({ file, at, size, alt, group, order })),
    ink: ink.map(({ at, line, colour, width, group }) => ({ at, line, colour, width, group })),
    links: board.links
      .filter(({ from, to }) => wanted.has(from) && wanted.has(to))
      .map(({ from, to, label }) => ({ from, to, label })),
  };
}

/**
 * What a card takes along to another board. Who owns, wrote or marked it are people of this room, and which step it
 * came from is this session's business: those stay behind.
 */
function clipCard(card: Card): BoardClip['cards'][number] {
  const { id, kind, label, text, at, size, colour, emoji, group, order, scale, due, confidence, plan } = card;
  return { id, kind, label, text, at, size, colour, emoji, group, order, scale, due, confidence, plan };
}

/** The words of the clip, for other programs: one item a line, as a list when they are several. */
export function clipText({ cards, frames, images }: BoardClip): string {
  const titles = frames.map(({ title }) => title);
  const texts = [
    ...titles,
    ...cards.map(({ text }) => text),
    ...images.map(({ alt }) => (alt === '' ? 'Picture' : alt)),
  ];
  const [only] = texts;
  if (texts.length === 1 && only !== undefined) return only;
  return texts.map((text) => `- ${text.trim().replaceAll('\n', '\n  ')}`).join('\n');
}
