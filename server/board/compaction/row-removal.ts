/**
 * When the rows go that checkpoints have come to cover: many together, because rows of many boards stand on one page. They
 * harm nobody while they stay, and what a crash left behind is found by the next start; so there is no hurry, ever.
 */
import type { Logger } from 'pino';
import type { BoardArchive } from '../../store/ports/archive-port.ts';

export interface RowRemovalParts {
  archive: Pick<BoardArchive, 'removeCovered'>;
  output: Pick<Logger, 'debug' | 'warn'>;
}

export interface RowRemovalTiming {
  /** So many rows go at once, however many more boards come to rest. */
  rows: number;
  /** Fewer go when no board was compacted for so long, in milliseconds. */
  quietMs: number;
  /** Milliseconds for everybody else between two transactions. */
  turnMs: number;
}

export const rowRemovalTiming: RowRemovalTiming = { rows: 50_000, quietMs: 5_000, turnMs: 50 };

export class RowRemoval {
  readonly #parts: RowRemovalParts;
  readonly #timing: RowRemovalTiming;
  #rows = 0;
  #timer: NodeJS.Timeout | null = null;
  #underWay: Promise<void> | null = null;
  #closed = false;

  constructor(parts: RowRemovalParts, timing: RowRemovalTiming = rowRemovalTiming) {
    this.#parts = parts;
    this.#timing = timing;
    // What an earlier run left behind.
    this.#removeLater();
  }

  /** A checkpoint has come to cover so many rows. */
  covered(rows: number): void {
    this.#rows += rows;
    if (this.#rows >= this.#timing.rows) this.#remove();
    else this.#removeLater();
  }

  /** Ends after the transaction that is under way. The rest is for the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#underWay;
  }

  #removeLater(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = this.#closed ? null : setTimeout(() => this.#remove(), this.#timing.quietMs).unref();
  }

  #remove(): void {
    // What is covered while others are removed is for the next time.
    if (this.#underWay || this.#closed) return this.#removeLater();
    if (this.#timer) clearTimeout(this.#timer);
    this.#rows = 0;
    this.#underWay = this.#removeAll().finally(() => {
      this.#underWay = null;
    });
  }

  /** Never rejects: what could not be removed is, after the next compaction. */
  async #removeAll(): Promise<void> {
    const { archive, output } = this.#parts;
    try {
      const rows = await archive.removeCovered(async () => {
        await new Promise((resolve) => setTimeout(resolve, this.#timing.turnMs));
        return !this.#closed;
      });
      if (rows > 0) output.debug({ rows }, 'covered rows of the log removed');
    } catch (error) {
      output.warn({ err: error }, 'covered rows of the log could not be removed; they stay until the next time');
    }
  }
}
