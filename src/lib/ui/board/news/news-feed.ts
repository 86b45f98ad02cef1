import type { CardTurn } from '#lib/client/board/board-model.ts';
import { isWorthTelling, newsSentence } from './board-news.ts';

/** What comes in a bunch is told in one sentence. In milliseconds. */
const bunchMs = 900;

/** No two sentences come closer together than this, in milliseconds: one must be able to hear oneself think. */
const quietMs = 6_000;

export interface NewsFeedOptions {
  say: (sentence: string) => void;
  /** Whether somebody is writing in a card right now: it is told about when they are done. */
  isWritten: (id: string) => boolean;
  /** Who did it: a name, null when it is not known, or `me` for what oneself did elsewhere, which is not told. */
  doer: (turn: CardTurn) => { name: string | null } | 'me';
}

/** Gathers what the others do to cards, and tells it politely: in few sentences, once a text is finished. */
export class NewsFeed {
  readonly #options: NewsFeedOptions;
  /** From how a card was when it was last told of, to how it is. */
  readonly #turns = new Map<string, CardTurn>();
  /** What was started and is not told yet. */
  readonly #starts = new Map<string, string>();
  /** Who has drawn and is not told of yet; null: somebody. */
  readonly #drawers = new Set<string | null>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saidAt = -Infinity;

  constructor(options: NewsFeedOptions) {
    this.#options = options;
  }

  hear(turns: readonly CardTurn[]): void {
    for (const { before, after } of turns) {
      const id = (after ?? before)?.id;
      if (id === undefined) continue;
      const first = this.#turns.get(id);
      this.#turns.set(id, { before: first === undefined ? before : first.before, after });
    }
    this.#plan();
  }

  /** Somebody has drawn on the board: who, by name. */
  drew(name: string | null): void {
    this.#drawers.add(name);
    this.#plan();
  }

  /** Somebody has begun to write in a card. */
  begins(id: string, sentence: string): void {
    this.#starts.set(id, sentence);
    this.#plan();
  }

  /** Somebody has stopped writing. */
  rests(): void {
    this.#plan();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #plan(): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(bunchMs, this.#saidAt + quietMs - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#tell();
    }, wait);
  }

  #tell(): void {
    const { isWritten, doer, say } = this.#options;
    const deeds = [...this.#turns].flatMap(([id, turn]) => {
      if (turn.after !== null && isWritten(id)) return [];
      this.#turns.delete(id);
      const by = doer(turn);
      return by === 'me' || !isWorthTelling(turn) ? [] : [{ by: by.name, turn }];
    });
    // Who has begun and ended meanwhile is told of by what came of it.
    const starts = [...this.#starts].flatMap(([id, sentence]) => (isWritten(id) ? [sentence] : []));
    this.#starts.clear();
    const drawn = [...this.#drawers].map((name) => `${name ?? 'Somebody'} drew on the board`);
    this.#drawers.clear();
    const sentence = [...(deeds.length === 0 ? [] : [newsSentence(deeds)]), ...drawn, ...starts].join('. ');
    if (sentence === '') return;
    this.#saidAt = performance.now();
    say(sentence);
  }
}
