/** How long one sentence stays, in milliseconds. */
const stays = 5_000;
/** A sentence that follows another one waits until that could be read. */
const atLeast = 1_500;

/** What a sentence is about: a newer one about the same makes an older one out of date. */
export type NewsTopic = 'flow' | 'swap' | 'people' | 'connection';

/** Sentences to be shown and read out, one after the other, none of them after it has ceased to be true. */
export class News {
  #latest = $state.raw<{ id: number; sentence: string } | null>(null);
  #topic: NewsTopic | null = null;
  #waiting: { sentence: string; topic: NewsTopic }[] = [];
  #shownAt = 0;
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get latest(): { id: number; sentence: string } | null {
    return this.#latest;
  }

  readonly add = (sentence: string, topic: NewsTopic): void => {
    // People come and go independently of each other; in everything else only the newest counts.
    if (topic !== 'people') this.#waiting = this.#waiting.filter((one) => one.topic !== topic);
    this.#waiting.push({ sentence, topic });
    const overtaken = this.#latest === null || (topic !== 'people' && topic === this.#topic);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#turn, overtaken ? 0 : Math.max(0, this.#shownAt + atLeast - Date.now()));
  };

  /** What is being said or waits about this topic is no longer so. */
  past(topic: NewsTopic): void {
    this.#waiting = this.#waiting.filter((one) => one.topic !== topic);
    if (this.#topic !== topic) return;
    clearTimeout(this.#timer);
    this.#turn();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  readonly #turn = (): void => {
    const next = this.#waiting.shift();
    this.#shownAt = Date.now();
    this.#topic = next?.topic ?? null;
    this.#latest = next === undefined ? null : { id: (this.#count += 1), sentence: next.sentence };
    if (next !== undefined) this.#timer = setTimeout(this.#turn, this.#waiting.length > 0 ? atLeast : stays);
  };
}
