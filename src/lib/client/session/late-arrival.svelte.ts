import { untrack } from 'svelte';
import type { Card } from '#lib/domain/board/card.ts';
import { beenHere } from './been-here.ts';
import type { SessionBoard } from './session-board.svelte.ts';
import type { SessionClient } from './session-client.svelte.ts';
import type { SessionView } from './session-view.svelte.ts';

/** Whether this person came in when the session was under way, and is still to hear what happened before. */
export class LateArrival {
  readonly #client: Pick<SessionClient, 'session' | 'connection'>;
  readonly #view: Pick<SessionView, 'atDoor' | 'flow'>;
  readonly #board: Pick<SessionBoard, 'contents'>;
  #late = $state(false);

  constructor(
    client: Pick<SessionClient, 'session' | 'connection'>,
    view: Pick<SessionView, 'atDoor' | 'flow'>,
    board: Pick<SessionBoard, 'contents'>,
  ) {
    this.#client = client;
    this.#view = view;
    this.#board = board;
  }

  /** The story so far is to be told. */
  get late(): boolean {
    return this.#late;
  }

  /** What the story can tell of the board. */
  get cards(): readonly Card[] {
    return this.#board.contents.cards;
  }

  /** To be called in an effect: notices that the page has come into the session. Only in a browser. */
  follow(): void {
    if (this.#client.connection.state !== 'live' || this.#view.atDoor) return;
    // Coming in is what counts: nobody is late because the session starts around them.
    untrack(() => {
      const { id } = this.#client.session;
      if (!beenHere.before(id)) this.#late = this.#view.flow.status !== 'lobby';
      beenHere.note(id);
    });
  }

  /** This person is up to date. */
  putAway(): void {
    this.#late = false;
  }
}
