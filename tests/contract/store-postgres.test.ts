import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { StartError } from '../../server/start-error.ts';
import { openStore } from '../../server/store/open-store.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { addBoard, compactionOf } from './suites/archive-fixture.ts';
import { noon, user } from './suites/store-fixture.ts';
import { describeStore } from './suites/store-suite.ts';

const log = pino({ level: 'silent' });
let server: PostgresServer;
let databases = 0;

const open = (databaseUrl: string) => openStore({ dataDir: '/nowhere', databaseUrl, log });

beforeAll(async () => {
  server = await startPostgres();
  // Migrated once; each test works on a copy.
  const migrated = await open(await server.createDatabase('migrated'));
  await migrated.close();
});
afterAll(() => server.stop());

describeStore({
  name: 'PostgreSQL',
  async createDatabase() {
    databases += 1;
    const url = await server.createDatabase(`test_${databases}`, 'migrated');
    return { open: () => open(url), remove: () => Promise.resolve() };
  },
});

test('an entry whose commit arrives after a checkpoint that reaches further is on the board all the same', async () => {
  const url = await server.createDatabase('late', 'migrated');
  const store = await open(url);
  await addBoard(store, 'first');
  const late = new pg.Client({ connectionString: url });
  await late.connect();
  await late.query('begin');
  await late.query("insert into board_updates (session_id, at, bytes) values ('first', $1, '\\x07')", [noon]);
  await store.boards.append([{ session: 'first', author: 'ama', at: noon, update: new Uint8Array([4]) }]);
  const { entries } = await store.archive.readTail('first', 10);
  expect(entries).toHaveLength(5);
  expect(await store.archive.compact('first', compactionOf(entries))).toBe(true);
  await late.query('commit');
  await late.end();
  expect((await store.boards.load('first'))?.tail.map((update) => [...update])).toEqual([[7]]);
  const through = entries.at(-1)!.seq;
  const { entries: rest } = await store.archive.readTail('first', 10);
  expect(rest[0]!.seq).toBeLessThan(through);
  // Nor does the next checkpoint reach less far than the one that it is made from.
  expect(await store.archive.compact('first', compactionOf(rest, { after: through }))).toBe(true);
  expect(await store.archive.readTail('first', 10)).toMatchObject({ checkpoint: { through }, entries: [] });
  await store.close();
});

describe('opening PostgreSQL', () => {
  test('two processes that start on an empty database migrate it once', async () => {
    const url = await server.createDatabase('two_starts');
    const stores = await Promise.all([open(url), open(url)]);
    for (const store of stores) {
      expect(await store.users.count()).toBe(0);
      await store.close();
    }
  });

  test('a database of a newer version is refused with a sentence, and stays as it is', async () => {
    const url = await server.createDatabase('newer', 'migrated');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 99999999999999)");
    const migrations = async (): Promise<unknown> =>
      (await client.query('select * from drizzle.__drizzle_migrations order by id')).rows;
    const before = await migrations();
    await expect(open(url)).rejects.toThrow(/belongs to a newer version/);
    expect(await migrations()).toEqual(before);
    await client.end();
  });

  test('connections that the server cuts fail their own work only, and are replaced', async () => {
    const url = await server.createDatabase('cut', 'migrated');
    const store = await open(url);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const cut = 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()';
    for (let round = 0; round < 5; round++) {
      const work = Promise.allSettled(
        Array.from({ length: 40 }, (_, index) => store.users.insert(user(`user-${round}-${index}`))),
      );
      await client.query(cut, ['cut']);
      const outcomes = await work;
      const stored = outcomes.filter(({ status }) => status === 'fulfilled').length;
      // A commit may arrive although its answer was lost, never the other way round.
      expect(await store.users.count().catch(() => Infinity)).toBeGreaterThanOrEqual(stored);
    }
    await client.end();
    await vi.waitFor(() => store.ping());
    await store.close();
  });

  test('a server that cannot be reached, or has no such database, is told in a sentence without the password', async () => {
    const nowhere = open('postgres://ama:secret@127.0.0.1:1/counterpoint');
    await expect(nowhere).rejects.toThrow(StartError);
    await expect(nowhere).rejects.toThrow(/^PostgreSQL cannot be reached((?!secret).)*$/);
    const url = await server.createDatabase('present', 'migrated');
    await expect(open(`${url}_not`)).rejects.toThrow(/has no database of the name/);
  });
});
