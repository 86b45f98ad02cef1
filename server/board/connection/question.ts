/**
 * What a client asks when it comes: "this is what I have". Its state vector does not say which deletions it knows. But
 * every client answers the board's own question with all that it knows to be deleted, one round trip after it has asked.
 * So who comes back to a board with many deletions is answered then, and told only of those that it has missed.
 */
import type { BoardSource } from '../state/catch-up.ts';
import { isEmptyVector } from '../state/told-layer.ts';
import type { Outbox } from './outbox.ts';
import type { SoundUpdate } from '../update/sound-update.ts';

/** Bytes of deletions from which on waiting is worth it. */
const worthWaiting = 1_024;

/** Milliseconds: whoever says nothing for so long is told of all deletions. */
const patienceMs = 300;

/** A list of deletions in an update larger than this is not read: it would cost more than it saves. Bytes. */
const readableBytes = 262_144;

export class Question {
  readonly #source: Pick<BoardSource, 'layers'>;
  readonly #outbox: Pick<Outbox, 'answer'>;
  #hasSpoken = false;
  #waiting: { readonly stateVector: Uint8Array; readonly patience: NodeJS.Timeout } | null = null;

  constructor(source: Pick<BoardSource, 'layers'>, outbox: Pick<Outbox, 'answer'>) {
    this.#source = source;
    this.#outbox = outbox;
  }

  /** The client asks for what it lacks. */
  ask(stateVector: Uint8Array): void {
    this.#answerNow();
    const atOnce =
      this.#hasSpoken ||
      isEmptyVector(stateVector) ||
      this.#source.layers().every(({ deletions }) => deletions.length <= worthWaiting);
    if (atOnce) this.#outbox.answer(stateVector);
    else {
      const patience = setTimeout(() => {
        this.#hasSpoken = true;
        this.#answerNow();
      }, patienceMs);
      // A copy: the bytes are part of a larger buffer that would otherwise be kept alive by them.
      this.#waiting = { stateVector: new Uint8Array(stateVector), patience };
    }
  }

  /** The client says what it has, as far as the board may lack it, and all that it knows to be deleted. */
  hear(update: SoundUpdate): void {
    this.#hasSpoken = true;
    if (update.bytes.length > readableBytes) this.#answerNow();
    else this.#take((stateVector) => this.#outbox.answer(stateVector, update.content.ds));
  }

  /** Nobody waits for the answer any more. */
  drop(): void {
    this.#take(() => undefined);
  }

  #answerNow(): void {
    this.#take((stateVector) => this.#outbox.answer(stateVector));
  }

  #take(answer: (stateVector: Uint8Array) => void): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    this.#waiting = null;
    clearTimeout(waiting.patience);
    answer(waiting.stateVector);
  }
}
