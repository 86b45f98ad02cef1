/**
 * Makes the logs of boards short, one board at a time, in a thread that lives only while there is something to do.
 * Whatever goes wrong, the log stays as it is: a board without a checkpoint is slower to open, and no less whole.
 */
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { BoardArchive, StoredEntry } from '../../store/ports/archive-port.ts';
import type { BoardRepair } from './board-repair.ts';
import type { CompactionResult, CompactionTask } from './compaction.ts';
import type { RowRemoval } from './row-removal.ts';
import { TaskThread } from '../thread/task-thread.ts';

export interface CompactorParts {
  archive: Pick<BoardArchive, 'readTail' | 'sinceState' | 'compact'>;
  clock: Clock;
  output: Pick<Logger, 'debug' | 'warn' | 'error'>;
  repair: Pick<BoardRepair, 'repair'>;
  removal: Pick<RowRemoval, 'covered'>;
}

/** Entries that are compacted at once; a longer log takes several rounds. */
const entriesAtOnce = 4_000;

/** Milliseconds: see `TaskThread`. */
const timing = { patienceMs: 180_000, idleMs: 5_000 };

export class Compactor {
  readonly #parts: CompactorParts;
  readonly #thread = new TaskThread<CompactionTask, CompactionResult>(
    new URL('./compaction-thread.ts', import.meta.url),
    timing,
  );
  readonly #underWay = new Map<string, Promise<number>>();
  #tail: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(parts: CompactorParts) {
    this.#parts = parts;
  }

  /**
   * Compacts all that is in the log of this board, after others that were asked for. Resolves to how much had to be mended:
   * entries and a checkpoint that went into quarantine, words that were brought back. Never rejects: failures are logged.
   */
  compact(session: string): Promise<number> {
    const known = this.#underWay.get(session);
    if (known) return known;
    const work = this.#tail.then(() => this.#rounds(session));
    this.#underWay.set(session, work);
    this.#tail = work;
    return work;
  }

  /** Ends what is under way without its result. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#thread.close();
    await this.#tail;
  }

  async #rounds(session: string): Promise<number> {
    try {
      return await this.#shorten(session);
    } catch (error) {
      // While closing, the thread is ended in the midst of its work: the next start finds the log as it was.
      return this.#closed ? 0 : await this.#shortenMended(session, error);
    } finally {
      this.#underWay.delete(session);
    }
  }

  /** After a failure, which may lie in the checkpoint that everything is built on. */
  async #shortenMended(session: string, error: unknown): Promise<number> {
    const { repair, output } = this.#parts;
    try {
      if ((await repair.repair(session)) === 'rebuilt') return 1 + (await this.#shorten(session));
    } catch (repairError) {
      output.error({ err: repairError, session }, 'it could not be found out whether a board is damaged');
    }
    output.error({ err: error, session }, 'a board could not be compacted; its log stays as it is');
    return 0;
  }

  async #shorten(session: string): Promise<number> {
    let mended = 0;
    for (let more = true; more && !this.#closed;) {
      const round = await this.#round(session);
      mended += round.mended;
      more = round.more;
    }
    return mended;
  }

  async #round(session: string): Promise<{ mended: number; more: boolean }> {
    const { archive, clock, output, removal } = this.#parts;
    const { checkpoint, entries } = await archive.readTail(session, entriesAtOnce);
    if (entries.length === 0) return { mended: 0, more: false };
    const since = performance.now();
    const sinceState = await archive.sinceState(session);
    const result = await this.#thread.ask({ checkpoint: checkpoint?.bytes ?? null, entries, sinceState });
    const covered = entries.slice(0, result.covered);
    const quarantined = quarantine(covered, result);
    const done = await archive.compact(session, {
      after: checkpoint?.through ?? null,
      covered: covered.map(({ seq }) => seq),
      at: clock(),
      checkpoint: result.checkpoint,
      plan: result.plan,
      segments: result.segments,
      states: result.states,
      quarantined,
    });
    if (!done) {
      output.warn({ session }, 'a board was compacted elsewhere meanwhile; what was made here is dropped');
      return { mended: 0, more: false };
    }
    removal.covered(covered.length);
    for (const { seq, author, reason } of quarantined) {
      output.warn({ session, seq, author, reason }, 'a board update cannot be applied; it is in quarantine');
    }
    if (result.healed)
      output.warn(
        { session },
        'somebody had written over the name of words of another page; both are on the board now',
      );
    const ms = Math.round(performance.now() - since);
    output.debug({ session, entries: covered.length, bytes: result.checkpoint.length, ms }, 'board compacted');
    const more = entries.length === entriesAtOnce || covered.length < entries.length;
    return { mended: quarantined.length + (result.healed ? 1 : 0), more };
  }
}

function quarantine(
  covered: readonly StoredEntry[],
  { poisoned }: CompactionResult,
): (StoredEntry & { reason: string })[] {
  const bySeq = new Map(covered.map((entry) => [entry.seq, entry]));
  return poisoned.flatMap(({ seq, reason }) => {
    const entry = bySeq.get(seq);
    return entry ? [{ ...entry, reason }] : [];
  });
}
