import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { openStore } from '../../server/store/open-store.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
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
