import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgres } from '../../server/store/postgres/open-postgres.ts';
import { tables } from '../../server/store/postgres/schema-postgres.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

/** Stands between us and PostgreSQL. While `silent`, it swallows whatever comes, as a network that is cut does. */
async function openLine(databaseUrl: string) {
  const url = new URL(databaseUrl);
  const port = Number(url.port);
  const sockets = new Set<Socket>();
  const line = { silent: false };
  const between = createServer((near) => {
    const far = connect(port, url.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => {
        if (!line.silent) to.write(bytes);
      });
      from.on('close', () => {
        if (!line.silent) to.destroy();
      });
      from.on('error', () => undefined);
    }
  }).listen(0, '127.0.0.1');
  await once(between, 'listening');
  url.port = String((between.address() as AddressInfo).port);
  return {
    line,
    url: url.href,
    close: (): void => {
      between.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

describe('PostgreSQL that has fallen silent', () => {
  test('fails what waits for it within the limit, and serves again when it is back', async () => {
    const { line, url, close } = await openLine(await server.createDatabase('silence'));
    const engine = await openPostgres(url, () => undefined, { connect: 4_000, query: 1_500 });
    await engine.ping();
    const write = () => engine.write((tx) => tx.delete(tables.users));
    await write();

    line.silent = true;
    await expect(engine.ping()).rejects.toThrow();
    await expect(engine.read.select().from(tables.users)).rejects.toThrow();
    await expect(write()).rejects.toThrow();

    line.silent = false;
    await engine.ping();
    await write();
    await engine.close();
    close();
  }, 60_000);

  test('a write that waits for a lock gives up, and leaves its connection usable', async () => {
    const databaseUrl = await server.createDatabase('locked');
    const engine = await openPostgres(databaseUrl, () => undefined, { connect: 4_000, query: 1_500 });
    const holder = new pg.Client({ connectionString: databaseUrl });
    await holder.connect();
    await holder.query('begin; lock table users in access exclusive mode');

    await expect(engine.write((tx) => tx.delete(tables.users))).rejects.toThrow();

    await holder.query('commit');
    await holder.end();
    await engine.write((tx) => tx.delete(tables.users));
    await engine.close();
  }, 60_000);
});
