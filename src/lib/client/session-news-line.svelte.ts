/** How long one sentence stays, in milliseconds; the next one waits so that each can be read. */
const stays = 5_000;
const atLeast = 1_800;

/** Sentences to be shown and read out one after the other. */
export class News {
  #latest = $state.raw<{ id: number; sentence: string } | null>(null);
  #waiting: string[] = [];
  #shownAt = 0;
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get latest(): { id: number; sentence: string } | null {
    return this.#latest;
  }

  readonly add = (sentence: string): void => {
    this.#waiting.push(sentence);
    const soonest = this.#latest === null ? 0 : Math.max(0, this.#shownAt + atLeast - Date.now());
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#turn, soonest);
  };

  stop(): void {
    clearTimeout(this.#timer);
  }

  readonly #turn = (): void => {
    const sentence = this.#waiting.shift();
    this.#shownAt = Date.now();
    this.#latest = sentence === undefined ? null : { id: (this.#count += 1), sentence };
    if (this.#latest !== null) this.#timer = setTimeout(this.#turn, this.#waiting.length > 0 ? atLeast : stays);
  };
}
