/**
 * What is done about a checkpoint that cannot be read any more. The board is put together anew from its time line: a
 * state that was kept, and the segments after it. What was damaged goes into quarantine. When that does not work either,
 * nothing is touched: no board is ever saved over one that cannot be read.
 */
import type { Logger } from 'pino';
import type { Clock } from '../../clock.ts';
import type { BoardArchive } from '../../store/ports/archive-port.ts';
import type { Assembly, AssemblyTask } from './assembly.ts';
import { TaskThread } from '../thread/task-thread.ts';

export interface BoardRepairParts {
  archive: Pick<
    BoardArchive,
    'readTail' | 'readTimeline' | 'listStates' | 'readState' | 'findQuarantined' | 'replaceCheckpoint'
  >;
  clock: Clock;
  output: Pick<Logger, 'warn' | 'error'>;
}

/** Kept states that are tried, the latest first, before the whole time line is. */
const statesTried = 3;

/** Segments that are read together. */
const segmentsAtOnce = 500;

/** Milliseconds: see `TaskThread`. */
const timing = { patienceMs: 120_000, idleMs: 5_000 };

export class BoardRepair {
  readonly #parts: BoardRepairParts;
  readonly #thread = new TaskThread<AssemblyTask, Assembly>(new URL('./assembly-thread.ts', import.meta.url), timing);

  constructor(parts: BoardRepairParts) {
    this.#parts = parts;
  }

  /** `sound`: the checkpoint can be read. `damaged`: it cannot, and stays as it is. Rejects when that cannot be found out. */
  async repair(session: string): Promise<'sound' | 'rebuilt' | 'damaged'> {
    const { archive, clock, output } = this.#parts;
    const { checkpoint } = await archive.readTail(session, 1);
    if (checkpoint === null) return 'sound';
    const found = await this.#thread.ask({ parts: [checkpoint.bytes] });
    if (found.sound) return 'sound';
    const bytes = await this.#rebuild(session, checkpoint.through);
    const about = { session, through: checkpoint.through, reason: found.reason };
    if (bytes === null) {
      output.error(
        about,
        'the checkpoint of a board cannot be read, nor can the board be put together from its time line; nothing was changed: the board stays closed until it is restored from a backup',
      );
      return 'damaged';
    }
    const reason = `the checkpoint could not be read: ${found.reason}`;
    const replaced = await archive.replaceCheckpoint(session, { ...checkpoint, reason, at: clock(), rebuilt: bytes });
    // Somebody else was quicker: what stands there now is looked at by whoever reads it.
    if (replaced)
      output.warn(
        about,
        'the checkpoint of a board could not be read; the board was put together from its time line, and what was damaged is in quarantine',
      );
    return 'rebuilt';
  }

  async close(): Promise<void> {
    await this.#thread.close();
  }

  /** All that the checkpoint covered, from other sources. Null: some of it is missing or cannot be read either. */
  async #rebuild(session: string, through: number): Promise<Uint8Array | null> {
    const { archive } = this.#parts;
    // Who has written the last words is missed by nobody else's words: the sources have to go on to the end.
    const endIsQuarantined = (await archive.findQuarantined(session, through)) !== null;
    const kept = (await archive.listStates(session)).filter((state) => state.through <= through);
    const sources = [...kept.slice(-statesTried).toReversed(), null];
    for (const source of sources) {
      const parts: Uint8Array[] = [];
      const state = source && (await archive.readState(session, source.through));
      if (state) parts.push(state);
      let after = source?.through ?? 0;
      let end = after;
      for (let more = true; more;) {
        const segments = await archive.readTimeline(session, after, segmentsAtOnce);
        for (const { bytes, toSeq } of segments) {
          if (toSeq > through) continue;
          parts.push(bytes);
          end = Math.max(end, toSeq);
        }
        after = segments.at(-1)?.fromSeq ?? after;
        more = segments.length === segmentsAtOnce;
      }
      if (parts.length === 0 || (end < through && !endIsQuarantined)) continue;
      const assembly = await this.#thread.ask({ parts });
      if (assembly.sound && assembly.whole) return assembly.bytes;
    }
    return null;
  }
}
