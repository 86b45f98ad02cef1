import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Claim } from '../claim.ts';
import { sqliteStartError } from './sqlite-start-error.ts';

/**
 * A lock of the operating system on a file of its own beside the database, held through SQLite, which knows how to on every
 * system. It holds no data, and stays when the server ends: a file that is deleted could be locked by two.
 */
export function sqliteClaim(dataDir: string): Claim {
  const file = join(dataDir, 'counterpoint.lock');
  let held: Database.Database | undefined;

  const tryOnce = (): boolean => {
    let database: Database.Database | undefined;
    try {
      mkdirSync(dataDir, { recursive: true, mode: 0o700 });
      database = new Database(file, { timeout: 0 });
      database.exec('begin exclusive');
      held = database;
      return true;
    } catch (error) {
      database?.close();
      if (isBusy(error)) return false;
      throw sqliteStartError(error, file, dataDir);
    }
  };

  return {
    take: () => Promise.resolve().then(tryOnce),
    // The operating system takes it from nobody.
    onBroken: () => undefined,
    release() {
      held?.close();
      held = undefined;
      return Promise.resolve();
    },
    refusal:
      `Another Counterpoint server uses the data folder ${dataDir}. ` +
      'Stop it, or set DATA_DIR to another folder, then start again.',
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
