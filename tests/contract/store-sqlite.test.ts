import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { openStore } from '../../server/store/open-store.ts';
import { describeStore } from './suites/store-suite.ts';

describeStore({
  name: 'SQLite',
  async createDatabase() {
    const dataDir = await mkdtemp(join(tmpdir(), 'counterpoint-store-'));
    return {
      open: () => openStore({ dataDir, databaseUrl: null, log: pino({ level: 'silent' }) }),
      remove: () => rm(dataDir, { recursive: true, force: true }),
    };
  },
});
