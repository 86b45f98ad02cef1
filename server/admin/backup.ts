/** `backup`: a consistent copy of the SQLite database, also while the server writes to it. */
import { resolve } from 'node:path';
import { backupDatabase } from '../store/sqlite/backup.ts';
import type { Options } from './options.ts';
import type { Workplace } from './workplace.ts';

/** @throws StartError with PostgreSQL, when there is no database yet, and when the file exists or cannot be written. */
export async function backup({ config }: Workplace, options: Options): Promise<void> {
  const file = resolve(options.words[0] ?? '');
  await backupDatabase({ dataDir: config.dataDir, databaseUrl: config.databaseUrl, file });
  process.stdout.write(`${file}\n`);
}
