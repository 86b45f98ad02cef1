import { growZone, readBoard, seedBoard } from '#lib/crdt/board-doc.ts';
import { blankCard, type Board, type Card, type Frame } from '#lib/domain/board/card.ts';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { frameAt } from '#lib/domain/board/frame-at.ts';
import { roomySpot } from '#lib/domain/board/free-spot.ts';
import { zoneGrowth } from '#lib/domain/board/zone-growth.ts';
import { newCardSize, zonesOf } from '#lib/domain/board/zones.ts';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';

const zones = zonesOf(defaultFormat);
const inTurns = zones.filter(({ turn }) => turn === 0);
const [first] = inTurns;
if (first === undefined) throw new Error('the format has no turns');

const bottomOf = ({ at, size }: Frame): number => at.y + size.height;
const overlap = (a: Frame, b: Frame): boolean =>
  a.at.x < b.at.x + b.size.width && b.at.x < a.at.x + a.size.width && a.at.y < bottomOf(b) && b.at.y < bottomOf(a);

const inZone = (id: string, zone: Frame): Card =>
  blankCard({ id, at: { x: zone.at.x + 24, y: zone.at.y + 48 }, step: zone.step });

function docOf(board: Pick<Board, 'frames' | 'cards'>): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seedBoard(board.frames, board.cards));
  return doc;
}

/** Puts so many cards into a zone, as people do one after the other. */
function fill(doc: Y.Doc, zone: string, count: number): void {
  const taken: { at: { x: number; y: number }; size: typeof newCardSize }[] = [];
  for (let index = 0; index < count; index += 1) {
    const frame = readBoard(doc).frames.find(({ id }) => id === zone);
    if (frame === undefined) throw new Error('the zone is gone');
    const { at, bottom } = roomySpot(frame, taken);
    if (bottom !== null) growZone(doc, zone, bottom);
    taken.push({ at, size: newCardSize });
    const now = readBoard(doc).frames.find(({ id }) => id === zone);
    expect(now !== undefined && at.y + newCardSize.height <= bottomOf(now), `card ${String(index)} lies inside`).toBe(
      true,
    );
  }
}

describe('a full zone', () => {
  test.each(zones.map(({ id }) => id))('%s grows with its cards, and covers no other', (id) => {
    const doc = docOf({ frames: zones, cards: [] });
    fill(doc, id, 24);
    const after = readBoard(doc).frames;
    expect(after.map((frame) => frame.id)).toEqual(zones.map((frame) => frame.id));
    for (const [index, a] of after.entries()) {
      for (const b of after.slice(index + 1)) expect(overlap(a, b), `${a.id} over ${b.id}`).toBe(false);
    }
    for (const frame of after) {
      const before = zones.find((zone) => zone.id === frame.id);
      expect(frame.size.width).toBe(before?.size.width);
      expect(frame.at.x).toBe(before?.at.x);
    }
  });

  test('takes along what lies in the zones below, and leaves what people put beside them', () => {
    const cards = zones.map((zone, index) => inZone(`card-${String(100_000 + index)}`, zone));
    const beside = blankCard({ id: 'card-beside-zones', at: { x: -900, y: bottomOf(first) + 400 } });
    const doc = docOf({ frames: zones, cards: [...cards, beside] });
    growZone(doc, first.id, bottomOf(first) + 500);
    const after = readBoard(doc);
    for (const [index, { id }] of cards.entries()) {
      const card = after.cards.find((one) => one.id === id);
      expect(card && frameAt(after.frames, card.at)?.id).toBe(zones[index]?.id);
    }
    expect(after.cards.find(({ id }) => id === beside.id)?.at).toEqual(beside.at);
  });

  test('grown by two at the same time is the same for both, and nothing has moved twice', () => {
    const cards = zones.map((zone, index) => inZone(`card-${String(100_000 + index)}`, zone));
    const one = docOf({ frames: zones, cards });
    const two = new Y.Doc();
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    const bottom = bottomOf(first) + 184;
    growZone(one, first.id, bottom);
    const alone = readBoard(one);
    growZone(two, first.id, bottom);
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
    expect(readBoard(one)).toEqual(alone);
    expect(readBoard(two)).toEqual(alone);
  });

  test('that reaches down far enough already, or is none, stays as it is', () => {
    const board = readBoard(docOf({ frames: zones, cards: [] }));
    expect(zoneGrowth(board, first.id, bottomOf(first))).toBeNull();
    expect(zoneGrowth(board, 'no-such-zone', 9_000)).toBeNull();
  });
});
