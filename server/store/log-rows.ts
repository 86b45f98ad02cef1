/**
 * The rows of a board's log, wherever they stand. `tables/board-tables.ts` says why: the index of their board shows some; on
 * SQLite most have their place noted (`boardPlaces`), and the newest are not listed anywhere yet. One statement reads all, so
 * that a row which is being listed is neither missed nor seen twice. Rows that are covered by a checkpoint and not removed
 * yet (`covered-rows.ts`) are no part of the log any more.
 */
import { and, asc, eq, gt, inArray, sql, type Placeholder, type SQL } from 'drizzle-orm';
import { unnamed, type Db, type Engine } from './engine.ts';
import type { Tables } from './schema.ts';

const beginning = sql`0`;

/** A literal, not a value: a database uses an index of some rows only where it can see that they are meant. */
export const isIndexed = ({ boardUpdates }: Tables): SQL => sql`${boardUpdates.listed} = 1`;

/**
 * Reads only what came since the last listing; everything when it is not known how far that went. The later of the two is
 * one bound: given two, SQLite begins at either, and reads the log of all boards when it takes the wrong one. Only SQLite comes here.
 */
export const isUnlisted = ({ boardUpdates, boardListing }: Tables, after: SQL = beginning): SQL =>
  sql`${boardUpdates.listed} = 0 and ${boardUpdates.seq} > max(${after}, coalesce((select ${boardListing.through} from ${boardListing}), 0))`;

/** The numbers of a board's rows after `after`. `session`: an id, or the place for one. */
export function selectRowNumbers(
  { tables, listsLater, removesLater }: Pick<Engine, 'tables' | 'listsLater' | 'removesLater'>,
  db: Db,
  session: string | Placeholder,
  after: number | Placeholder,
) {
  const { boardUpdates, boardPlaces, boardCovered } = tables;
  const { seq } = boardUpdates;
  const covered = sql`coalesce((select max(${boardCovered.through}) from ${boardCovered} where ${boardCovered.session} = ${session}), 0)`;
  const bound = removesLater ? sql`max(${after}, ${covered})` : sql`${after}`;
  const ofBoard = eq(boardUpdates.session, session);
  const indexed = db
    .select({ seq })
    .from(boardUpdates)
    .where(and(ofBoard, isIndexed(tables), gt(seq, bound)));
  if (!listsLater) return indexed;
  const placed = db
    .select({ seq })
    .from(boardPlaces)
    .innerJoin(sql`json_each(${boardPlaces.rows})`, sql`true`)
    .innerJoin(boardUpdates, and(sql`${seq} = json_each.value`, ofBoard))
    .where(and(eq(boardPlaces.session, session), gt(boardPlaces.through, bound), gt(seq, bound)));
  const unlisted = db
    .select({ seq })
    .from(boardUpdates)
    .where(and(ofBoard, isUnlisted(tables, bound)));
  return indexed.union(placed).union(unlisted);
}

export interface LogRow {
  seq: number;
  author: string | null;
  /** Milliseconds since 1970. */
  at: number;
  update: Uint8Array;
}

/** Reads the oldest rows of a board after `after`, in order. */
export type LogRowReader = (session: string, after: number, limit: number) => Promise<LogRow[]>;

export function logRowReader(engine: Pick<Engine, 'tables' | 'read' | 'listsLater' | 'removesLater'>): LogRowReader {
  const { tables, read, listsLater } = engine;
  const { session, seq, author, at, bytes } = tables.boardUpdates;
  const [board, after, limit] = [sql.placeholder('session'), sql.placeholder('after'), sql.placeholder('limit')];
  const numbers = selectRowNumbers(engine, read, board, after).orderBy(asc(seq)).limit(limit);
  const statement = read
    .select({ seq, author, at, update: bytes })
    .from(tables.boardUpdates)
    // The index alone is asked without a detour.
    .where(listsLater ? inArray(seq, numbers) : and(eq(session, board), isIndexed(tables), gt(seq, after)))
    .orderBy(asc(seq))
    .limit(limit)
    .prepare(unnamed);
  return (session, after, limit) => statement.execute({ session, after, limit });
}
