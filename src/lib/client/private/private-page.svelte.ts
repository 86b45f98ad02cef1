import type { SessionView } from '#lib/client/session/session-view.svelte.ts';

/** Whether one's private page of a sealed step lies open. It does by itself, until it is put aside to look at the board. */
export class PrivatePage {
  readonly #view: SessionView;
  /** The place in the plan whose page was put aside. */
  #putAside = $state<number | null>(null);
  /** Before the start: the page of the first step was asked for. */
  #preparing = $state(false);

  constructor(view: SessionView) {
    this.#view = view;
  }

  get isOpen(): boolean {
    const { writesSealed, planned, preparable } = this.#view;
    return (writesSealed && this.#putAside !== planned?.index) || (this.#preparing && preparable !== null);
  }

  /** Takes it up again; before the start, to prepare the first step. True when its code may still have to be fetched. */
  open(): boolean {
    this.#putAside = null;
    this.#preparing = this.#view.preparable !== null;
    return this.#preparing;
  }

  putAside(): void {
    this.#preparing = false;
    this.#putAside = this.#view.planned?.index ?? null;
  }
}
