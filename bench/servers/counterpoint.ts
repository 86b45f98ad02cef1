/** Our server, as an operator runs it: the real `server/main.ts` with SQLite, sign-in and membership checked. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { BenchRoom, Contender } from './contender.ts';

const folder = resolve(import.meta.dirname, '../..');

const fixtureSchema = z.array(z.object({ session: z.string(), users: z.array(z.object({ cookie: z.string() })) }));

/** Settings of whoever runs the benchmark must not leak in; an empty one counts as none. */
const settings = { ORIGIN: '', DATABASE_URL: '', TRUST_PROXY: '', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn' };

/**
 * Makes a database with `count` rooms in `template` once; every run starts from a copy of it. `checkout` is another
 * folder of this project, already built, to compare with.
 * @throws Error with what the fixture command said when it fails.
 */
export function counterpointWith(count: number, template: string, checkout = folder): Contender {
  mkdirSync(template, { recursive: true });
  const rooms = makeFixture(count, template, checkout);
  return {
    title: 'Counterpoint',
    promise: 'sign-in and membership checked; every edit in the log, fsync before "saved"',
    speaks: 'counterpoint',
    keeps: true,
    tellsSaved: true,
    knowsBoards: true,
    prepare(dataDir) {
      cpSync(template, dataDir, { recursive: true });
      return Promise.resolve();
    },
    rooms(wanted) {
      if (wanted > rooms.length) throw new RangeError(`the fixture has ${rooms.length} rooms, not ${wanted}`);
      return rooms.slice(0, wanted);
    },
    start: (dataDir) =>
      Promise.resolve({
        program: join(checkout, 'server', 'main.ts'),
        env: { ...settings, DATA_DIR: dataDir },
        ready: /^Counterpoint is at http:\S+:(\d+) /m,
      }),
  };
}

function makeFixture(count: number, dataDir: string, checkout: string): BenchRoom[] {
  const made = spawnSync(
    process.execPath,
    [join(checkout, 'server', 'launch', 'admin.mjs'), 'fixture', '--rooms', String(count)],
    { cwd: checkout, env: { ...process.env, ...settings, DATA_DIR: dataDir }, encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (made.status !== 0) throw new Error(`the rooms could not be made:\n${made.stderr}`);
  return fixtureSchema
    .parse(JSON.parse(made.stdout))
    .map(({ session, users }) => ({ room: session, cookies: users.map(({ cookie }) => cookie) }));
}
