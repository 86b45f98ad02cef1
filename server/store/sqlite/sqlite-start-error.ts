import { StartError } from '../../start-error.ts';

/** A sentence for the failures that an operator can mend; any other error as it is. */
export function sqliteStartError(error: unknown, file: string, dataDir: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const { code } = error;
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|SQLITE_CANTOPEN|SQLITE_READONLY)/.test(code)) {
    return new StartError(
      `The data folder cannot be written: ${dataDir}. Make it writable, or set DATA_DIR to another folder.`,
    );
  }
  if (/^(SQLITE_NOTADB|SQLITE_CORRUPT)/.test(code)) {
    return new StartError(
      `The file ${file} is damaged or is not a Counterpoint database. Move it away, or restore a backup.`,
    );
  }
  if (/^(SQLITE_FULL|ENOSPC|SQLITE_IOERR)/.test(code)) {
    return new StartError(`The disk of the data folder is full or failing: ${dataDir}. Make room, then start again.`);
  }
  if (/^(SQLITE_BUSY|SQLITE_LOCKED)/.test(code)) {
    return new StartError(`Another program holds the database ${file}. Stop it, then start again.`);
  }
  return error;
}
