/**
 * Lets work begin one piece after the other, and lets everything else on this thread have its turn in between.
 * After a restart everybody comes back at once: a thousand handshakes in one go would hold up every edit meanwhile.
 */
export class Turnstile {
  readonly #limit: number;
  readonly #queue: (() => Promise<void>)[] = [];
  #underWay = 0;
  /** Since a piece has begun, others have not had their turn yet. */
  #resting = false;

  /** `limit`: how many pieces of work may be under way at once. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `work` must not reject. It begins as soon as its turn has come: at once when nobody else came just now. */
  pass(work: () => Promise<void>): void {
    this.#queue.push(work);
    this.#next();
  }

  #next(): void {
    if (this.#resting || this.#underWay >= this.#limit) return;
    const work = this.#queue.shift();
    if (work === undefined) return;
    this.#underWay++;
    this.#resting = true;
    // After the network had its turn: an edit that has arrived meanwhile goes first.
    setImmediate(() => {
      this.#resting = false;
      this.#next();
    });
    void work().finally(() => {
      this.#underWay--;
      this.#next();
    });
  }
}
