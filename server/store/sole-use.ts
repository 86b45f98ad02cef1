/**
 * One server at a time on one database. Two would each relay a room's edits to their own people only, and each believe
 * that it knows which of them are there. The admin tool and backups are no servers: they work beside one.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { StartError } from '../start-error.ts';
import type { Claim } from './claim.ts';
import { postgresClaim } from './postgres/sole-use-postgres.ts';
import { sqliteClaim } from './sqlite/sole-use-sqlite.ts';

export interface SoleUse {
  /** Resolves when another server has taken the database while it was out of reach: this one has to end. */
  lost: Promise<void>;
  release(): Promise<void>;
}

export interface SoleUseOptions {
  dataDir: string;
  databaseUrl: string | null;
  log: Pick<Log, 'warn' | 'error'>;
  /** How long to wait for a server that is just stopping, in milliseconds: a little more than it may take. */
  patience?: number;
}

/** Between two tries, in milliseconds. */
const pause = 200;

/**
 * Waits for the database to be this server's alone.
 * @throws StartError when another server keeps it, or when it cannot be reached or used.
 */
export async function claimSoleUse({ dataDir, databaseUrl, log, patience = 10_000 }: SoleUseOptions): Promise<SoleUse> {
  const claim = databaseUrl === null ? sqliteClaim(dataDir) : postgresClaim(databaseUrl);
  const limit = performance.now() + patience;
  for (let waiting = false; !(await claim.take()); waiting = true) {
    if (performance.now() >= limit) throw new StartError(claim.refusal);
    if (!waiting) log.warn('another server uses the same database; this one waits a moment for it to stop');
    await wait(pause);
  }
  const released = new AbortController();
  return {
    lost: new Promise((lost) => keep(claim, log, released.signal, lost)),
    async release() {
      released.abort();
      await claim.release();
    },
  };
}

/** Takes the database again whenever it slips out of our hands, such as when PostgreSQL restarts. */
function keep(claim: Claim, log: SoleUseOptions['log'], released: AbortSignal, lost: () => void): void {
  claim.onBroken(() => {
    void takeAgain(claim, log, released).then((ours) => {
      // Let go of before it was taken again: nobody would let go of it once more.
      if (released.aborted) return claim.release();
      if (ours) keep(claim, log, released, lost);
      else lost();
    });
  });
}

/** Whether it is ours again, as soon as the database can say. */
async function takeAgain(claim: Claim, log: SoleUseOptions['log'], released: AbortSignal): Promise<boolean> {
  log.warn('the connection that keeps other servers from this database broke; it is made again');
  while (!released.aborted) {
    try {
      const ours = await claim.take();
      if (!ours) log.error('another server has taken the database meanwhile');
      return ours;
    } catch {
      // Out of reach: whoever reads or writes says so in the log, again and again.
      await wait(pause, undefined, { ref: false });
    }
  }
  return false;
}
