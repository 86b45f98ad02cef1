/** When the canvas is one picture that is moved, and when it is painted anew. */
import { expect, it } from 'vitest';
import { StaticBoard } from '#lib/client/board/static-board.ts';
import { BoardStage } from '#lib/ui/board/board-stage.svelte.ts';
import { BoardViewChoice } from '#lib/ui/board/board-view-choice.svelte.ts';
import { CanvasMode } from '#lib/ui/board/canvas/canvas-mode.svelte.ts';

function newMode(): CanvasMode {
  const stage = new BoardStage({
    board: new StaticBoard({ cards: [], links: [], frames: [], images: [], ink: [] }),
    people: [],
    me: null,
    focus: { step: null, turn: null },
    turnNames: [],
    view: new BoardViewChoice(null),
    room: null,
    proposedKind: null,
    session: null,
  });
  return new CanvasMode(stage);
}

it('is one picture from its first move on, and stays one after a move that did not zoom', () => {
  const mode = newMode();
  expect(mode.afloat).toBe(false);
  mode.comeToRest(1);
  expect(mode.afloat).toBe(false);
  mode.setAfloat(1);
  expect(mode.afloat).toBe(true);
  mode.comeToRest(1);
  expect(mode.afloat).toBe(true);
});

it('is painted anew at rest when its zoom is another one than it was painted at, however many moves that took', () => {
  const mode = newMode();
  mode.setAfloat(1);
  mode.comeToRest(1);
  mode.setAfloat(1);
  mode.setAfloat(1.5);
  mode.comeToRest(2);
  expect(mode.afloat).toBe(false);

  // The next picture is painted at the zoom that it begins with.
  mode.setAfloat(2);
  mode.comeToRest(2);
  expect(mode.afloat).toBe(true);
  mode.setAfloat(2);
  mode.comeToRest(1);
  expect(mode.afloat).toBe(false);
});

it('is a picture that may be shrunk and stretched only while its zoom changes', () => {
  const mode = newMode();
  mode.zoom = 0.3;
  expect(mode.zooms).toBe(false);
  mode.setAfloat(0.3);
  expect(mode.zooms).toBe(false);
  mode.zoom = 0.4;
  expect(mode.zooms).toBe(true);
  mode.comeToRest(0.4);
  expect(mode.zooms).toBe(false);
});
