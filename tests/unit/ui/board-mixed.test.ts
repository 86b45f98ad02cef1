/** Frames, pictures, drawings and cards that are selected together: what is done to them is done to all, and is one step. */
import { beforeEach, describe, expect, test } from 'vitest';
import { changeItem, moveItems } from '#lib/crdt/board-doc.ts';
import type { Board, Point } from '#lib/domain/board/card.ts';
import { strokeBox } from '#lib/domain/board/stroke-box.ts';
import { alignCards, groupItems, selectGroup, tidyBoard, ungroupItems } from '#lib/ui/board/arrange/arrange-cards.ts';
import { clipOf } from '#lib/ui/board/paste/board-clip.ts';
import { readClip } from '#lib/ui/board/paste/pasted-clip.ts';
import { BoardAtHand, choose, tableFor } from '../../support/board-at-hand.ts';
import { aStroke } from '../../support/strokes.ts';

const me = 'user-ama-1';
let board: BoardAtHand;
let table: ReturnType<typeof tableFor>;
let card: string;
let frame: string;
let picture: string;
const stroke = 'stroke-000001';
let mixed: string[];
/** Lies in the frame, and is of no group. */
let inside: string;

beforeEach(() => {
  board = new BoardAtHand(me);
  card = board.add({ kind: 'goal', at: { x: 0, y: 0 } })!;
  picture = board.addImage({ file: 'file-000001', at: { x: 400, y: 30 }, size: { width: 100, height: 80 } })!;
  frame = board.addFrame({ title: 'Ideas', at: { x: 1_000, y: 500 }, size: { width: 400, height: 300 } })!;
  inside = board.add({ kind: 'note', at: { x: 1_100, y: 600 } })!;
  const { at, line, colour, width } = aStroke({ id: stroke });
  board.ink.add({ id: stroke, at, line, colour, width });
  mixed = [card, picture, frame, stroke];
  table = tableFor(board, me);
  choose(table, mixed);
});

/** Does it, and returns the board before and after; undo and redo go between the two in one step each. */
function inOneStep(deed: () => void): { before: Board; after: Board } {
  const [before, steps] = [board.whole, board.steps];
  deed();
  const after = board.whole;
  expect(after).not.toEqual(before);
  expect(board.steps - steps).toBe(1);
  board.undo();
  expect(board.whole).toEqual(before);
  board.redo();
  expect(board.whole).toEqual(after);
  return { before, after };
}

const groups = (ids: readonly string[]): Set<string | null> => new Set(ids.map((id) => board.item(id)?.group ?? null));
const places = (ids: readonly string[]): Point[] => ids.map((id) => board.item(id)!.at);

describe('a group of a card, a picture, a frame and a drawing', () => {
  beforeEach(() => inOneStep(() => groupItems(table, table.stage.chosen)));

  test('is one group, and is none again', () => {
    expect(groups(mixed).size).toBe(1);
    expect(groups(mixed)).not.toContain(null);
    expect(groups([inside])).toEqual(new Set([null]));
    inOneStep(() => ungroupItems(table, [stroke]));
    expect(groups(mixed)).toEqual(new Set([null]));
  });

  test.each(['card', 'image', 'frame', 'stroke'] as const)('is selected by its %s', (type) => {
    const one = mixed.find((id) => board.item(id)?.type === type)!;
    choose(table, [one]);
    selectGroup(table, table.stage.chosen);
    const selected = table.canvas.nodes.filter(({ selected }) => selected).map(({ id }) => id);
    expect(new Set([...selected, ...table.stage.inkSelection])).toEqual(new Set(mixed));
  });

  test.each(['card', 'image', 'frame', 'stroke'] as const)(
    'moves with its %s, and takes along what lies in the frame',
    (type) => {
      const all = [...mixed, inside];
      const before = places(all);
      const { hold } = table.canvas;
      inOneStep(() => {
        hold.nudge([mixed.find((id) => board.item(id)?.type === type)!], 'right', false);
        hold.drop();
      });
      expect(places(all)).toEqual(before.map(({ x, y }) => ({ x: x + 24, y })));
    },
  );

  test('leaves a locked frame where it is, with what lies in it', () => {
    board.changeItems([frame], { locked: true });
    const before = places([frame, inside]);
    table.canvas.hold.nudge([card], 'right', false);
    table.canvas.hold.drop();
    expect(places([frame, inside])).toEqual(before);
    expect(places([picture])).toEqual([{ x: 424, y: 30 }]);
  });

  test('is copied as a group of its own, with what lies in the frame', () => {
    let copies: string[] = [];
    inOneStep(() => (copies = board.duplicate(mixed, { x: 2_000, y: 0 })));
    expect(copies).toHaveLength(5);
    const group = (id: string): string | null => board.item(id)?.group ?? null;
    const grouped = copies.filter((id) => group(id) !== null);
    expect(new Set(grouped.map((id) => board.item(id)?.type))).toEqual(new Set(['card', 'image', 'frame', 'stroke']));
    expect(groups(grouped).size).toBe(1);
    expect(group(grouped[0]!)).not.toBe(group(card));
  });

  test('goes by clipboard, and is a group again where it is pasted', () => {
    const { cards, links, frames, images, ink } = board.whole;
    const clip = readClip(JSON.stringify(clipOf({ cards, links, frames, images, ink }, mixed, 'room-000001')))!;
    const pasted = board.insert(clip).filter((id) => board.item(id)?.group !== null);
    expect(pasted).toHaveLength(4);
    expect(groups(pasted).size).toBe(1);
  });

  test('is locked, and is deleted, and undo brings back no more than went', () => {
    inOneStep(() => board.changeItems(mixed, { locked: true }));
    board.undo();
    inOneStep(() => board.remove(mixed));
    const { cards, images, frames, ink } = board.whole;
    expect([cards.map(({ id }) => id), images, frames, ink]).toEqual([[inside], [], [], []]);
    board.peerDoes((peer) => moveItems(peer, { [inside]: { x: 7, y: 7 } }));
    board.undo();
    expect(groups(mixed).size).toBe(1);
    expect(places([inside])).toEqual([{ x: 7, y: 7 }]);
  });

  test('that the other has taken something out of loses no more when grouping is undone', () => {
    board.peerDoes((peer) => changeItem(peer, stroke, { group: 'group-of-jonas' }));
    board.undo();
    expect(groups([card, picture, frame])).toEqual(new Set([null]));
    expect(groups([stroke])).toEqual(new Set(['group-of-jonas']));
  });
});

test('from a frame arrows go on to the cards around it, as from a card', () => {
  choose(table, [frame]);
  expect(table.canvas.neighbour('left')).toBe(picture);
  choose(table, [picture]);
  expect(table.canvas.neighbour('left')).toBe(card);
  choose(table, []);
  // Either: both were made in the same millisecond.
  expect([card, inside]).toContain(table.canvas.neighbour('up'));
});

describe('a mixed selection', () => {
  test('is recoloured in one step; frames and pictures have no colour', () => {
    inOneStep(() => board.recolour(mixed, 'voice-5'));
    expect(board.card(card)?.colour).toBe('voice-5');
    expect(board.ink.stroke(stroke)?.colour).toBe('voice-5');
    inOneStep(() => board.recolour(mixed, 'kind'));
    expect(board.ink.stroke(stroke)?.colour).toBe('ink');
    board.changeItems(mixed, { locked: true });
    board.recolour(mixed, 'voice-1');
    expect(board.ink.stroke(stroke)?.colour).toBe('ink');
  });

  test('that is locked says so, by key and in the menu, instead of staying without a word', () => {
    board.changeItems(mixed, { locked: true });
    const before = board.whole;
    const why = '4 items are locked and stay. Unlock first to move.';
    table.canvas.hold.nudge(mixed, 'right', false);
    expect(table.stage.notice).toBe(why);
    table.stage.notice = null;
    alignCards(table, mixed, 'left');
    expect(table.stage.notice).toBe('3 items are locked and stay. Unlock first to move.');
    expect(table.stage.announcement).toBe('');
    expect(board.whole).toEqual(before);
  });

  test('is laid in front in one step', () => {
    inOneStep(() => board.restack(mixed, 'front'));
    expect(board.item(card)!.order).toBeGreaterThan(board.item(inside)!.order);
  });

  test('is lined up in one step: drawings by their edges, frames with what lies in them', () => {
    inOneStep(() => alignCards(table, table.stage.chosen, 'left'));
    expect(places([card, picture, frame]).map(({ x }) => x)).toEqual([0, 0, 0]);
    expect(places([inside])).toEqual([{ x: 100, y: 600 }]);
    expect(Math.abs(strokeBox(board.ink.stroke(stroke)!).at.x)).toBeLessThan(1);
  });

  test('is tidied in one step, without moving what is no card', () => {
    board.add({ kind: 'note', at: { x: 10, y: 10 } });
    const before = places([picture, frame, stroke]);
    inOneStep(() => tidyBoard(table, []));
    expect(places([picture, frame, stroke])).toEqual(before);
  });
});
