/** A checkpoint that cannot be read any more: what people on the board notice of it, and what is never done. */
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { boardClose } from '#lib/protocol/board-messages.ts';
import { openBoardStage, type BoardStage, type Visitor } from '../support/board-stage.ts';
import { until } from '../support/until.ts';

let stage: BoardStage;
let ama: Visitor;
let session: string;
beforeEach(async () => {
  stage = await openBoardStage();
  ama = await stage.visitor('Ama');
  ({ session } = await stage.session(ama));
});
afterEach(() => stage.close());

/** Writes so much that the board is compacted when she has left; returns the words on it. */
async function compactedBoard(words: number): Promise<string> {
  const desk = stage.desk(session, ama);
  await until(() => desk.provider.synced, 'in sync');
  for (let nth = 0; nth < words; nth++) desk.write(`word ${nth} `);
  await until(() => desk.saved() === desk.sent(), 'saved', 20_000);
  desk.leave();
  await until(
    async () => {
      const stored = await stage.store.boards.load(session);
      return stored?.checkpoint !== null && stored?.tail.length === 0;
    },
    'compacted',
    20_000,
  );
  return desk.text.toJSON();
}

/** The hand that slips: changes what is stored past the server. */
function tamper(change: (database: Database.Database) => void): void {
  const database = new Database(`${stage.dataDir}/counterpoint.sqlite`, { timeout: 5_000 });
  change(database);
  database.close();
}

const checkpointOf = async (): Promise<Uint8Array> => (await stage.store.boards.load(session))!.checkpoint!;

function replaceCheckpoint(bytes: Uint8Array): void {
  tamper((database) => {
    database.prepare('update board_checkpoints set bytes = ? where session_id = ?').run(bytes, session);
  });
}

/** It decodes, and no document takes it: words before a place of their own writer's that does not exist. */
function inapplicable(): Uint8Array {
  const doc = new Y.Doc();
  doc.clientID = 9;
  doc.getText('notes').insert(0, 'twelve units');
  const wrong = new Uint8Array([1, 1, 9, 12, 0xc4, 9, 3, 9, 99, 3, 97, 98, 99, 0]);
  return Y.mergeUpdates([Y.encodeStateAsUpdate(doc), wrong]);
}

test('B36: a board whose checkpoint is cut off is put together from its time line, and nobody misses a word', async () => {
  const words = await compactedBoard(60);
  const damaged = (await checkpointOf()).slice(0, -20);
  replaceCheckpoint(damaged);
  const desk = stage.desk(session, ama);
  await until(() => desk.provider.synced, 'in sync', 20_000);
  expect(desk.text.toJSON()).toBe(words);
  desk.write('and on');
  await until(() => desk.saved() === desk.sent(), 'saved');
  expect((await stage.onDisk(session)).getText('notes').toJSON()).toBe(`${words}and on`);
  const [quarantined] = await stage.store.archive.listQuarantined();
  expect(quarantined).toMatchObject({ session, size: damaged.length });
  expect(stage.warnings.some((line) => line.includes('put together from its time line'))).toBe(true);
});

test('B36: the same with edits after the checkpoint, and with a state kept on the way', async () => {
  const words = await compactedBoard(300);
  expect((await stage.store.archive.listStates(session)).length).toBeGreaterThan(0);
  const later = new Y.Doc();
  Y.applyUpdate(later, await checkpointOf());
  const before = Y.encodeStateVector(later);
  later.getText('notes').insert(0, 'later: ');
  const update = Y.encodeStateAsUpdate(later, before);
  await stage.store.boards.append([{ session, author: ama.id, at: Date.now(), update }]);
  replaceCheckpoint((await checkpointOf()).slice(0, 50));
  const desk = stage.desk(session, ama);
  await until(() => desk.provider.synced, 'in sync', 20_000);
  expect(desk.text.toJSON()).toBe(`later: ${words}`);
});

test('B36: a checkpoint that decodes and cannot be applied is found when the server needs the board, and never built on', async () => {
  const words = await compactedBoard(60);
  const damaged = inapplicable();
  expect(() => Y.applyUpdate(new Y.Doc(), damaged)).toThrow();
  replaceCheckpoint(damaged);
  await stage.host.edit(session, null, (doc) => doc.getText('notes').insert(0, 'and '));
  expect((await stage.onDisk(session)).getText('notes').toJSON()).toBe(`and ${words}`);
  expect(await stage.store.archive.listQuarantined()).toMatchObject([{ session, size: damaged.length }]);
});

test.each([
  ['first', 'from_seq < 10'],
  ['last', 'to_seq > 10'],
])(
  'B36: without the %s words it is not put together: it stays closed and untouched, and says so',
  async (_which, gone) => {
    await compactedBoard(60);
    const damaged = (await checkpointOf()).slice(0, -20);
    replaceCheckpoint(damaged);
    tamper((database) => {
      database.prepare(`delete from board_segments where session_id = ? and ${gone}`).run(session);
      database.prepare('delete from board_states where session_id = ?').run(session);
    });
    for (let visit = 0; visit < 2; visit++) {
      const wire = stage.wire(session, { cookie: ama.cookie });
      await until(() => wire.isClosed(), 'closed', 20_000);
      expect(await wire.closed()).toBe(boardClose.damaged.code);
    }
    await expect(stage.host.edit(session, null, (doc) => doc.getText('notes').insert(0, 'and '))).rejects.toThrow();
    expect(Buffer.from(await checkpointOf())).toEqual(Buffer.from(damaged));
    expect((await stage.store.boards.load(session))?.tail).toEqual([]);
    expect(stage.warnings.some((line) => line.includes('restored from a backup'))).toBe(true);
    const other = await stage.session(ama);
    await stage.wire(other.session, { cookie: ama.cookie }).opened();
  },
);
