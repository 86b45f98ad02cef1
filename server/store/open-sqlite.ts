/** SQLite: one file, one connection that writes in turn, one that only reads. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { StartError } from '../start-error.ts';
import type { Db, Engine } from './engine.ts';
import { migrate, type MigrationTarget } from './migrations.ts';
import { tables } from './schema-sqlite.ts';
import { createWriteQueue } from './write-queue.ts';

export const sqliteFileName = 'counterpoint.sqlite';

/** How long a write waits for another process (a backup, the admin tool), in milliseconds. */
const busyTimeout = 5_000;

/**
 * Opens `counterpoint.sqlite` in `dataDir`, making both when missing, and migrates it.
 * @throws StartError when the folder or file cannot be used or belongs to a newer version.
 */
export async function openSqlite(dataDir: string): Promise<Engine> {
  const file = join(dataDir, sqliteFileName);
  const writer = openFile(file, dataDir);
  try {
    await migrateSqlite(writer);
    return createEngine(writer, new Database(file, { readonly: true, timeout: busyTimeout }));
  } catch (error) {
    writer.close();
    throw startErrorOf(error, file, dataDir);
  }
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
    throw startErrorOf(error, file, dataDir);
  }
}

function createEngine(writer: Database.Database, reader: Database.Database): Engine {
  const queue = createWriteQueue();
  const tx = asDb(drizzle({ client: writer }));
  const { placeholder } = sql;
  // Prepared once: putting a statement together takes several times as long as running it.
  const append = tx
    .insert(tables.boardUpdates)
    .values({
      session: placeholder('session'),
      author: placeholder('author'),
      at: placeholder('at'),
      bytes: placeholder('bytes'),
    })
    .prepare('append');
  const trivial = reader.prepare('select 1');

  return {
    tables,
    read: asDb(drizzle({ client: reader })),
    write: (work) =>
      queue.run(async () => {
        // `immediate`: take the write lock now, rather than fail half-way when another process has it.
        writer.exec('begin immediate');
        try {
          const result = await work(tx);
          writer.exec('commit');
          return result;
        } catch (error) {
          // A full disk may have rolled it back already.
          if (writer.inTransaction) writer.exec('rollback');
          throw error;
        }
      }),
    async appendUpdates(_tx, rows) {
      for (const row of rows) await append.execute(row);
    },
    ping: () => Promise.resolve(void trivial.get()),
    async close() {
      await queue.idle();
      reader.close();
      writer.close();
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

/** A sentence for the failures that an operator can mend; any other error as it is. */
function startErrorOf(error: unknown, file: string, dataDir: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const { code } = error;
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|SQLITE_CANTOPEN|SQLITE_READONLY)/.test(code)) {
    return new StartError(
      `The data folder cannot be written: ${dataDir}. Make it writable, or set DATA_DIR to another folder.`,
    );
  }
  if (/^(SQLITE_NOTADB|SQLITE_CORRUPT)/.test(code)) {
    return new StartError(
      `The file ${file} is damaged or is not a Counterpoint database. Move it away, or restore a backup.`,
    );
  }
  if (/^(SQLITE_FULL|ENOSPC|SQLITE_IOERR)/.test(code)) {
    return new StartError(`The disk of the data folder is full or failing: ${dataDir}. Make room, then start again.`);
  }
  if (/^(SQLITE_BUSY|SQLITE_LOCKED)/.test(code)) {
    return new StartError(`Another program holds the database ${file}. Stop it, then start again.`);
  }
  return error;
}
