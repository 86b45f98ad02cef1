/**
 * The rows of a board's log, wherever they stand: most are shown by the index of their board, the newest perhaps not yet
 * (`tables/board-tables.ts` says why). One statement reads both, so that a row which is being listed is neither missed nor seen twice.
 * Rows that are covered by a checkpoint and not removed yet (`covered-rows.ts`) are no part of it any more.
 */
import { and, asc, eq, sql, type Placeholder, type SQL } from 'drizzle-orm';
import { unnamed, type Engine } from './engine.ts';
import type { Tables } from './schema.ts';

const beginning = sql`0`;

/** A literal, not a value: a database uses an index of some rows only where it can see that they are meant. */
export const isListed = ({ boardUpdates }: Tables, after: SQL = beginning): SQL =>
  sql`${boardUpdates.listed} = 1 and ${boardUpdates.seq} > ${after}`;

/**
 * Reads only what came since the last listing; everything when it is not known how far that went. The later of the two is
 * one bound: given two, SQLite begins at either, and reads the log of all boards when it takes the wrong one. Only SQLite comes here.
 */
export const isUnlisted = ({ boardUpdates, boardListing }: Tables, after: SQL = beginning): SQL =>
  sql`${boardUpdates.listed} = 0 and ${boardUpdates.seq} > max(${after}, coalesce((select ${boardListing.through} from ${boardListing}), 0))`;

/** The last row of a board that is covered and perhaps not removed yet; 0 when there is none. `session`: an id, or the place for one. */
export const coveredThrough = ({ boardCovered }: Tables, session: string | Placeholder): SQL =>
  sql`coalesce((select max(${boardCovered.through}) from ${boardCovered} where ${boardCovered.session} = ${session}), 0)`;

export interface LogRow {
  seq: number;
  author: string | null;
  /** Milliseconds since 1970. */
  at: number;
  update: Uint8Array;
}

/** Reads the oldest rows of a board after `after`, in order. */
export type LogRowReader = (session: string, after: number, limit: number) => Promise<LogRow[]>;

export function logRowReader({
  tables,
  read,
  listsLater,
  removesLater,
}: Pick<Engine, 'tables' | 'read' | 'listsLater' | 'removesLater'>): LogRowReader {
  const { boardUpdates } = tables;
  const { placeholder } = sql;
  const { seq, author, at, bytes } = boardUpdates;
  const after = removesLater
    ? sql`max(${placeholder('after')}, ${coveredThrough(tables, placeholder('session'))})`
    : sql`${placeholder('after')}`;
  const rowsThatAre = (where: SQL) =>
    read
      .select({ seq, author, at, update: bytes })
      .from(boardUpdates)
      .where(and(eq(boardUpdates.session, placeholder('session')), where));
  const listed = rowsThatAre(isListed(tables, after));
  const rows = listsLater ? listed.unionAll(rowsThatAre(isUnlisted(tables, after))) : listed;
  const statement = rows.orderBy(asc(seq)).limit(placeholder('limit')).prepare(unnamed);
  return (session, after, limit) => statement.execute({ session, after, limit });
}
