import type { Card, Frame } from '#lib/domain/board/card.ts';
import type { Person } from '#lib/domain/person.ts';
import type { BoardClient } from '#lib/client/board/board-client.svelte.ts';
import type { BoardStatus } from '#lib/client/board/board-model.ts';

/** Loads a board's code and opens the board; the rest of the page does not wait for either. */
export class SessionBoard {
  #client = $state.raw<BoardClient | null>(null);
  #failed = $state(false);
  #wanted: { session: string; me: Person; readOnly: boolean } | null = null;

  /** Null until its code has arrived. */
  get client(): BoardClient | null {
    return this.#client;
  }
  /** The code could not be loaded. */
  get failed(): boolean {
    return this.#failed;
  }
  get status(): BoardStatus {
    return this.#client?.status ?? { state: 'connecting', waiting: 0, copy: 'writing' };
  }
  get contents(): { cards: readonly Card[]; frames: readonly Frame[] } {
    return this.#client ?? { cards: [], frames: [] };
  }

  /** Only in a browser. */
  open(options: { session: string; me: Person; readOnly: boolean }): void {
    this.#wanted = options;
    void this.#load(options);
  }

  close(): void {
    this.#wanted = null;
    this.#failed = false;
    this.#client?.destroy();
    this.#client = null;
  }

  async #load(options: { session: string; me: Person; readOnly: boolean }): Promise<void> {
    try {
      const { BoardClient } = await import('#lib/client/board/board-client.svelte.ts');
      // The page may have gone while the code was on its way.
      if (this.#wanted === options) this.#client = new BoardClient(options);
    } catch {
      // The network failed or a new version was put in place meanwhile: the page offers to reload.
      this.#failed = true;
    }
  }
}
