import { chmod, link, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { StartError } from '../../start-error.ts';
import { sqliteFileName } from './open-sqlite.ts';

export interface BackupOptions {
  dataDir: string;
  databaseUrl: string | null;
  /** Where the copy goes. It must not exist yet. */
  file: string;
}

/**
 * A consistent copy of the SQLite database, also while the server writes to it: everything that was saved when it
 * began, nothing that came later. The file appears only when it is whole; only its owner may read it.
 * @throws StartError with a sentence when there is nothing to copy or no place to copy it to.
 */
export async function backupDatabase({ dataDir, databaseUrl, file }: BackupOptions): Promise<void> {
  if (databaseUrl !== null) {
    throw new StartError(
      'The data is in PostgreSQL. Back it up with its own tool: pg_dump --format=custom "$DATABASE_URL".',
    );
  }
  const source = join(dataDir, sqliteFileName);
  if (!(await exists(source))) throw new StartError(`There is no database to back up in ${dataDir}. Check DATA_DIR.`);
  const target = resolve(file);
  if (await exists(target)) throw alreadyThere(target);
  if (!(await exists(dirname(target))))
    throw new StartError(`The folder for the backup is missing: ${dirname(target)}.`);

  const partial = `${target}.${process.pid}.partial`;
  try {
    await copyDatabase(source, partial);
    await chmod(partial, 0o600);
    // Unlike renaming, this never replaces a file that appeared meanwhile.
    await link(partial, target);
  } catch (error) {
    throw sentenceOf(error, target);
  } finally {
    await rm(partial, { force: true });
  }
}

async function copyDatabase(source: string, target: string): Promise<void> {
  const database = new Database(source, { readonly: true });
  try {
    // Held open, so that the copy is of one moment: otherwise every write of the server would make it start again.
    database.exec('begin');
    database.prepare('select count(*) from sqlite_master').get();
    await database.backup(target);
    database.exec('commit');
  } finally {
    database.close();
  }
}

function alreadyThere(target: string): StartError {
  return new StartError(`There is a file already at ${target}. Choose another name, or move it away.`);
}

function sentenceOf(error: unknown, target: string): unknown {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'EEXIST') return alreadyThere(target);
  if (/^(SQLITE_NOTADB|SQLITE_CORRUPT)/.test(code)) {
    return new StartError('The database is damaged and cannot be copied. Restore an earlier backup.');
  }
  if (/^(EACCES|EPERM|EROFS|SQLITE_CANTOPEN|SQLITE_READONLY)/.test(code)) {
    return new StartError(`The backup cannot be written to ${target}. Choose a folder that you may write to.`);
  }
  if (/^(ENOSPC|SQLITE_FULL|SQLITE_IOERR)/.test(code)) {
    return new StartError(`The disk is full or failing: the backup ${target} was not made.`);
  }
  return error;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
