/**
 * The way to disk: entries of all boards, committed together, one commit at a time: within milliseconds after a rest,
 * and with a rest in between when there is always something to commit.
 * Whoever wrote hears of it only after the commit. An entry that was taken is never dropped: it is tried again
 * until the store takes it. A board whose entries fail is tried alone, so that it does not hold up the others.
 */
import type { Logger } from 'pino';
import type { BoardEntry, BoardStore } from '../store/ports/board-port.ts';

/** Told, in the order of its own entries, how many more of them are on disk. */
export interface LogWriter {
  stored(entries: number): void;
}

export interface LogTiming {
  /** Milliseconds that a batch collects entries when the disk has had its rest. */
  collectMs: number;
  /** Milliseconds between the end of a commit and the next one: under load more edits share one then. */
  restMs: number;
  /** Bytes that start a commit at once, and the most that one commit takes of a board. */
  batchBytes: number;
  /** Bytes not on disk yet, beyond which no further entry is taken. */
  unsavedLimit: number;
  /** First and longest wait, in milliseconds, before a failed commit is tried again. */
  retryMs: number;
  retryLimitMs: number;
}

export const logTiming: LogTiming = {
  collectMs: 4,
  restMs: 64,
  batchBytes: 512 * 1024,
  unsavedLimit: 64 * 1024 * 1024,
  retryMs: 50,
  retryLimitMs: 2_000,
};

interface Waiting {
  readonly entry: BoardEntry;
  readonly writer: LogWriter;
  /** What it costs in memory. */
  readonly bytes: number;
}

/** The entries of one session that are not on disk yet, oldest first. Never empty while it is in a map. */
interface Lane {
  readonly session: string;
  waiting: Waiting[];
  bytes: number;
}

/** The oldest entries of a lane, that one commit takes. */
interface Load {
  readonly lane: Lane;
  readonly count: number;
}

type LogOutput = Pick<Logger, 'info' | 'warn' | 'error'>;

export class BoardLog {
  readonly #store: Pick<BoardStore, 'append'>;
  readonly #output: LogOutput;
  readonly #timing: LogTiming;
  /** Lanes that are committed together. */
  readonly #sound = new Map<string, Lane>();
  /** Lanes whose last commit failed: tried one by one, in turn. */
  readonly #suspect = new Map<string, Lane>();
  #unsavedBytes = 0;
  #freshBytes = 0;
  #committing = false;
  /** When the last commit ended. */
  #restsSince = -Infinity;
  #timer: { handle: NodeJS.Timeout; due: number } | null = null;
  #failures = 0;
  #retryAt = 0;
  #flushed: (() => void)[] = [];

  constructor(store: Pick<BoardStore, 'append'>, output: LogOutput, timing: LogTiming = logTiming) {
    this.#store = store;
    this.#output = output;
    this.#timing = timing;
  }

  /** What waits, in bytes of memory. */
  get unsavedBytes(): number {
    return this.#unsavedBytes;
  }

  /** Takes an entry; false when too much waits already: then it was not taken. */
  put(entry: BoardEntry, writer: LogWriter): boolean {
    const bytes = sizeOf(entry);
    if (this.#unsavedBytes + bytes > this.#timing.unsavedLimit) return false;
    this.#unsavedBytes += bytes;
    this.#freshBytes += bytes;
    const lane = this.#suspect.get(entry.session) ?? this.#sound.get(entry.session);
    const waiting = { entry, writer, bytes };
    if (lane) {
      lane.waiting.push(waiting);
      lane.bytes += bytes;
    } else this.#sound.set(entry.session, { session: entry.session, waiting: [waiting], bytes });
    if (!lane || this.#freshBytes >= this.#timing.batchBytes) this.#schedule();
    return true;
  }

  /** Resolves when nothing waits any more. */
  flush(): Promise<void> {
    if (this.#sound.size + this.#suspect.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#flushed.push(resolve));
  }

  #schedule(): void {
    if (this.#committing) return;
    const now = performance.now();
    const due =
      this.#sound.size === 0
        ? this.#retryAt
        : this.#freshBytes >= this.#timing.batchBytes
          ? now
          : Math.max(now + this.#timing.collectMs, this.#restsSince + this.#timing.restMs);
    if (this.#timer && this.#timer.due <= due) return;
    if (this.#timer) clearTimeout(this.#timer.handle);
    this.#timer = { due, handle: setTimeout(() => void this.#commit(), Math.max(0, due - now)) };
  }

  /** Never rejects: a failed append leaves everything waiting. */
  async #commit(): Promise<void> {
    this.#timer = null;
    this.#committing = true;
    this.#freshBytes = 0;
    const [doubted] = this.#suspect.values();
    if (doubted && performance.now() >= this.#retryAt) await this.#tryAlone(doubted);
    if (this.#sound.size > 0) await this.#commitTogether();
    this.#committing = false;
    this.#restsSince = performance.now();
    if (this.#sound.size + this.#suspect.size > 0) this.#schedule();
    else for (const resolve of this.#flushed.splice(0)) resolve();
  }

  async #commitTogether(): Promise<void> {
    const loads = [...this.#sound.values()].map((lane) => this.#load(lane));
    if (await this.#append(loads)) return;
    // One of these boards may be at fault, or the store itself: each now has to show that it can be stored.
    for (const { lane } of loads) {
      this.#sound.delete(lane.session);
      this.#suspect.set(lane.session, lane);
    }
    this.#backOff();
  }

  async #tryAlone(lane: Lane): Promise<void> {
    const stored = await this.#append([this.#load(lane)]);
    this.#suspect.delete(lane.session);
    if (stored) {
      this.#failures = 0;
      if (lane.waiting.length > 0) this.#sound.set(lane.session, lane);
    } else {
      // To the end of the line: others that failed with it get their turn first.
      this.#suspect.set(lane.session, lane);
      this.#backOff();
    }
  }

  #load(lane: Lane): Load {
    if (lane.bytes <= this.#timing.batchBytes) return { lane, count: lane.waiting.length };
    let sum = 0;
    const end = lane.waiting.findIndex(({ bytes }) => (sum += bytes) > this.#timing.batchBytes);
    return { lane, count: Math.max(1, end) };
  }

  /** True when the loads are on disk; their writers know it then. */
  async #append(loads: readonly Load[]): Promise<boolean> {
    const taken: Waiting[] = [];
    const entries: BoardEntry[] = [];
    for (const { lane, count } of loads) {
      for (const waiting of count === lane.waiting.length ? lane.waiting : lane.waiting.slice(0, count)) {
        taken.push(waiting);
        entries.push(waiting.entry);
      }
    }
    try {
      await this.#store.append(entries);
    } catch (error) {
      this.#output.warn(
        {
          err: error,
          boards: loads.length,
          session: loads.length === 1 ? loads[0]?.lane.session : undefined,
          entries: taken.length,
          unsavedBytes: this.#unsavedBytes,
        },
        'board edits could not be stored; they are kept and tried again',
      );
      return false;
    }
    for (const { lane, count } of loads) {
      if (count === lane.waiting.length) {
        lane.waiting = [];
        lane.bytes = 0;
        this.#sound.delete(lane.session);
      } else {
        for (const { bytes } of lane.waiting.splice(0, count)) lane.bytes -= bytes;
      }
    }
    this.#tellWriters(taken);
    return true;
  }

  #tellWriters(stored: readonly Waiting[]): void {
    for (let from = 0; from < stored.length;) {
      const writer = stored[from]?.writer;
      let to = from;
      // What one writer wrote in a row is told at once.
      for (; to < stored.length && stored[to]?.writer === writer; to++) this.#unsavedBytes -= stored[to]?.bytes ?? 0;
      if (writer !== undefined) this.#tell(writer, to - from);
      from = to;
    }
  }

  #tell(writer: LogWriter, entries: number): void {
    try {
      writer.stored(entries);
    } catch (error) {
      // The entries are on disk; a writer that cannot bear to hear it must not stop the log for everybody.
      this.#output.error({ err: error }, 'a board writer failed on hearing that its edits are stored');
    }
  }

  #backOff(): void {
    const wait = Math.min(this.#timing.retryMs * 2 ** this.#failures++, this.#timing.retryLimitMs);
    this.#retryAt = performance.now() + wait;
  }
}

/** What an entry costs in memory: its bytes and what carries them. */
function sizeOf(entry: BoardEntry): number {
  return entry.update.length + 200;
}
