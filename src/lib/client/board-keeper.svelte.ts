import type * as Y from 'yjs';
import { openBoardCopy, type BoardCopy } from './board-copy.ts';

/** Keeps a board's copy on this device while the board is open, and how many of its changes the server lacks. */
export class BoardKeeper {
  #copy = $state.raw<BoardCopy | null>(null);
  #loaded = $state(false);
  #waiting = 0;
  #closed = false;

  /** What was kept is in the document. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Whether what is written here outlives the page. */
  get keeps(): boolean {
    return this.#copy !== null;
  }

  /** The origin of transactions that come out of the copy. */
  get origin(): unknown {
    return this.#copy?.origin;
  }

  /** Brings the copy into the document; answers how many of the changes in it had not reached the server. */
  async open(session: string, user: string, doc: Y.Doc): Promise<number> {
    try {
      const copy = await openBoardCopy(session, user, doc);
      if (copy === null || this.#closed) return 0;
      this.#copy = copy;
      await copy.loaded;
      this.#waiting = await copy.readWaiting();
      this.#loaded = true;
      return this.#waiting;
    } catch {
      // The board works without a copy; what is unsent is then warned about before the page closes.
      this.#copy = null;
      return 0;
    }
  }

  /** Remembers how many changes the server lacks. Only the number that is shown after reopening depends on it. */
  noteWaiting(waiting: number): void {
    if (this.#copy === null || !this.#loaded || waiting === this.#waiting) return;
    this.#waiting = waiting;
    // The edits themselves lie in the copy: a number that could not be stored loses none of them.
    this.#copy.writeWaiting(waiting).catch(() => undefined);
  }

  /** The copy itself closes with its document. */
  close(): void {
    this.#closed = true;
  }
}
