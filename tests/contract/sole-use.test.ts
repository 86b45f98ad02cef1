/** That no two servers use one database, on both engines. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StartError } from '../../server/start-error.ts';
import { claimSoleUse, type SoleUse } from '../../server/store/sole-use.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { until } from '../support/until.ts';

const log = pino({ level: 'silent' });

let place: string;
let postgres: PostgresServer;
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'counterpoint-sole-'));
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.stop();
  rmSync(place, { recursive: true, force: true });
});

type Database = { dataDir: string; databaseUrl: string | null };

describe.each([
  ['SQLite', (name: string) => Promise.resolve({ dataDir: join(place, name), databaseUrl: null })],
  ['PostgreSQL', async (name: string) => ({ dataDir: place, databaseUrl: await postgres.createDatabase(name) })],
])('%s', (_, databaseNamed: (name: string) => Promise<Database>) => {
  const claim = (database: Database, patience: number): Promise<SoleUse> =>
    claimSoleUse({ ...database, log, patience });

  test('a second server is refused with a sentence while the first one runs', async () => {
    const database = await databaseNamed('refused');
    const first = await claim(database, 0);
    await expect(claim(database, 300)).rejects.toThrow(/^Another Counterpoint server uses the .*\. Stop it, or/);
    await expect(claim(database, 0)).rejects.toBeInstanceOf(StartError);
    await first.release();
  });

  test('a second server waits for one that is about to stop', async () => {
    const database = await databaseNamed('waiting');
    const first = await claim(database, 0);
    let waits = false;
    const second = claimSoleUse({
      ...database,
      patience: 10_000,
      log: { warn: () => void (waits = true), error: () => undefined },
    });
    await until(() => waits, 'the second says that it waits');
    await first.release();
    await (await second).release();
  });

  test('two databases have a server each', async () => {
    const both = [await claim(await databaseNamed('one'), 0), await claim(await databaseNamed('other'), 0)];
    for (const soleUse of both) await soleUse.release();
  });
});

test('a data folder that cannot be used is refused as the store refuses it', async () => {
  const file = join(place, 'in-the-way');
  writeFileSync(file, '');
  await expect(claimSoleUse({ dataDir: file, databaseUrl: null, log })).rejects.toThrow(
    'The data folder cannot be written',
  );
});

describe('a PostgreSQL whose connection breaks', () => {
  /** Stands between a server and PostgreSQL, and can cut the line. */
  interface Cable {
    url: string;
    cut(): void;
    plug(): void;
    close(): Promise<void>;
  }

  async function cableTo(databaseUrl: string): Promise<Cable> {
    const target = new URL(databaseUrl);
    const sockets = new Set<Socket>();
    let plugged = true;
    const server: Server = createServer((near) => {
      if (!plugged) {
        near.destroy();
        return;
      }
      const far = connect(Number(target.port), target.hostname);
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.on('close', () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far).pipe(near);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no address');
    const url = new URL(databaseUrl);
    url.port = String(address.port);
    const cut = (): void => {
      plugged = false;
      for (const socket of sockets) socket.destroy();
    };
    return {
      url: url.href,
      cut,
      plug: () => void (plugged = true),
      async close() {
        cut();
        server.close();
        await once(server, 'close');
      },
    };
  }

  test('takes it again by itself when nobody else did', async () => {
    const databaseUrl = await postgres.createDatabase('again');
    const cable = await cableTo(databaseUrl);
    const first = await claimSoleUse({ dataDir: place, databaseUrl: cable.url, log });
    cable.cut();
    // What PostgreSQL gave to the line that was cut is free at once.
    const between = await claimSoleUse({ dataDir: place, databaseUrl, log, patience: 5_000 });
    await between.release();
    cable.plug();
    await until(async () => {
      const other = await claimSoleUse({ dataDir: place, databaseUrl, log, patience: 0 }).catch(() => null);
      await other?.release();
      return other === null;
    }, 'the database is taken again');
    await first.release();
    await cable.close();
  });

  test('gives way when another server has taken the database meanwhile', async () => {
    const databaseUrl = await postgres.createDatabase('ousted');
    const cable = await cableTo(databaseUrl);
    const first = await claimSoleUse({ dataDir: place, databaseUrl: cable.url, log });
    cable.cut();
    const second = await claimSoleUse({ dataDir: place, databaseUrl, log, patience: 5_000 });
    cable.plug();
    await first.lost;
    await second.release();
    await first.release();
    await cable.close();
  });
});
