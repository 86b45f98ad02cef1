/**
 * The rows of a board's log, wherever they stand: most are shown by the index of their board, the newest perhaps not yet
 * (`tables/board-tables.ts` says why). One statement reads both, so that a row which is being listed is neither missed nor seen twice.
 */
import { and, asc, eq, gt, sql, type SQL } from 'drizzle-orm';
import { unnamed, type Engine } from './engine.ts';
import type { Tables } from './schema.ts';

/** Literals, not values: a database uses an index of some rows only where it can see that they are meant. */
export const isListed = ({ boardUpdates }: Tables): SQL => sql`${boardUpdates.listed} = 1`;

/** Reads only what came since the last listing; everything when it is not known how far that went. */
export const isUnlisted = ({ boardUpdates, boardListing }: Tables): SQL =>
  sql`${boardUpdates.listed} = 0 and ${boardUpdates.seq} > coalesce((select ${boardListing.through} from ${boardListing}), 0)`;

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
}: Pick<Engine, 'tables' | 'read' | 'listsLater'>): LogRowReader {
  const { boardUpdates } = tables;
  const { placeholder } = sql;
  const { seq, author, at, bytes } = boardUpdates;
  const rowsThatAre = (where: SQL) =>
    read
      .select({ seq, author, at, update: bytes })
      .from(boardUpdates)
      .where(and(eq(boardUpdates.session, placeholder('session')), gt(seq, placeholder('after')), where));
  const listed = rowsThatAre(isListed(tables));
  const rows = listsLater ? listed.unionAll(rowsThatAre(isUnlisted(tables))) : listed;
  const statement = rows.orderBy(asc(seq)).limit(placeholder('limit')).prepare(unnamed);
  return (session, after, limit) => statement.execute({ session, after, limit });
}
