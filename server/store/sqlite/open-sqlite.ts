/** SQLite: one file, one thread that writes in turn, one connection that only reads. Nothing here waits for the disk to commit. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { and, eq, gte, max, notExists, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { drizzle as drizzleThrough } from 'drizzle-orm/sqlite-proxy';
import type { Db, Engine } from '../engine.ts';
import { isUnlisted } from '../log-rows.ts';
import { migrate, type MigrationTarget } from '../migrations.ts';
import { tables } from './schema-sqlite.ts';
import { sqliteStartError } from './sqlite-start-error.ts';
import { SqliteWriter, type QueryMethod, type WriterThread } from './sqlite-writer.ts';
import type { WriterThreadData } from './sqlite-writer-thread.ts';
import { createWriteQueue } from './write-queue.ts';

export const sqliteFileName = 'counterpoint.sqlite';

/** How long a write waits for another process (a backup, the admin tool), in milliseconds. */
const busyTimeout = 5_000;

/** For tests and measurements. */
export interface SqliteTuning {
  /** Each commit takes this many milliseconds longer, as on a slow disk. */
  commitMs?: number;
  /** The file may not grow beyond this many pages of 4 KiB, as on a full disk. */
  maxPages?: number;
  /** Hears of each thread that was started to write. */
  onThread?: (thread: WriterThread) => void;
}

export interface SqliteOptions {
  dataDir: string;
  /** Hears when the thread that writes died; the next write starts another one. */
  onFailure: (error: Error) => void;
  tuning?: SqliteTuning | undefined;
}

/**
 * Opens `counterpoint.sqlite` in `dataDir`, making both when missing, and migrates it.
 * @throws StartError when the folder or file cannot be used or belongs to a newer version.
 */
export async function openSqlite({ dataDir, onFailure, tuning }: SqliteOptions): Promise<Engine> {
  const file = join(dataDir, sqliteFileName);
  const opener = openFile(file, dataDir);
  try {
    await migrateSqlite(opener);
    countOn(opener);
    // Opened while another connection holds the write-ahead log: one that only reads cannot make it.
    const reader = new Database(file, { readonly: true, timeout: busyTimeout });
    return createEngine(startWriter(file, onFailure, tuning), reader);
  } catch (error) {
    throw sqliteStartError(error, file, dataDir);
  } finally {
    opener.close();
  }
}

function startWriter(
  file: string,
  onFailure: (error: Error) => void,
  { commitMs = 0, maxPages, onThread }: SqliteTuning = {},
): SqliteWriter {
  return new SqliteWriter(
    { file, busyTimeout, ...logStatements(), commitMs, maxPages: maxPages ?? null },
    onFailure,
    onThread,
  );
}

/** How many rows of the log are stored by one statement, as long as there are so many: each takes two thirds of its time then. */
const rowsAtOnce = [16, 1];

/** What the thread does with the log of boards. */
function logStatements(): Pick<WriterThreadData, 'appendStatements' | 'listStatements'> {
  const { placeholder } = sql;
  const { boardUpdates, boardPlaces, boardListing, boardCovered } = tables;
  const draft = asDb(drizzleThrough(() => Promise.reject(new Error('this only puts a statement together'))));
  const row = {
    session: placeholder('session'),
    author: placeholder('author'),
    at: placeholder('at'),
    bytes: placeholder('bytes'),
    listed: sql`0`,
  };
  const append = (rows: number) => draft.insert(boardUpdates).values(Array.from({ length: rows }, () => row));
  const isCovered = draft
    .select({ id: boardCovered.id })
    .from(boardCovered)
    .where(and(eq(boardCovered.session, boardUpdates.session), gte(boardCovered.through, boardUpdates.seq)));
  const place = draft
    .insert(boardPlaces)
    .select(
      draft
        .select({
          session: boardUpdates.session,
          through: max(boardUpdates.seq).as('through'),
          rows: sql`json_group_array(${boardUpdates.seq})`.as('rows'),
        })
        .from(boardUpdates)
        .where(and(isUnlisted(tables), notExists(isCovered)))
        .groupBy(boardUpdates.session),
    )
    .onConflictDoNothing();
  // The last number that was given out, also when its row is gone: see `countOn`.
  const through = sql`(select coalesce(max(seq), 0) from sqlite_sequence where name = 'board_updates')`;
  const note = draft
    .insert(boardListing)
    .values({ id: sql`1`, through })
    .onConflictDoUpdate({ target: boardListing.id, set: { through } });
  return {
    appendStatements: rowsAtOnce.map((rows) => ({ rows, sql: append(rows).toSQL().sql })),
    listStatements: [place.toSQL().sql, note.toSQL().sql],
  };
}

function openFile(file: string, dataDir: string): Database.Database {
  let database: Database.Database | undefined;
  try {
    // What people write in their rooms is for nobody else on this machine.
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    database = new Database(file, { timeout: busyTimeout });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    return database;
  } catch (error) {
    database?.close();
    throw sqliteStartError(error, file, dataDir);
  }
}

function createEngine(writer: SqliteWriter, reader: Database.Database): Engine {
  const queue = createWriteQueue();
  const trivial = reader.prepare('select 1');
  /** The thread on which the transaction under way was begun. */
  let writing: WriterThread | null = null;
  const ask = async (statement: string, params: unknown[], method: QueryMethod): Promise<{ rows: unknown[] }> => {
    if (writing === null) throw new Error('a query was made after its transaction had ended');
    return { rows: (await writing.query(statement, params, method)) as unknown[] };
  };
  const tx = asDb(drizzleThrough(ask));

  return {
    tables,
    read: asDb(drizzle({ client: reader })),
    write: (work) =>
      queue.run(async () => {
        const thread = writer.thread();
        await thread.step('begin');
        writing = thread;
        try {
          const result = await work(tx);
          await thread.step('commit');
          return result;
        } catch (error) {
          // When the thread is gone its connection is too, and the database has undone what was begun.
          if (thread.alive) await thread.step('rollback');
          throw error;
        } finally {
          writing = null;
        }
      }),
    appendUpdates: (entries) => queue.run(() => writer.thread().append(entries)),
    listsLater: true,
    // One writes at a time, and a number is given out while it does: whoever sees a row sees all below it.
    removesLater: true,
    async ping() {
      trivial.get();
      // Behind the writes under way: a thread that hangs, or a queue that never ends, is no store that answers.
      await queue.run(() => writer.thread().query('select 1', [], 'get'));
    },
    async close() {
      await queue.idle();
      reader.close();
      // The last to close folds the write-ahead log into the file.
      await writer.close();
    },
  };
}

/** The query builders of SQLite answer to the same calls as those of PostgreSQL; see `columns.ts`. */
function asDb(database: unknown): Db {
  return database as Db;
}

async function migrateSqlite(database: Database.Database): Promise<void> {
  // Rebuilding a table must not set off its foreign keys; this cannot be switched inside a transaction.
  database.pragma('foreign_keys = OFF');
  database.exec('begin immediate');
  try {
    await migrate(sqliteTarget(database), 'sqlite');
    database.exec('commit');
  } catch (error) {
    if (database.inTransaction) database.exec('rollback');
    throw error;
  }
  database.pragma('foreign_keys = ON');
}

/**
 * Sees to it that no entry of the log gets a number that was given out before: it would be taken for one that is listed, or
 * covered, already. SQLite itself does, but forgets how far it was when the table is made anew, or restored row by row.
 */
function countOn(database: Database.Database): void {
  const known =
    'select max(coalesce((select through from board_listing), 0), coalesce((select max(through) from board_covered), 0))';
  database.exec(`
    insert into sqlite_sequence (name, seq)
      select 'board_updates', 0 where not exists (select 1 from sqlite_sequence where name = 'board_updates');
    update sqlite_sequence set seq = (${known}) where name = 'board_updates' and seq < (${known});
  `);
}

const migrationsTable =
  'create table __drizzle_migrations (id integer primary key autoincrement, hash text not null, created_at numeric)';

function sqliteTarget(database: Database.Database): MigrationTarget {
  return {
    applied() {
      const exists =
        database.prepare("select 1 from sqlite_master where name = '__drizzle_migrations'").get() !== undefined;
      if (!exists) database.exec(migrationsTable);
      const rows = database
        .prepare<[], { at: number }>('select created_at as at from __drizzle_migrations order by at')
        .all();
      return Promise.resolve(rows.map(({ at }) => at));
    },
    execute: (statement) => Promise.resolve(void database.exec(statement)),
    record({ hash, createdAt }) {
      database.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run(hash, createdAt);
      return Promise.resolve();
    },
  };
}
