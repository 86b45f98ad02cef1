/** What one is doing on the board, when others change the board meanwhile. */
import { expect, it } from 'vitest';
import { StaticBoard } from '#lib/client/board/static-board.ts';
import { blankCard } from '#lib/domain/board/card.ts';
import { BoardStage } from '#lib/ui/board/board-stage.svelte.ts';
import { BoardViewChoice } from '#lib/ui/board/board-view-choice.svelte.ts';

function stageWith(...ids: string[]): BoardStage {
  const cards = ids.map((id) => blankCard({ id }));
  return new BoardStage({
    board: new StaticBoard({ cards, links: [], frames: [], images: [], ink: [] }),
    people: [],
    me: null,
    focus: { step: null, turn: null },
    turnNames: [],
    view: new BoardViewChoice(null),
    room: null,
    proposedKind: null,
    session: null,
  });
}

it('says that an arrow was not drawn when its end was deleted under one’s hands', () => {
  const stage = stageWith('from', 'to');
  stage.linking = { from: 'from', to: 'gone', pointer: null };
  stage.finishLink('gone');
  expect(stage.announcement).toBe('');
  expect(stage.notice).toBe('The card to link to was deleted just now, so no link was drawn.');

  stage.linking = { from: 'from', to: 'to', pointer: null };
  stage.finishLink('to');
  expect(stage.announcement).toBe('Linked');
});
