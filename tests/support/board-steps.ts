import { readBoard } from '#lib/crdt/board-doc.ts';
import { createBoardUndo } from '#lib/crdt/board-undo.ts';
import type { Board } from '#lib/domain/board/card.ts';
import * as Y from 'yjs';

/** A board's document with one person's undo: what they do step by step, and what a peer does in between. */
export class BoardSteps {
  /** The origin of this person's own writes. */
  readonly me = { name: 'my own steps' };
  readonly doc = new Y.Doc();
  readonly #undo = createBoardUndo(this.doc, this.me);

  get board(): Board {
    return readBoard(this.doc);
  }

  /** Does something as a step of its own. */
  step(change: () => void): void {
    this.#undo.stopCapturing();
    change();
  }

  undo(): void {
    this.#undo.undo();
  }

  redo(): void {
    this.#undo.redo();
  }

  /** What the peer does, seen here at once. */
  peerDoes(change: (peer: Y.Doc) => void): void {
    const peer = this.copy();
    change(peer);
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(peer), 'peer');
    peer.destroy();
  }

  /** The board as a peer has it who hears nothing more from here. */
  copy(): Y.Doc {
    const peer = new Y.Doc();
    Y.applyUpdate(peer, Y.encodeStateAsUpdate(this.doc));
    return peer;
  }
}
