/**
 * Whether a connection's other side is there. Two clocks run: y-websocket's client gives up when it has heard
 * nothing for 30 s, so it hears something in time; and a client that answers no ping is gone, whatever TCP thinks.
 */
export interface PulseTiming {
  /** Milliseconds between two looks at every connection. */
  beatMs: number;
  /** Silence of ours that is broken with an empty message. */
  speakAfterMs: number;
  /** Silence of theirs after which they are pinged. */
  pingAfterMs: number;
  /** How long a ping may stay unanswered, and how long unread data may stay unread. */
  patienceMs: number;
}

export const pulseTiming: PulseTiming = {
  beatMs: 5_000,
  speakAfterMs: 12_000,
  pingAfterMs: 15_000,
  patienceMs: 30_000,
};

export type Diagnosis = 'well' | 'say-something' | 'ping' | 'stuck' | 'dead';

export interface Signs {
  /** When we last sent something: monotonic, in milliseconds. */
  sentAt: number;
  /** How long the reader has taken nothing of what waits for it; 0 when it reads. */
  stuckFor: number;
  /** Whether it is being skipped: then a ping would wait behind everything else. */
  skipping: boolean;
}

export class Pulse {
  readonly #timing: PulseTiming;
  #heardAt = performance.now();
  #pingedAt: number | null = null;

  constructor(timing: PulseTiming) {
    this.#timing = timing;
  }

  /** Anything at all came from the other side. */
  heard(): void {
    this.#heardAt = performance.now();
    this.#pingedAt = null;
  }

  /** What to do now. Counts on its advice being followed. */
  judge(now: number, { sentAt, stuckFor, skipping }: Signs): Diagnosis {
    const { speakAfterMs, pingAfterMs, patienceMs } = this.#timing;
    if (stuckFor >= patienceMs) return 'stuck';
    if (skipping) return 'well';
    if (this.#pingedAt !== null && now - this.#pingedAt >= patienceMs) return 'dead';
    if (this.#pingedAt === null && now - this.#heardAt >= pingAfterMs) {
      this.#pingedAt = now;
      return 'ping';
    }
    return now - sentAt >= speakAfterMs ? 'say-something' : 'well';
  }
}
