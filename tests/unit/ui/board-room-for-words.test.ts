/** A zone that grows after a text which has got long in it. */
import { expect, it, vi } from 'vitest';
import { StaticBoard } from '#lib/client/board/static-board.ts';
import { blankCard, type Frame } from '#lib/domain/board/card.ts';
import { zoneAir } from '#lib/domain/board/zones.ts';
import { BoardStage } from '#lib/ui/board/board-stage.svelte.ts';
import { BoardViewChoice } from '#lib/ui/board/board-view-choice.svelte.ts';
import { RoomForWords } from '#lib/ui/board/canvas/room-for-words.ts';

const zone: Frame = {
  id: 'goal',
  title: 'Goal',
  at: { x: 0, y: 0 },
  size: { width: 500, height: 400 },
  step: 'goal',
  turn: null,
  locked: false,
  group: null,
};

/** Writes in a card that lies at `y`, and is so high before and after; answers what room was made. */
function roomAfterWriting({ y, before, after }: { y: number; before: number; after: number }) {
  const card = blankCard({ id: 'card', at: { x: 20, y } });
  const board = new StaticBoard({ cards: [card], links: [], frames: [zone], images: [], ink: [] });
  const makeRoom = vi.spyOn(board, 'makeRoom');
  const stage = new BoardStage({
    board,
    people: [],
    me: null,
    focus: { step: null, turn: null },
    turnNames: [],
    view: new BoardViewChoice(null),
    room: null,
    proposedKind: null,
    session: null,
  });
  let height = before;
  const end = new RoomForWords(stage, () => height).begin('card');
  height = after;
  expect(makeRoom, 'not while writing').not.toHaveBeenCalled();
  end();
  return makeRoom.mock.calls as unknown[];
}

it('reaches round the card, once the text is done', () => {
  expect(roomAfterWriting({ y: 250, before: 80, after: 300 })).toEqual([['goal', 550 + zoneAir]]);
});

it('stays as it is while the card has room in it, and where one hung over its edge before and did not grow', () => {
  expect(roomAfterWriting({ y: 20, before: 80, after: 300 })).toEqual([]);
  expect(roomAfterWriting({ y: 350, before: 120, after: 120 })).toEqual([]);
  expect(roomAfterWriting({ y: 350, before: 120, after: 90 })).toEqual([]);
});

it('has nothing to do with a card that lies beside it', () => {
  expect(roomAfterWriting({ y: 900, before: 80, after: 300 })).toEqual([]);
});
