/** What only SQLite has: a file, that can be missing, damaged, newer, copied, or left behind by a killed process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { StartError } from '../../server/start-error.ts';
import { backupDatabase } from '../../server/store/sqlite/backup.ts';
import { openStore } from '../../server/store/open-store.ts';
import { addRoom, addSession, addUsers, noon } from './suites/store-fixture.ts';

let place: string;
let dataDir: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'counterpoint-file-'));
  dataDir = join(place, 'data');
});
afterEach(() => {
  rmSync(place, { recursive: true, force: true });
});

const open = (folder = dataDir) => openStore({ dataDir: folder, databaseUrl: null, log: pino({ level: 'silent' }) });
const file = () => join(dataDir, 'counterpoint.sqlite');
const refusal = async (folder = dataDir): Promise<string> => {
  const error: unknown = await open(folder).then(
    (store) => store.close(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartError);
  return error instanceof StartError ? error.message : '';
};

describe('opening', () => {
  test('the data folder is made when it is missing, for its owner alone', async () => {
    const store = await open();
    await store.close();
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
  });

  test('changes go through a write-ahead log, so that readers never wait for writers', async () => {
    const store = await open();
    const reader = new Database(file(), { readonly: true });
    expect(reader.pragma('journal_mode', { simple: true })).toBe('wal');
    reader.close();
    await store.close();
  });

  test('a data folder that is a file is refused with a sentence', async () => {
    writeFileSync(dataDir, 'in the way');
    expect(await refusal()).toContain('The data folder cannot be written');
    expect(await refusal(join(dataDir, 'below'))).toContain('The data folder cannot be written');
  });

  test('a file that is no database is refused with a sentence, and left as it is', async () => {
    mkdirSync(dataDir);
    writeFileSync(file(), 'not a database, '.repeat(1_000));
    expect(await refusal()).toContain('is damaged or is not a Counterpoint database');
    expect(readFileSync(file(), 'utf8')).toBe('not a database, '.repeat(1_000));
  });

  test('a database of a newer version is refused with a sentence, and nothing in it changes', async () => {
    await (await open()).close();
    const newer = new Database(file());
    newer.exec("insert into __drizzle_migrations (hash, created_at) values ('later', 99999999999999)");
    newer.exec('create table from_the_future (id integer)');
    const before = newer.prepare('select name, sql from sqlite_master order by name').all();
    const migrations = newer.prepare('select count(*) as n from __drizzle_migrations').get();
    newer.close();
    expect(await refusal()).toContain('belongs to a newer version');
    const after = new Database(file(), { readonly: true });
    expect(after.prepare('select name, sql from sqlite_master order by name').all()).toEqual(before);
    expect(after.prepare('select count(*) as n from __drizzle_migrations').get()).toEqual(migrations);
    after.close();
  });

  test('a migration that was interrupted half-way is made anew', async () => {
    mkdirSync(dataDir);
    const empty = new Database(file());
    empty.exec('create table users (id text)');
    empty.close();
    await expect(open()).rejects.toThrow(/already exists/);
    const after = new Database(file());
    expect(after.prepare("select name from sqlite_master where type = 'table'").all()).toEqual([{ name: 'users' }]);
    after.exec('drop table users');
    after.close();
    const store = await open();
    await addUsers(store, 'ama');
    await store.close();
  });
});

describe('being killed', () => {
  test('no entry that was acknowledged is lost, and no batch is there by half', { timeout: 60_000 }, async () => {
    const program = fileURLToPath(new URL('programs/append-forever.ts', import.meta.url));
    const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    let acknowledged = 0;
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) {
      acknowledged = Number(line);
      if (acknowledged >= 200 && !child.killed) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');

    const store = await open();
    const tail = (await store.boards.load('first'))?.tail.slice(1) ?? [];
    await store.close();
    expect(tail.length).toBeGreaterThanOrEqual(acknowledged);
    expect(tail.length % 2).toBe(0);
    expect(tail.map((update) => Buffer.from(update).readUInt32LE())).toEqual(tail.map((_, index) => index));
  });
});

describe('backing up', () => {
  const copy = () => join(place, 'copy.sqlite');
  const backup = (more: Partial<Parameters<typeof backupDatabase>[0]> = {}) =>
    backupDatabase({ dataDir, databaseUrl: null, file: copy(), ...more });

  test('a copy made while the server writes is whole, and opens as a database', async () => {
    const store = await open();
    await addRoom(store, 'room', 'ama');
    await addSession(store, 'first', 'room', 'ama');
    const batch = Array.from({ length: 200 }, () => ({
      session: 'first',
      author: 'ama',
      at: noon,
      update: new Uint8Array(500),
    }));
    for (let round = 0; round < 10; round++) await store.boards.append(batch);
    const stop = new AbortController();
    const writing = (async () => {
      while (!stop.signal.aborted) {
        await store.boards.append(batch);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    await backup();
    stop.abort();
    await writing;
    await store.close();

    const restored = join(place, 'restored');
    mkdirSync(restored);
    writeFileSync(join(restored, 'counterpoint.sqlite'), readFileSync(copy()));
    const again = await open(restored);
    const tail = (await again.boards.load('first'))?.tail ?? [];
    expect(tail.length).toBeGreaterThanOrEqual(2_001);
    expect((tail.length - 1) % 200).toBe(0);
    await again.close();
    expect(statSync(copy()).mode & 0o777).toBe(0o600);
  });

  test('a file that is there is not replaced', async () => {
    await (await open()).close();
    writeFileSync(copy(), 'precious');
    await expect(backup()).rejects.toThrow(/There is a file already/);
    expect(readFileSync(copy(), 'utf8')).toBe('precious');
  });

  test('nothing to copy, nowhere to copy it to, and PostgreSQL are told apart', async () => {
    await expect(backup()).rejects.toThrow(/There is no database to back up/);
    await (await open()).close();
    await expect(backup({ file: join(place, 'missing', 'copy.sqlite') })).rejects.toThrow(
      /The folder for the backup is missing/,
    );
    await expect(backup({ databaseUrl: 'postgres://localhost/x' })).rejects.toThrow(/pg_dump/);
  });
});
