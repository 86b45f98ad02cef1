import { cardKinds, type Card, type Frame } from '#lib/domain/board/card.ts';
import { frameAt } from '#lib/domain/board/frame-at.ts';
import type { BoardModel } from '#lib/client/board/board-model.ts';

/** A zone with the cards in it, in reading order. `frame` null: cards that lie outside all zones. */
export interface OutlineZone {
  frame: Frame | null;
  cards: Card[];
}

/** Where a card stands in the outline comes from its place and its kind. */
export type Standing = Pick<Card, 'at' | 'kind'>;

export interface OutlineOptions {
  /** Zones without cards are listed too, and a place beside the zones where there is no zone at all. */
  empty?: boolean;
  /** Cards that keep their place in the list whatever happens to them, by id: somebody is writing right there. */
  held?: ReadonlyMap<string, Standing>;
}

/** The board as a list: by zone, in each by kind, and then as one reads. */
export function outlineOf(
  board: Pick<BoardModel, 'cards' | 'frames'>,
  { empty = false, held = new Map() }: OutlineOptions = {},
): OutlineZone[] {
  const standing = (card: Card): Standing => held.get(card.id) ?? card;
  const byFrame = new Map<Frame | null, Card[]>();
  for (const card of board.cards) {
    const frame = frameAt(board.frames, standing(card).at);
    byFrame.set(frame, [...(byFrame.get(frame) ?? []), card]);
  }
  return [...board.frames, null].flatMap((frame) => {
    const cards = byFrame.get(frame) ?? [];
    const isWanted = cards.length > 0 || (empty && (frame !== null || board.frames.length === 0));
    return isWanted ? [{ frame, cards: cards.sort((a, b) => inReadingOrder(standing(a), standing(b))) }] : [];
  });
}

function inReadingOrder(a: Standing, b: Standing): number {
  return cardKinds.indexOf(a.kind) - cardKinds.indexOf(b.kind) || a.at.y - b.at.y || a.at.x - b.at.x;
}

/**
 * Who stands nearest to where a card stood that has gone: the one after it, or else the one before. Null when nobody
 * of the list is left.
 */
export function nearestLeft(before: readonly string[], after: readonly string[], gone: string): string | null {
  const left = new Set(after);
  const index = before.indexOf(gone);
  return (
    before.slice(index + 1).find((id) => left.has(id)) ?? before.slice(0, index).findLast((id) => left.has(id)) ?? null
  );
}

/** A zone's title with the name of the person whose turn it belongs to. */
export function zoneTitle(frame: Frame | null, turnNames: readonly (string | null)[]): string {
  if (frame === null) return 'Beside the zones';
  if (frame.turn === null) return frame.title;
  const name = turnNames[frame.turn] ?? null;
  return name === null ? `${frame.title}, turn ${String(frame.turn + 1)}` : `${frame.title}, ${name}`;
}
