import { LocalBoard } from '#lib/client/board/local-board.svelte.ts';
import type { BoardModel, CardEditor } from '#lib/client/board/board-model.ts';
import type { Board } from '#lib/domain/board/card.ts';
import { readBoard } from '#lib/crdt/board-doc.ts';
import { BoardStage } from '#lib/ui/board/board-stage.svelte.ts';
import { BoardViewChoice } from '#lib/ui/board/board-view-choice.svelte.ts';
import { CanvasMode } from '#lib/ui/board/canvas/canvas-mode.svelte.ts';
import { CanvasState } from '#lib/ui/board/canvas/canvas-state.svelte.ts';
import * as Y from 'yjs';

/** A live board that one person writes on by its commands, without a connection. */
export class BoardAtHand extends LocalBoard implements BoardModel {
  readonly readOnly = false;
  readonly ready = true;
  readonly pointers = [];
  readonly companions = [];
  readonly drags = {};
  readonly erasing = new Set<string>();
  /** What was told to the others. */
  readonly said: object[] = [];
  protected readonly writable = true;

  /** All that is on it, as plain data. */
  get whole(): Board {
    return readBoard(this.doc);
  }

  /** How many steps could be undone. */
  get steps(): number {
    return this.undoSteps.undoStack.length;
  }

  /** What a peer does, seen here at once. */
  peerDoes(change: (peer: Y.Doc) => void): void {
    const peer = new Y.Doc();
    Y.applyUpdate(peer, Y.encodeStateAsUpdate(this.doc));
    change(peer);
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(peer), 'peer');
    peer.destroy();
  }

  watch(): () => void {
    return () => undefined;
  }

  marks(): [] {
    return [];
  }

  removedBy(): null {
    return null;
  }

  edit(): Promise<CardEditor | null> {
    return Promise.resolve(null);
  }

  say(presence: object): void {
    this.said.push(presence);
  }
}

/** A canvas before a board, as far as one works on it by commands. */
export function tableFor(board: BoardModel, me: string | null = null): { stage: BoardStage; canvas: CanvasState } {
  const stage = new BoardStage({
    board,
    people: [],
    me,
    focus: { step: null, turn: null },
    turnNames: [],
    view: new BoardViewChoice(null),
    room: null,
    proposedKind: null,
    session: null,
  });
  const canvas = new CanvasState(stage, new CanvasMode(stage));
  canvas.follow([], []);
  return { stage, canvas };
}

/** Selects items and strokes, as hands and keys do through the canvas. */
export function choose({ stage, canvas }: ReturnType<typeof tableFor>, ids: readonly string[]): void {
  canvas.select(ids);
  stage.selection = canvas.nodes.filter(({ selected }) => selected).map(({ id }) => id);
}
