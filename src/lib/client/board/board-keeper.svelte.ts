import type * as Y from 'yjs';
import type { DeviceCopy } from './board-model.ts';
import { openBoardCopy, type BoardCopy } from './board-copy.ts';

/** Keeps a board's copy on this device while the board is open, and how many of its changes the server lacks. */
export class BoardKeeper {
  #copy = $state.raw<BoardCopy | null>(null);
  #loaded = $state(false);
  #waiting = 0;
  #closed = false;
  #state = $state<DeviceCopy>('writing');
  /** Changes were made since the copy was last asked whether it has everything. */
  #changed = false;
  #asking = false;

  /** What was kept is in the document. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** How much of what is written here outlives the page. */
  get state(): DeviceCopy {
    return this.#state;
  }

  /** The origin of transactions that come out of the copy. */
  get origin(): unknown {
    return this.#copy?.origin;
  }

  /** Brings the copy into the document; answers how many of the changes in it had not reached the server. */
  async open(session: string, user: string, doc: Y.Doc): Promise<number> {
    try {
      const copy = await openBoardCopy(session, user, doc);
      if (this.#closed) return 0;
      if (copy === null) {
        this.#state = 'none';
        return 0;
      }
      this.#copy = copy;
      doc.on('update', (_update: Uint8Array, origin: unknown) => {
        if (origin !== copy.origin) void this.#followWriting(copy);
      });
      await copy.loaded;
      await this.#followWriting(copy);
      this.#waiting = await copy.readWaiting();
      this.#loaded = true;
      return this.#waiting;
    } catch {
      // The board works without a copy; what is unsent is then warned about before the page closes.
      this.#copy = null;
      this.#state = 'none';
      return 0;
    }
  }

  /** One question at a time, however fast somebody writes: the last one covers them all. */
  async #followWriting(copy: BoardCopy): Promise<void> {
    this.#changed = true;
    this.#state = 'writing';
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#changed && !this.#closed) {
        this.#changed = false;
        await copy.written();
      }
      this.#state = 'all';
    } catch {
      // Storage is full or was taken away: whoever writes is told that only this page has it, and warned on leaving.
      if (!this.#closed) this.#state = 'none';
    } finally {
      this.#asking = false;
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
