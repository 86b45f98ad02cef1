import pg from 'pg';
import { postgresStartError } from './postgres-start-error.ts';
import type { Claim } from '../claim.ts';

/** Any number that nothing else in the database locks. */
const serverLock = 7_261_905_114;

/** To connect, and to hear the answer, in milliseconds. */
const limit = 10_000;

/**
 * A lock that lives as long as a transaction which never ends, on a connection of its own. A lock of the connection
 * would do no better, and is lost or left behind where a pooler such as PgBouncer gives every transaction another one.
 * The transaction sees no rows, so it keeps none from being cleaned up. PostgreSQL looks after the connection every few
 * seconds, so that the lock of a machine that went dark is free within half a minute, rather than after two hours.
 */
const open = `begin;
  set local idle_in_transaction_session_timeout = 0;
  set local tcp_keepalives_idle = 10;
  set local tcp_keepalives_interval = 5;
  set local tcp_keepalives_count = 3`;

interface Line {
  client: pg.Client;
  /** Resolves when it is closed, whoever closed it. */
  ended: Promise<void>;
}

export function postgresClaim(databaseUrl: string): Claim {
  let held: Line | undefined;

  const connect = async (): Promise<Line> => {
    const client = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: limit,
      query_timeout: limit,
      keepAlive: true,
    });
    // What breaks it fails the query under way, or ends the connection; without this it would end the process.
    client.on('error', () => undefined);
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    await client.connect();
    return { client, ended };
  };

  return {
    async take() {
      let line: Line | undefined;
      try {
        line = await connect();
        await line.client.query(open);
        const { rows } = await line.client.query<{ taken: boolean }>('select pg_try_advisory_xact_lock($1) as taken', [
          serverLock,
        ]);
        if (rows[0]?.taken === true) {
          held = line;
          return true;
        }
        await line.client.end();
        return false;
      } catch (error) {
        // What it said is thrown below; that it cannot say goodbye either is no news.
        await line?.client.end().catch(() => undefined);
        throw postgresStartError(error);
      }
    },
    onBroken(broken) {
      const line = held;
      void line?.ended.then(() => {
        // `release` has let go of it before.
        if (held === line) broken();
      });
    },
    async release() {
      const line = held;
      held = undefined;
      await line?.client.end();
    },
    refusal:
      'Another Counterpoint server uses the database in DATABASE_URL. Stop it, or name another database, then start again.',
  };
}
