/**
 * The thread that writes to the SQLite file: the only connection of this process that ever commits. A commit waits
 * for the disk, and SQLite makes its caller wait too: here that holds up nobody but those who wait for this commit.
 * Messages are answered one after the other, in the order of asking.
 */
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { RowUnpacker, valuesPerRow, type PackedRows } from './packed-rows.ts';

export interface WriterThreadData {
  file: string;
  /** How long a write waits for another process (a backup, the admin tool), in milliseconds. */
  busyTimeout: number;
  /** Insert so many rows of the log of boards, each with session, author, instant, bytes. Most rows first; the last inserts one. */
  appendStatements: readonly { readonly rows: number; readonly sql: string }[];
  /** Note where the rows that were appended stand. */
  listStatements: readonly string[];
  /** For tests: each commit takes this many milliseconds longer. */
  commitMs: number;
  /** For tests: the file may not grow beyond this many pages, as if the disk were full. */
  maxPages: number | null;
}

export type WriterRequest = { id: number } & (
  | { type: 'transaction'; step: 'begin' | 'commit' | 'rollback' }
  | { type: 'query'; sql: string; params: unknown[]; method: 'run' | 'all' | 'get' | 'values' }
  | { type: 'append'; rows: PackedRows }
  | { type: 'close' }
);

export type WriterAnswer = { id: number } & (
  { ok: true; rows: unknown } | { ok: false; message: string; code: string | null }
);

/** Statements kept prepared; queries of varying length would otherwise pile up. */
const statementLimit = 200;

/**
 * Pages of 4 KiB that the write-ahead log holds before they are moved to the file: the longer the log, the more edits a page
 * takes along on each move.
 */
const walPages = 4_000;

/** In KiB. */
const cacheSize = 16_384;

/** Rows whose places wait to be noted, and how long they do at most, in milliseconds: until then readers look through them all. */
const listedTogether = 4_000;
const listedWithin = 5_000;

const port = parentPort;
if (port === null) throw new Error('the SQLite writer is a thread, not a program');
const { file, busyTimeout, appendStatements, listStatements, commitMs, maxPages } = workerData as WriterThreadData;
const database = open();
const statements = new Map<string, Database.Statement>();
const unpacker = new RowUnpacker();
let unlisted = 0;
let listing: NodeJS.Timeout | null = null;
// What an earlier thread left behind.
listSoon();

port.on('message', (request: WriterRequest) => {
  try {
    port.postMessage({ id: request.id, ok: true, rows: answer(request) } satisfies WriterAnswer);
  } catch (error) {
    port.postMessage({ id: request.id, ok: false, ...describe(error) } satisfies WriterAnswer);
  }
  // Nothing is left to listen to: the thread ends by itself.
  if (request.type === 'close') port.close();
  // After the answer: nobody waits for it.
  else if (unlisted >= listedTogether) list();
});

function open(): Database.Database {
  const opened = new Database(file, { timeout: busyTimeout });
  opened.pragma('journal_mode = WAL');
  opened.pragma('synchronous = FULL');
  opened.pragma('foreign_keys = ON');
  opened.pragma(`cache_size = -${cacheSize}`);
  opened.pragma(`wal_autocheckpoint = ${walPages}`);
  if (maxPages !== null) opened.pragma(`max_page_count = ${maxPages}`);
  return opened;
}

function answer(request: WriterRequest): unknown {
  switch (request.type) {
    case 'transaction':
      step(request.step);
      return null;
    case 'query':
      return query(request.sql, request.params, request.method);
    case 'append':
      append(request.rows);
      return null;
    case 'close':
      database.close();
      return null;
  }
}

function step(which: 'begin' | 'commit' | 'rollback'): void {
  switch (which) {
    case 'begin':
      // `immediate`: take the write lock now, rather than fail half-way when another process has it.
      prepare('begin immediate').run();
      return;
    case 'commit':
      if (commitMs > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, commitMs);
      prepare('commit').run();
      return;
    case 'rollback':
      // A full disk may have rolled it back already.
      if (database.inTransaction) database.exec('rollback');
  }
}

function query(sql: string, params: readonly unknown[], method: 'run' | 'all' | 'get' | 'values'): unknown {
  const statement = prepare(sql);
  if (method === 'run') {
    statement.run(...params);
    return [];
  }
  statement.raw();
  return method === 'get' ? statement.get(...params) : statement.all(...params);
}

function append(rows: PackedRows): void {
  const values = unpacker.unpack(rows);
  step('begin');
  try {
    let from = 0;
    for (const { rows: atOnce, sql } of appendStatements) {
      const size = atOnce * valuesPerRow;
      for (; from + size <= values.length; from += size) prepare(sql).run(values.slice(from, from + size));
    }
    step('commit');
  } catch (error) {
    step('rollback');
    throw error;
  }
  unlisted += rows.count;
  listSoon();
}

function listSoon(): void {
  listing ??= setTimeout(list, listedWithin).unref();
}

/** A failure harms nobody: rows are found all the same, and whoever appends next hears what is wrong with the disk. */
function list(): void {
  if (listing) clearTimeout(listing);
  listing = null;
  if (!database.open) return;
  // In the midst of somebody's transaction.
  if (database.inTransaction) return listSoon();
  unlisted = 0;
  try {
    step('begin');
    for (const statement of listStatements) prepare(statement).run();
    step('commit');
  } catch {
    step('rollback');
    listSoon();
  }
}

/** Putting a statement together takes several times as long as running it. */
function prepare(sql: string): Database.Statement {
  const known = statements.get(sql);
  if (known) return known;
  if (statements.size >= statementLimit) statements.clear();
  const statement = database.prepare(sql);
  statements.set(sql, statement);
  return statement;
}

/** An error loses all but its text on the way to another thread. */
function describe(error: unknown): { message: string; code: string | null } {
  if (!(error instanceof Error)) return { message: String(error), code: null };
  return { message: error.message, code: 'code' in error && typeof error.code === 'string' ? error.code : null };
}
