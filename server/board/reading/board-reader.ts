/**
 * Reads boards as documents do, in a thread of its own: how long that takes is not told by their size. Where two authors
 * wrote in the same places a document compares each word of the one with all of the other, and a few hundred KB that
 * somebody made by hand keep it busy for minutes. Whoever wants to see that board waits, and nobody else.
 */
import type { Logger } from 'pino';
import type { Board } from '#lib/domain/board/card.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import type { BoardLayers } from '../state/board-layers.ts';
import { TaskThread, type TaskThreadTiming } from '../thread/task-thread.ts';
import { UnsoundBoard } from '../update/document.ts';
import type { Reading, ReadingTask } from './reading.ts';

/** A board as it can be taken in from its bytes. */
export interface ReadableBoard {
  readonly session: string;
  /** Bytes. */
  readonly size: number;
  layers(): BoardLayers;
}

/**
 * Bytes up to which a board is read at once: a struct takes four or more, so that comparing each with all others takes
 * some 20 ms at most.
 */
const quickBytes = 8_192;

/** Milliseconds. The largest board that people write takes a second or two. */
const readerTiming: TaskThreadTiming = { patienceMs: 10_000, idleMs: 5_000 };

export class BoardReader {
  readonly #output: Pick<Logger, 'warn'>;
  readonly #thread: TaskThread<ReadingTask, Reading>;

  /** `timing`: for tests. */
  constructor(output: Pick<Logger, 'warn'>, timing: TaskThreadTiming = readerTiming) {
    this.#output = output;
    this.#thread = new TaskThread(new URL('./reading-thread.ts', import.meta.url), timing);
  }

  /** Whether the board is so small that reading it holds up nobody. */
  isQuick({ size }: ReadableBoard): boolean {
    return size <= quickBytes;
  }

  /**
   * The board as it is now, and how many milliseconds a document is busy with it. Rejects with `UnsoundBoard` when it is
   * none, and with `unavailable` when that takes too long.
   */
  async read(board: ReadableBoard): Promise<{ board: Board; ms: number }> {
    const reading = await this.#ask(board);
    if (!reading.sound) throw new UnsoundBoard(reading.reason);
    return reading;
  }

  async #ask(board: ReadableBoard): Promise<Reading> {
    // Copies: what is held here must stay, and sending a window on a larger buffer would send all of that.
    const parts = board.layers().map(({ bytes }) => new Uint8Array(bytes));
    try {
      return await this.#thread.ask(
        { parts },
        parts.map(({ buffer }) => buffer),
      );
    } catch (error) {
      this.#output.warn({ err: error, session: board.session }, 'a board could not be read in time');
      throw new ExpectedError('unavailable');
    }
  }

  /** Gives up whatever is not read in so many milliseconds. For the end: what comes to rest then is still looked at. */
  closeWithin(ms: number): void {
    setTimeout(() => void this.#thread.close(), ms).unref();
  }
}
