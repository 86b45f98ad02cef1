/** How the log of boards stands in the SQLite file: where its rows are noted, and how those go that a checkpoint covers. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../server/store/open-store.ts';
import type { BoardEntry } from '../../server/store/ports/board-port.ts';
import { until } from '../support/until.ts';
import { addBoard, compactionOf } from './suites/archive-fixture.ts';
import { addRoom, addSession, noCounts, noon } from './suites/store-fixture.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'counterpoint-log-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

const open = () => openStore({ dataDir, databaseUrl: null, log: pino({ level: 'silent' }) });
const file = () => join(dataDir, 'counterpoint.sqlite');
const rowsOf = (table: string): number => {
  const reader = new Database(file(), { readonly: true });
  try {
    return Number(reader.prepare(`select count(*) from ${table}`).pluck().get());
  } finally {
    reader.close();
  }
};
const edits = (session: string, count: number): BoardEntry[] =>
  Array.from({ length: count }, () => ({ session, author: 'ama', at: noon, update: Uint8Array.of(8) }));

/** As somebody does who works on the file by hand. */
function change(statement: string): void {
  const beside = new Database(file());
  beside.exec(statement);
  beside.close();
}

describe('where the entries of a board stand', () => {
  test('is noted of thousands at once, a little later, and of the rest after a restart', async () => {
    const store = await open();
    await addRoom(store, 'room', 'ama');
    await addSession(store, 'first', 'room', 'ama');
    const entry = { session: 'first', author: 'ama', at: noon, update: new Uint8Array([1]) };
    await store.boards.append([entry, entry]);
    const reader = new Database(file(), { readonly: true });
    const unlisted = () =>
      reader
        .prepare('select count(*) from board_updates where listed = 0 and seq > (select through from board_listing)')
        .pluck()
        .get();
    expect(unlisted()).toBe(2);
    await store.boards.append(Array.from({ length: 4_000 }, () => entry));
    await until(() => unlisted() === 0, 'thousands are listed');
    await store.boards.append([entry, entry, entry]);
    expect((await store.boards.load('first'))?.tail).toHaveLength(4_006);
    await store.close();
    expect(unlisted()).toBe(3);
    const again = await open();
    expect((await again.boards.load('first'))?.tail).toHaveLength(4_006);
    await until(() => unlisted() === 0, 'the rest is listed', 20_000);
    expect((await again.boards.load('first'))?.tail).toHaveLength(4_006);
    await again.close();
    reader.close();
  }, 60_000);
});

test('nothing that was appended is passed over when it is not known how far it is listed', async () => {
  const store = await open();
  await addRoom(store, 'room', 'ama');
  await addSession(store, 'first', 'room', 'ama');
  await store.boards.append([{ session: 'first', author: 'ama', at: noon, update: Uint8Array.of(7) }]);
  change('delete from board_listing');
  expect((await store.boards.load('first'))?.tail.map((update) => [...update])).toContainEqual([7]);
  // Nor is it read twice once that is known again.
  const more = edits('first', 4_000);
  for (let times = 1; times <= 2; times++) {
    await store.boards.append(more);
    expect((await store.boards.load('first'))?.tail).toHaveLength(2 + times * more.length);
  }
  await store.close();
});

test('no number is given out twice, also when SQLite does not know any more how far it counted', async () => {
  const store = await open();
  await addBoard(store, 'first');
  const more = edits('first', 4_000);
  await store.boards.append(more);
  const all = (await store.archive.readTail('first', 10_000)).entries;
  await until(async () => {
    const reader = new Database(file(), { readonly: true });
    const through = reader.prepare('select through from board_listing').pluck().get();
    reader.close();
    await store.ping();
    return Number(through) >= 4_000;
  }, 'all are listed');
  await store.archive.compact('first', compactionOf(all));
  await store.archive.removeCovered(() => Promise.resolve(true));
  await store.close();
  change("delete from sqlite_sequence where name = 'board_updates'");
  const again = await open();
  await again.boards.append([{ session: 'first', author: 'ama', at: noon, update: Uint8Array.of(7) }]);
  expect((await again.boards.load('first'))?.tail.map((update) => [...update])).toEqual([[7]]);
  await again.close();
});

test('nor when all that it had counted is folded and gone by then', async () => {
  const store = await open();
  const entries = await addBoard(store, 'first');
  await store.archive.compact('first', compactionOf(entries));
  await store.archive.removeCovered(() => Promise.resolve(true));
  const reader = new Database(file(), { readonly: true });
  const listed = reader.prepare('select through from board_listing').pluck();
  await until(() => Number(listed.get()) >= 4, 'it is noted how far the log had come', 20_000);
  reader.close();
  await store.close();
  change("delete from sqlite_sequence where name = 'board_updates'");
  const again = await open();
  await again.boards.append([{ session: 'first', author: 'ama', at: noon, update: Uint8Array.of(7) }]);
  const tail = await again.archive.readTail('first', 10);
  expect(tail.entries.map(({ update }) => [...update])).toEqual([[7]]);
  expect(tail.entries[0]?.seq).toBeGreaterThan(tail.checkpoint?.through ?? Infinity);
  await again.close();
}, 60_000);

test('what thousands of edits owe is known whether their places are noted or not', async () => {
  const store = await open();
  for (const session of ['edited', 'read']) await addBoard(store, session);
  const readToTheEnd = async (session: string): Promise<void> => {
    const through = await store.outcomes.reach(session);
    await store.outcomes.project(session, { actions: [], counts: noCounts, through });
  };
  for (const session of ['edited', 'read']) await readToTheEnd(session);
  expect(await store.outcomes.listOwed()).toEqual([]);
  await store.boards.append(edits('edited', 4_000));
  expect(await store.outcomes.listOwed()).toEqual(['edited']);
  await until(() => rowsOf('board_places') > 0, 'places are noted');
  expect(await store.outcomes.listOwed()).toEqual(['edited']);
  expect(await store.outcomes.isOwed('edited')).toBe(true);
  await readToTheEnd('edited');
  expect(await store.outcomes.listOwed()).toEqual([]);
  await store.close();
});

describe('rows that a checkpoint covers', () => {
  const asked = () => Promise.resolve(true);
  test('stand in the file until they are removed, listed or not, and nothing else goes with them', async () => {
    const store = await open();
    const entries = await addBoard(store, 'first');
    await addBoard(store, 'second');
    await store.archive.compact('first', compactionOf(entries.slice(0, 3)));
    expect([rowsOf('board_updates'), rowsOf('board_covered')]).toEqual([8, 1]);
    expect(await store.archive.removeCovered(asked)).toBe(3);
    expect([rowsOf('board_updates'), rowsOf('board_covered')]).toEqual([5, 0]);
    await store.close();
  });

  test('take along what was noted of their places, and leave what is noted of others', async () => {
    const store = await open();
    const entry = { author: 'ama', at: noon, update: new Uint8Array([1]) };
    for (const session of ['first', 'second']) await addBoard(store, session);
    const many = Array.from({ length: 4_000 }, (_, nth) => ({ session: nth % 2 ? 'first' : 'second', ...entry }));
    await store.boards.append(many);
    await until(() => rowsOf('board_places') === 2, 'places are noted');
    await store.boards.append(many.slice(0, 100));
    const { entries } = await store.archive.readTail('first', 10_000);
    expect(entries).toHaveLength(2_054);
    await store.archive.compact('first', compactionOf(entries));
    const before = await store.boards.load('second');
    // What is covered already is not worth a place any more.
    await store.boards.append(many.map((each) => ({ ...each, session: 'second' })));
    await until(() => rowsOf('board_places') === 3, 'more places are noted');
    await store.archive.removeCovered(asked);
    expect([rowsOf('board_places'), rowsOf('board_updates')]).toEqual([2, (before?.tail.length ?? 0) + 4_000]);
    expect((await store.boards.load('first'))?.tail).toEqual([]);
    expect((await store.boards.load('second'))?.tail).toHaveLength((before?.tail.length ?? 0) + 4_000);
    await store.close();
  });

  test('of a database from before, which had every row in the index of its board, are found and removed there', async () => {
    const store = await open();
    await addBoard(store, 'second');
    await addBoard(store, 'first');
    await store.close();
    const before = new Database(file());
    before.exec('update board_updates set listed = 1; update board_listing set through = 8');
    before.close();
    const again = await open();
    await again.boards.append([{ session: 'first', author: 'ama', at: noon, update: new Uint8Array([7]) }]);
    const { entries } = await again.archive.readTail('first', 10);
    expect(entries.map(({ update }) => [...update])).toEqual([[0, 0], [1], [2], [3], [7]]);
    expect(await again.archive.compact('first', compactionOf(entries.slice(0, 3)))).toBe(true);
    for (const removed of [3, 0]) {
      expect((await again.boards.load('first'))?.tail.map((update) => [...update])).toEqual([[3], [7]]);
      expect((await again.boards.load('second'))?.tail).toHaveLength(4);
      expect(await again.archive.removeCovered(asked)).toBe(removed);
    }
    await again.close();
  });

  test(
    'are removed after the server was killed at any moment, and no entry is lost or read twice',
    { timeout: 120_000 },
    async () => {
      const program = fileURLToPath(new URL('programs/compact-forever.ts', import.meta.url));
      let stored = 0;
      for (const upTo of [4_500, 8_000, 13_500, 21_000]) {
        const child = spawn(process.execPath, [program, dataDir, String(stored)], {
          stdio: ['ignore', 'pipe', 'inherit'],
        });
        let acknowledged = 0;
        for await (const line of createInterface({ input: child.stdout })) {
          acknowledged = Number(line);
          if (acknowledged >= upTo && !child.killed) child.kill('SIGKILL');
        }
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
        expect(child.signalCode).toBe('SIGKILL');

        const numbersOf = async (session: string): Promise<{ folded: number; tail: number[] }> => {
          const { checkpoint, tail } = (await store.boards.load(session)) ?? { checkpoint: null, tail: [] };
          const numberOf = (update: Uint8Array): number => Buffer.from(update).readUInt32LE();
          // The seed is two bytes, and on the board as long as nothing is folded.
          return {
            folded: checkpoint ? numberOf(checkpoint) : 0,
            tail: tail.filter((update) => update.length === 4).map(numberOf),
          };
        };
        const store = await open();
        const boards = ['a', 'b', 'c'];
        const before = await Promise.all(boards.map(numbersOf));
        for (const { folded, tail } of before) {
          expect(tail).toEqual(tail.map((_, nth) => folded + nth + 1));
          stored = folded + tail.length;
          expect(stored).toBeGreaterThanOrEqual(acknowledged);
        }
        if (upTo > 13_500) await store.archive.removeCovered(asked);
        expect(await Promise.all(boards.map(numbersOf))).toEqual(before);
        await store.close();
        if (upTo > 13_500) {
          const left = before.reduce((sum, { folded, tail }) => sum + tail.length + (folded === 0 ? 1 : 0), 0);
          expect(rowsOf('board_updates')).toBe(left);
        }
      }
    },
  );
});
