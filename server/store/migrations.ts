/**
 * Brings a database up to the schema of this version: the generated files in `drizzle/`, in order, each once, all in
 * one transaction. The record of what ran is kept in the table that Drizzle's own tools use.
 */
import { fileURLToPath } from 'node:url';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { StartError } from '../start-error.ts';

/** What migrating needs of a database, inside a transaction that keeps other processes from migrating too. */
export interface MigrationTarget {
  /** When the migrations that ran were made: the `created_at` of their records, ascending. */
  applied(): Promise<number[]>;
  execute(statement: string): Promise<void>;
  record(migration: { hash: string; createdAt: number }): Promise<void>;
}

/**
 * @throws StartError when the database has seen a migration that this version does not know: a newer version of
 *   the program made it, and what it holds could be misread. Nothing is changed then.
 */
export async function migrate(target: MigrationTarget, dialect: 'sqlite' | 'postgres'): Promise<void> {
  const folder = fileURLToPath(new URL(`../../drizzle/${dialect}`, import.meta.url));
  const known = readMigrationFiles({ migrationsFolder: folder });
  const applied = new Set(await target.applied());
  const unknown = [...applied].filter((createdAt) => !known.some(({ folderMillis }) => folderMillis === createdAt));
  if (unknown.length > 0) {
    throw new StartError(
      'The database belongs to a newer version of Counterpoint, so this version leaves it alone. ' +
        'Start the newer version, or restore a backup made by this one.',
    );
  }
  for (const migration of known) {
    if (applied.has(migration.folderMillis)) continue;
    for (const statement of migration.sql) await target.execute(statement);
    await target.record({ hash: migration.hash, createdAt: migration.folderMillis });
  }
}
