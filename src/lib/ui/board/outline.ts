import { cardKinds, type Card, type Frame, type Point } from '#lib/domain/card.ts';
import type { BoardModel } from '#lib/client/board-model.ts';

/** A zone with the cards in it, in reading order. `frame` null: cards that lie outside all zones. */
export interface OutlineZone {
  frame: Frame | null;
  cards: Card[];
}

/** A card is taken to be where its heading is: this far inside its top left corner. */
const anchor = { x: 40, y: 16 };

/** The frame that a card lies in: the last one, should they overlap. */
export function frameAt(frames: readonly Frame[], at: Point): Frame | null {
  const x = at.x + anchor.x;
  const y = at.y + anchor.y;
  return (
    frames.findLast(
      (frame) =>
        x >= frame.at.x && x <= frame.at.x + frame.size.width && y >= frame.at.y && y <= frame.at.y + frame.size.height,
    ) ?? null
  );
}

/** The board as a list: by zone, in each by kind, and then as one reads. Zones without cards are left out. */
export function outlineOf(board: Pick<BoardModel, 'cards' | 'frames'>): OutlineZone[] {
  const byFrame = new Map<Frame | null, Card[]>();
  for (const card of board.cards) {
    const frame = frameAt(board.frames, card.at);
    byFrame.set(frame, [...(byFrame.get(frame) ?? []), card]);
  }
  return [...board.frames, null].flatMap((frame) => {
    const cards = byFrame.get(frame);
    return cards === undefined ? [] : [{ frame, cards: cards.sort(inReadingOrder) }];
  });
}

function inReadingOrder(a: Card, b: Card): number {
  return cardKinds.indexOf(a.kind) - cardKinds.indexOf(b.kind) || a.at.y - b.at.y || a.at.x - b.at.x;
}

/** A zone's title with the name of the person whose turn it belongs to. */
export function zoneTitle(frame: Frame, turnNames: readonly (string | null)[]): string {
  if (frame.turn === null) return frame.title;
  const name = turnNames[frame.turn] ?? null;
  return name === null ? `${frame.title}, turn ${String(frame.turn + 1)}` : `${frame.title}, ${name}`;
}
