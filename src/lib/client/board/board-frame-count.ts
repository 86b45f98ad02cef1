import * as decoding from 'lib0/decoding';
import { boardMessage, syncStep } from '#lib/protocol/board-messages.ts';

/**
 * What a frame is for the count: an answer to a state vector, one update, a part of either that others follow, news of
 * the disk, a refusal, or nothing.
 */
export type CountedFrame =
  | { type: 'missing' }
  | { type: 'update' }
  | { type: 'part' }
  | { type: 'saved'; count: number }
  | { type: 'denied' }
  | { type: 'other' };

/** Reads as much of a frame as the count needs. A frame that cannot be read is `other`: the provider deals with it. */
export function readFrame(frame: Uint8Array): CountedFrame {
  try {
    const decoder = decoding.createDecoder(frame);
    const message = decoding.readVarUint(decoder);
    if (message === boardMessage.saved) return { type: 'saved', count: decoding.readVarUint(decoder) };
    if (message === boardMessage.auth) return { type: 'denied' };
    if (message !== boardMessage.sync) return { type: 'other' };
    const step = decoding.readVarUint(decoder);
    if (step === syncStep.missing) return { type: 'missing' };
    if (step === syncStep.update) return { type: 'update' };
    return { type: 'other' };
  } catch {
    return { type: 'other' };
  }
}

/**
 * Knows which local changes are on the server's disk. Each change is counted when it is made, laid into the frame that
 * carries it when that is sent, and forgotten when the server has stored that many frames of this connection. What a
 * lost connection had in flight waits again: the `missing` frame of the next one carries it.
 */
export class FrameCount {
  /** Changes that no frame of this connection carries yet. */
  #unsent = 0;
  /** For each frame sent and not yet stored, how many changes it carries; oldest first. */
  #inFlight: number[] = [];
  #stored = 0;
  #answered = false;

  /** Local changes that are not known to be on the server's disk. */
  get waiting(): number {
    return this.#inFlight.reduce((sum, changes) => sum + changes, this.#unsent);
  }

  /** Whether the server has stored everything, in this connection. Before the answer to its state vector it cannot have. */
  get settled(): boolean {
    return this.#answered && this.#inFlight.length === 0 && this.#unsent === 0;
  }

  /** Local changes were made, or found in the copy on this device. */
  changed(changes = 1): void {
    this.#unsent += changes;
  }

  sent(frame: CountedFrame): void {
    switch (frame.type) {
      case 'missing':
        // Carries everything that the server lacks, whenever it was made.
        this.#answered = true;
        this.#inFlight.push(this.#unsent);
        this.#unsent = 0;
        return;
      case 'update': {
        const carried = Math.min(1, this.#unsent);
        this.#inFlight.push(carried);
        this.#unsent -= carried;
        return;
      }
      case 'part':
        // What it carries is stored only when the last part is.
        this.#inFlight.push(0);
        return;
      case 'saved':
      case 'denied':
      case 'other':
        return;
    }
  }

  /** The server has stored the first `count` frames of this connection. An older count changes nothing. */
  stored(count: number): void {
    const fresh = Math.min(count - this.#stored, this.#inFlight.length);
    if (fresh <= 0) return;
    this.#inFlight.splice(0, fresh);
    this.#stored += fresh;
  }

  /** The connection is gone: what was in flight may not have arrived. */
  disconnected(): void {
    this.#unsent = this.waiting;
    this.#inFlight = [];
    this.#stored = 0;
    this.#answered = false;
  }
}
