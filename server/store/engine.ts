import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { BoardEntry } from './ports/board-port.ts';
import type { Tables } from './schema.ts';

/** Queries as the store functions may write them: what both dialects do alike. */
export type Db = Pick<NodePgDatabase, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'>;

/**
 * The name that statements are prepared under: none. They are put together once either way; with a name PostgreSQL would keep
 * them on each connection, which poolers between us and it do not follow and new columns make fail.
 */
export const unnamed = '';

/** A database with its tables, whichever it is: all that the store functions know. */
export interface Engine {
  tables: Tables;
  /** For reading only. It never sees a transaction that is not committed. */
  read: Db;
  /**
   * Runs `work` in one transaction and commits it: when this resolves, what it wrote is on disk. When `work`
   * throws, nothing of it remains and this rejects with the same error. `work` must use the `tx` it is given
   * and must not call `write` itself: on SQLite it would wait for itself.
   */
  write: <T>(work: (tx: Db) => Promise<T>) => Promise<T>;
  /**
   * Adds rows to the log of all boards, all of them in one transaction of their own, as `write` would: the busiest
   * path, so each dialect goes its quickest way.
   */
  appendUpdates: (entries: readonly BoardEntry[]) => Promise<void>;
  /** Whether `appendUpdates` leaves it for later to note which board's new rows stand where: see `log-rows.ts`. */
  listsLater: boolean;
  /**
   * Whether rows of the log that a checkpoint covers are removed later, those of many boards together: see `covered-rows.ts`.
   * Only where rows are seen in the order of their numbers: a row that comes to light below the checkpoint would be lost.
   */
  removesLater: boolean;
  /** Resolves when a trivial query works. */
  ping(): Promise<void>;
  /** Waits for writes under way, then closes. */
  close(): Promise<void>;
}
