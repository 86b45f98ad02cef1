/**
 * What goes out to one reader. A reader that does not keep up costs at most a few megabytes: past the limit it is
 * skipped, and when it has read what was sent it gets, in one piece, all that it missed.
 */
import { awarenessFrame, missingFrame, savedFrame, updateFrame, type AwarenessEntry } from './codec.ts';
import type { LatePost, LatePoster } from './late-post.ts';
import type { Line, WireFrame } from './line.ts';
import type { Meter } from './meter.ts';

/** Bytes not yet handed to the network, beyond which a reader is skipped. */
const unsentLimit = 1_048_576;

/** Where a skipped reader's missing part comes from. */
export interface BoardSource {
  stateVector(): Uint8Array;
  missingFor(stateVector: Uint8Array): Uint8Array;
}

/** `skipped`: what was held back, to be made good when the reader has caught up. */
type Flow =
  | { readonly state: 'flowing' }
  | {
      readonly state: 'skipped';
      /** What the reader had been sent when skipping began. */
      readonly had: Uint8Array;
      /** The reader's own question, if it asked meanwhile; its answer takes the place of the rest. */
      asked: Uint8Array | null;
      readonly awareness: Map<number, AwarenessEntry>;
      saved: number | null;
      /** Bytes unsent when the reader last made progress, and when that was. */
      unsent: number;
      progressAt: number;
    };

const flowing: Flow = { state: 'flowing' };

export interface OutboxParts {
  line: Line;
  source: BoardSource;
  /** Shared by all: where "saved" waits for something to go along with. */
  latePost: Pick<LatePost, 'expect' | 'forget'>;
  meter: Pick<Meter, 'delivered' | 'resynced'>;
}

export class Outbox implements LatePoster {
  readonly #line: Line;
  readonly #source: BoardSource;
  readonly #latePost: OutboxParts['latePost'];
  readonly #meter: OutboxParts['meter'];
  #flow: Flow = flowing;
  /** What the reader is to be told with the next frame, or soon without one. */
  #saved: number | null = null;
  /** Monotonic instant, in milliseconds, of the last frame. */
  sentAt = performance.now();

  constructor({ line, source, latePost, meter }: OutboxParts) {
    this.#line = line;
    this.#source = source;
    this.#latePost = latePost;
    this.#meter = meter;
  }

  /** An update of somebody else, as the frame that it came in. It must be part of the source already. */
  relay(frame: WireFrame): void {
    if (this.#flow.state !== 'flowing') return;
    this.#meter.delivered(frame.length);
    this.#send(frame);
  }

  /** Answers a (valid) state vector with all that its sender lacks. */
  answer(stateVector: Uint8Array): void {
    if (this.#flow.state === 'flowing') this.#send(missingFrame(this.#source.missingFor(stateVector)));
    else this.#flow.asked = stateVector;
  }

  /** `frame` holds exactly these entries, encoded once for all readers. */
  awareness(entries: readonly AwarenessEntry[], frame: WireFrame): void {
    if (this.#flow.state === 'flowing') return this.#send(frame);
    for (const entry of entries) this.#flow.awareness.set(entry.client, entry);
  }

  /** So many of the reader's own frames are on disk: told within moments, with whatever goes out before. */
  saved(count: number): void {
    if (this.#flow.state === 'skipped') {
      this.#flow.saved = count;
      return;
    }
    this.#saved = count;
    this.#latePost.expect(this);
  }

  /** Tells now what waits to be told. */
  post(): void {
    const saved = this.#takeSaved();
    if (saved !== null) this.#send(savedFrame(saved));
  }

  /** Small frames that need no repetition. */
  tell(frame: WireFrame): void {
    if (this.#flow.state === 'flowing') this.#send(frame);
  }

  get skipping(): boolean {
    return this.#flow.state === 'skipped';
  }

  /** To be called when the network has taken everything. */
  drained(): void {
    const held = this.#flow;
    if (held.state === 'flowing' || this.#line.bufferedAmount > unsentLimit / 2) return;
    this.#flow = flowing;
    this.#meter.resynced();
    const awareness = [...held.awareness.values()];
    if (awareness.length > 0) this.#line.send(awarenessFrame(awareness));
    if (held.saved !== null) this.#line.send(savedFrame(held.saved));
    // Last, because it may be large enough to begin skipping again.
    this.#send(
      held.asked ? missingFrame(this.#source.missingFor(held.asked)) : updateFrame(this.#source.missingFor(held.had)),
    );
  }

  /** Milliseconds for which a skipped reader has not taken a single byte; 0 when it reads. */
  stuckFor(now: number): number {
    if (this.#flow.state === 'flowing') return 0;
    const unsent = this.#line.bufferedAmount;
    if (unsent < this.#flow.unsent) {
      this.#flow.unsent = unsent;
      this.#flow.progressAt = now;
    }
    return now - this.#flow.progressAt;
  }

  /** Everything sent until now is what the source holds: so the test for "too much" comes after sending. */
  #send(frame: WireFrame): void {
    const saved = this.#takeSaved();
    if (saved === null) this.#line.send(frame);
    else this.#line.sendBoth(savedFrame(saved), frame);
    this.sentAt = performance.now();
    const unsent = this.#line.bufferedAmount;
    if (unsent <= unsentLimit) return;
    this.#flow = {
      state: 'skipped',
      had: this.#source.stateVector(),
      asked: null,
      awareness: new Map(),
      saved: null,
      unsent,
      progressAt: this.sentAt,
    };
  }

  #takeSaved(): number | null {
    const saved = this.#saved;
    if (saved === null) return null;
    this.#saved = null;
    this.#latePost.forget(this);
    return saved;
  }
}
