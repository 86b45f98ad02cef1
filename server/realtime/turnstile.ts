/**
 * Lets work begin one piece after the other, and lets everything else on this thread have its turn in between.
 * After a restart everybody comes back at once: a thousand handshakes in one go would hold up every edit meanwhile.
 */
export class Turnstile {
  readonly #limit: number;
  readonly #queue: (() => Promise<void>)[] = [];
  #underWay = 0;
  #scheduled = false;

  /** `limit`: how many pieces of work may be under way at once. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `work` must not reject. It begins as soon as its turn has come, never at once. */
  pass(work: () => Promise<void>): void {
    this.#queue.push(work);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled || this.#queue.length === 0 || this.#underWay >= this.#limit) return;
    this.#scheduled = true;
    // After the network had its turn: an edit that has arrived meanwhile goes first.
    setImmediate(() => {
      this.#scheduled = false;
      const work = this.#queue.shift();
      if (work === undefined) return;
      this.#underWay++;
      void work().finally(() => {
        this.#underWay--;
        this.#schedule();
      });
      this.#schedule();
    });
  }
}
