/** PostgreSQL through `pg`: a pool, one connection for each transaction under way. */
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Db, Engine } from '../engine.ts';
import { migrate, type MigrationTarget } from '../migrations.ts';
import { postgresStartError } from './postgres-start-error.ts';
import { tables } from './schema-postgres.ts';

/** Any number that nothing else in the database locks: it keeps two processes from migrating at once. */
const migrationLock = 7_261_905_113;

/** How long things may take, in milliseconds: a database that has fallen silent must not hold whoever asks for ever. */
export interface PostgresLimits {
  /** A connection, or waiting for a free one. */
  connect: number;
  /** The answer to one query, whatever the network does; within a transaction PostgreSQL gives up a second earlier. */
  query: number;
}

const defaultLimits: PostgresLimits = { connect: 10_000, query: 15_000 };

/** Rows in one statement, to save round trips; PostgreSQL takes 65,535 values in one. */
const rowsAtOnce = 1_000;

/**
 * Connects and migrates. `onFailure` hears of connections that break; the pool replaces them by itself.
 * @throws StartError when the server cannot be reached, refuses us, or holds a newer version's database.
 */
export async function openPostgres(
  databaseUrl: string,
  onFailure: (error: Error) => void,
  limits: PostgresLimits = defaultLimits,
): Promise<Engine> {
  const connection = { connectionString: databaseUrl, connectionTimeoutMillis: limits.connect, keepAlive: true };
  try {
    await migratePostgres(new pg.Client(connection));
  } catch (error) {
    throw postgresStartError(error);
  }
  const pool = new pg.Pool({ ...connection, max: 10, query_timeout: limits.query });
  pool.on('error', onFailure);
  // The pool listens to idle connections only: without this, one that breaks in the midst of work ends the process.
  pool.on('connect', (client) => client.on('error', onFailure));
  const begin = beginWithin(limits);
  const writes = new Set<Promise<unknown>>();
  const write: Engine['write'] = async (work) => {
    const result = transact(pool, begin, work);
    writes.add(result);
    try {
      return await result;
    } finally {
      writes.delete(result);
    }
  };
  return {
    tables,
    read: drizzle({ client: pool }),
    write,
    appendUpdates: (entries) =>
      write(async (tx) => {
        for (let from = 0; from < entries.length; from += rowsAtOnce) {
          const some = entries.slice(from, from + rowsAtOnce);
          await tx.insert(tables.boardUpdates).values(some.map(({ update, ...row }) => ({ ...row, bytes: update })));
        }
      }),
    listsLater: false,
    removesLater: false,
    async ping() {
      await pool.query('select 1');
    },
    async close() {
      // A pool that ends forgets those who still wait for a connection: they have to be served first.
      await Promise.allSettled(writes);
      await pool.end();
    },
  };
}

/**
 * Begins a transaction that holds its locks no longer than we wait for it, also when this process hangs or is cut off.
 * Settings of the transaction, not of the connection: a pooler such as PgBouncer may stand in between.
 */
function beginWithin({ query }: PostgresLimits): string {
  const statement = Math.max(1, query - 1_000);
  return `begin; set local statement_timeout = ${statement}; set local idle_in_transaction_session_timeout = ${2 * query}`;
}

/** Drizzle's own transactions never give back a connection that breaks at `begin`, until none is left. */
async function transact<T>(pool: pg.Pool, begin: string, work: (tx: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let sound = true;
  try {
    await client.query(begin);
    const result = await work(drizzle({ client }));
    await client.query('commit');
    return result;
  } catch (error) {
    // After a query that was not answered in time nothing else will be: a rollback would only wait behind it.
    sound = !isUnanswered(error) && (await rollBack(client));
    throw error;
  } finally {
    // A connection that cannot even roll back is thrown away, and the server undoes what it had begun.
    client.release(!sound);
  }
}

/** Whether this is how `pg` says that `query_timeout` is over, as it is or as Drizzle hands it on. */
function isUnanswered(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.message === 'Query read timeout' || isUnanswered(error.cause);
}

async function rollBack(client: pg.ClientBase): Promise<boolean> {
  try {
    await client.query('rollback');
    return true;
  } catch {
    return false;
  }
}

/** On a connection of its own, without a limit of time: a table that is rebuilt, or another process that migrates, takes what it takes. */
async function migratePostgres(client: pg.Client): Promise<void> {
  // What breaks it fails the query under way too; without this it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
    await migrate(postgresTarget(client), 'postgres');
    await client.query('commit');
  } finally {
    // What is not committed by now never will be.
    await client.end();
  }
}

function postgresTarget(client: pg.ClientBase): MigrationTarget {
  return {
    async applied() {
      await client.query('create schema if not exists drizzle');
      await client.query(
        'create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)',
      );
      const { rows } = await client.query<{ at: string }>(
        'select created_at as at from drizzle.__drizzle_migrations order by created_at',
      );
      return rows.map(({ at }) => Number(at));
    },
    async execute(statement) {
      await client.query(statement);
    },
    async record({ hash, createdAt }) {
      await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
        hash,
        createdAt,
      ]);
    },
  };
}
