/**
 * Two kits of column builders with the same names: one for SQLite, one for PostgreSQL. The schema is written
 * once against `Kit`; everything that the dialects say differently stays in this file.
 */
import * as postgres from 'drizzle-orm/pg-core';
import * as sqlite from 'drizzle-orm/sqlite-core';

/** `bytea`, read as a `Buffer`, which is a `Uint8Array`. */
const bytea = postgres.customType<{ data: Uint8Array; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength),
});

export const postgresKit = {
  table: postgres.pgTable,
  text: (name: string) => postgres.text(name),
  int: (name: string) => postgres.integer(name),
  /** An instant, in milliseconds since 1970. */
  time: (name: string) => postgres.bigint(name, { mode: 'number' }),
  /** Kept as it was written: `json`, because `jsonb` refuses some of the texts that people can type. */
  json: (name: string) => postgres.json(name),
  bytes: (name: string) => bytea(name),
  /** A number that only grows, as the primary key. */
  serial: (name: string) => postgres.bigserial(name, { mode: 'number' }).primaryKey(),
  /** A number given out by a `serial`. */
  serialRef: (name: string) => postgres.bigint(name, { mode: 'number' }),
  index: postgres.index,
  uniqueIndex: postgres.uniqueIndex,
  primaryKey: (...columns: [postgres.AnyPgColumn, ...postgres.AnyPgColumn[]]) => postgres.primaryKey({ columns }),
};

export type Kit = typeof postgresKit;

/**
 * Both dialects' builders take the same calls but have unrelated types. The types of PostgreSQL stand for both;
 * the contract suite, run on both engines, is what holds this to the truth.
 */
function asKit(kit: unknown): Kit {
  return kit as Kit;
}

export const sqliteKit: Kit = asKit({
  table: sqlite.sqliteTable,
  text: (name: string) => sqlite.text(name),
  int: (name: string) => sqlite.integer(name),
  time: (name: string) => sqlite.integer(name),
  json: (name: string) => sqlite.text(name, { mode: 'json' }),
  bytes: (name: string) => sqlite.blob(name, { mode: 'buffer' }),
  serial: (name: string) => sqlite.integer(name).primaryKey({ autoIncrement: true }),
  serialRef: (name: string) => sqlite.integer(name),
  index: sqlite.index,
  uniqueIndex: sqlite.uniqueIndex,
  primaryKey: (...columns: [sqlite.AnySQLiteColumn, ...sqlite.AnySQLiteColumn[]]) => sqlite.primaryKey({ columns }),
} satisfies Record<keyof Kit, unknown>);
