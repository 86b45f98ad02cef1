/**
 * What goes out to one reader. A reader that does not keep up costs little more than a megabyte: past the limit it is
 * skipped, and gets all that it missed as fast as it reads. A large board goes out in the same way.
 */
import { awarenessFrame, missingFrame, savedFrame, updateFrame, type AwarenessEntry } from './codec.ts';
import { CatchUp, type BoardSource } from '../state/catch-up.ts';
import type { LatePost, LatePoster } from './late-post.ts';
import type { Line, WireFrame } from './line.ts';
import type { Meter } from '../meter.ts';
import type { UpdateContent } from '../update/sound-update.ts';

/** Bytes not yet handed to the network, beyond which a reader is skipped. */
const unsentLimit = 1_048_576;

/**
 * Bytes not yet handed to the network, from which on the next piece waits. A socket tells that it has drained only
 * when 64 KiB or more had been waiting.
 */
const aheadLimit = 262_144;

/** `behind`: it is being brought up to date; what comes meanwhile is part of that. */
type Flow =
  | { readonly state: 'flowing' }
  | {
      readonly state: 'behind';
      /** Whether it did not keep up; else it asked, and the board is large. */
      readonly skipped: boolean;
      catchUp: CatchUp;
      /** Whether the reader waits for the answer to a question of its own. */
      asked: boolean;
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

  /** Answers a (valid) state vector with all that its sender lacks. `deleted`: what it knows to be deleted, if it has said so. */
  answer(stateVector: Uint8Array, deleted: UpdateContent['ds'] | null = null): void {
    const catchUp = new CatchUp(this.#source, stateVector, { deleted });
    if (this.#flow.state === 'behind') {
      // In place of what it had to be sent: its own word on what it has is the better one.
      this.#flow.catchUp = catchUp;
      this.#flow.asked = true;
      return;
    }
    this.#fallBehind({ catchUp, asked: true, skipped: false });
    this.#bring();
  }

  /** `frame` holds exactly these entries, encoded once for all readers. */
  awareness(entries: readonly AwarenessEntry[], frame: WireFrame): void {
    if (this.#flow.state === 'flowing') return this.#send(frame);
    for (const entry of entries) this.#flow.awareness.set(entry.client, entry);
  }

  /** So many of the reader's own frames are on disk: told within moments, with whatever goes out before. */
  saved(count: number): void {
    if (this.#flow.state === 'behind') {
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
    return this.#flow.state === 'behind';
  }

  /** To be called when the network has taken everything. */
  drained(): void {
    const held = this.#flow;
    if (held.state === 'flowing' || this.#line.bufferedAmount >= aheadLimit) return;
    const awareness = [...held.awareness.values()];
    held.awareness.clear();
    if (awareness.length > 0) this.#line.send(awarenessFrame(awareness));
    if (held.saved !== null) this.#line.send(savedFrame(held.saved));
    held.saved = null;
    this.#bring();
  }

  /** Sends a reader that is behind the next pieces of what it lacks, as far as the network takes them. */
  #bring(): void {
    for (let held = this.#flow; held.state === 'behind'; held = this.#flow) {
      const { update, complete, last } = held.catchUp.next();
      const frame = complete && held.asked ? missingFrame(update) : updateFrame(update);
      if (complete) held.asked = false;
      if (last) {
        this.#flow = flowing;
        if (held.skipped) this.#meter.resynced();
        if (held.saved !== null) this.#saved = held.saved;
        this.#send(frame);
        return;
      }
      this.#line.send(frame);
      this.sentAt = held.progressAt = performance.now();
      held.unsent = this.#line.bufferedAmount;
      if (held.unsent >= aheadLimit) return;
    }
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
    this.#fallBehind({ catchUp: new CatchUp(this.#source, this.#source.stateVector()), asked: false, skipped: true });
  }

  #fallBehind(how: { catchUp: CatchUp; asked: boolean; skipped: boolean }): void {
    this.#flow = {
      state: 'behind',
      ...how,
      awareness: new Map(),
      saved: this.#takeSaved(),
      unsent: this.#line.bufferedAmount,
      progressAt: performance.now(),
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
