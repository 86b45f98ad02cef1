import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { syncStep } from '#lib/protocol/board-messages.ts';
import { openBoardPair, type BoardStage, type Visitor } from '../support/board-stage.ts';
import { makeTrying, type TryingBoards } from '../support/trying-boards.ts';
import { writeFrame } from '../support/board-wire.ts';
import { until } from '../support/until.ts';

let stage: BoardStage;
let disk: TryingBoards;
let ama: Visitor;
let ben: Visitor;
let session: string;

beforeEach(async () => {
  ({ stage, ama, ben, session } = await openBoardPair({
    through: (boards) => (disk = makeTrying(boards)),
    tuning: { log: { retryMs: 5, retryLimitMs: 20, unsavedLimit: 20_000 } },
  }));
});

afterEach(async () => {
  disk.refuses = () => false;
  disk.unreadable = false;
  disk.letGo();
  await stage.close();
});

async function bothInSync() {
  const [a, b] = [stage.desk(session, ama), stage.desk(session, ben)];
  await until(() => a.provider.synced && b.provider.synced, 'both in sync');
  await until(() => a.saved() === a.sent() && b.saved() === b.sent(), 'nothing waits');
  return [a, b] as const;
}

test('B6 B8: an edit is on the peer’s screen before it is on disk, and saved only afterwards', async () => {
  const [a, b] = await bothInSync();
  disk.hold();
  a.write('quick');
  await until(() => b.text.toJSON() === 'quick', 'the peer sees it');
  await until(() => disk.tried > 0, 'the commit is under way');
  expect([a.saved(), a.sent()]).toEqual([1, 2]);
  disk.letGo();
  await until(() => a.saved() === 2, 'saved');
  expect((await stage.onDisk(session)).getText('notes').toJSON()).toBe('quick');
});

test('B8: what somebody else wrote, and is not on disk yet, is not called saved to who brings it too', async () => {
  const [a, b] = await bothInSync();
  a.write('gone soon');
  await until(() => a.saved() === a.sent() && b.text.length > 0, 'saved');
  disk.hold();
  a.text.delete(0, 5);
  await until(() => b.text.toJSON() === 'soon', 'the peer sees it');
  const wire = stage.wire(session, { cookie: ben.cookie });
  await wire.opened();
  wire.send(writeFrame(Y.encodeStateAsUpdate(b.doc), syncStep.missing));
  wire.send(writeFrame(new Uint8Array([0]), syncStep.stateVector));
  await until(() => wire.frames.some(([kind, step]) => kind === 0 && step === 1), 'it was read');
  const read = performance.now();
  // Much longer than it takes to be told while there is so little to tell.
  await until(() => performance.now() > read + 400, 'time passes');
  expect(wire.saved()).toBe(0);
  disk.letGo();
  await until(() => wire.saved() === 1, 'saved');
  expect((await stage.onDisk(session)).getText('notes').toJSON()).toBe('soon');
});

test('B9: edits of all boards that come together are committed together', async () => {
  const other = await stage.session(ama);
  const [a] = await bothInSync();
  const c = stage.desk(other.session, ama);
  await until(() => c.provider.synced, 'in sync');
  disk.hold();
  a.write('first');
  await until(() => disk.tried === 1, 'the first commit is under way');
  for (let word = 0; word < 30; word++) {
    a.write('a');
    c.write('c');
  }
  await stage.host.read(session);
  await until(() => stage.host.read(session).then(() => true), 'the server is responsive');
  const late = stage.desk(session, ben);
  await until(() => late.text.length === 35, 'everything has been relayed');
  await until(() => c.text.length === 30, 'written');
  disk.letGo();
  await until(() => a.saved() === a.sent() && c.saved() === c.sent(), 'everything is saved');
  expect(disk.stored).toBeLessThanOrEqual(4);
});

test('B9: a full disk saves nothing and loses nothing: edits go on, and are saved when there is room again', async () => {
  const [a, b] = await bothInSync();
  disk.refuses = () => true;
  a.write('one ');
  a.write('two ');
  await until(() => disk.tried >= 3, 'it was tried again');
  await until(() => b.text.toJSON() === 'one two ', 'the peer sees everything');
  expect(a.saved()).toBe(1);
  expect(a.closeCodes).toEqual([]);
  disk.refuses = () => false;
  await until(() => a.saved() === a.sent(), 'saved in the end');
  expect((await stage.onDisk(session)).getText('notes').toJSON()).toBe('one two ');
});

test('B9: one board that cannot be stored does not hold up the others', async () => {
  const other = await stage.session(ama);
  const [a] = await bothInSync();
  const c = stage.desk(other.session, ama);
  await until(() => c.provider.synced, 'in sync');
  disk.refuses = (sessions) => sessions.includes(session);
  a.write('stuck');
  c.write('fine');
  await until(() => c.saved() === c.sent(), 'the other board is saved');
  c.write(', and later too');
  await until(() => c.saved() === c.sent(), 'again');
  expect(a.saved()).toBe(1);
  disk.refuses = () => false;
  await until(() => a.saved() === a.sent(), 'and the first one, when it can be');
});

test('B9: what waits for the disk survives its writers: the board stays until it is stored', async () => {
  const [a, b] = await bothInSync();
  disk.refuses = () => true;
  a.write('last words');
  await until(() => disk.tried > 1, 'it cannot be stored');
  a.leave();
  b.leave();
  const loads = disk.loads;
  const c = stage.desk(session, ben);
  await until(() => c.text.toJSON() === 'last words', 'a newcomer sees it');
  expect(disk.loads).toBe(loads);
  expect(stage.quiet).toEqual([]);
  c.leave();
  disk.refuses = () => false;
  await until(() => stage.quiet.length === 1, 'the board came to rest');
  expect((await stage.onDisk(session)).getText('notes').toJSON()).toBe('last words');
});

test('B10: past the bound a new edit is refused with 4503, not dropped, and saved when the disk is back', async () => {
  const [a, b] = await bothInSync();
  disk.refuses = () => true;
  a.write('x'.repeat(12_000));
  a.write('y'.repeat(12_000));
  await until(() => a.closeCodes.length > 0, 'the second one was refused');
  expect(a.closeCodes[0]).toBe(4503);
  await until(() => b.text.length === 12_000, 'the first one was relayed');
  expect(a.text.length).toBe(24_000);
  disk.refuses = () => false;
  await until(() => a.provider.synced && a.saved() === a.sent() && b.text.length === 24_000, 'back and saved');
  expect((await stage.onDisk(session)).getText('notes').length).toBe(24_000);
});

test('B2: a board that cannot be loaded closes with 4503, nothing is stored over it, and the next try works', async () => {
  const a = stage.desk(session, ama);
  await until(() => a.provider.synced, 'in sync');
  a.write('old and dear');
  await until(() => a.saved() === a.sent(), 'saved');
  a.provider.disconnect();
  await until(() => stage.quiet.length > 0, 'the board is closed');
  const entries = await stage.entries(session);
  disk.unreadable = true;
  const [b, c] = [stage.desk(session, ben), stage.desk(session, ben)];
  b.write('over it?');
  await until(() => b.closeCodes.length > 0 && c.closeCodes.length > 0, 'both are closed');
  expect([b.closeCodes[0], c.closeCodes[0]]).toEqual([4503, 4503]);
  await expect(stage.host.edit(session, null, () => undefined)).rejects.toThrow('cannot be read');
  expect(await stage.entries(session)).toBe(entries);
  disk.unreadable = false;
  await until(() => b.text.toJSON().includes('old and dear') && b.text.toJSON().includes('over it?'), 'all there');
  await until(() => b.saved() === b.sent(), 'and saved');
});

test('B2: a board that many come to at once is loaded once', async () => {
  const desks = Array.from({ length: 8 }, () => stage.desk(session, ben));
  await until(() => desks.every((desk) => desk.provider.synced), 'all in sync');
  expect(disk.loads).toBe(1);
});

test('B20: stopping waits for a slow disk: all that was taken is stored', async () => {
  const [a, b] = await bothInSync();
  disk.hold();
  a.write('under way');
  await until(() => b.text.toJSON() === 'under way', 'taken and relayed');
  const drained = stage.host.drain();
  let over = false;
  void drained.then(() => {
    over = true;
  });
  const late = stage.wire(session, { cookie: ben.cookie });
  expect(await late.refused()).toBe(503);
  await expect(stage.host.edit(session, null, () => undefined)).rejects.toMatchObject({ code: 'unavailable' });
  expect(over).toBe(false);
  disk.letGo();
  await drained;
  expect(a.saved()).toBe(2);
  expect(a.closeCodes).toEqual([1012]);
  expect((await stage.onDisk(session)).getText('notes').toJSON()).toBe('under way');
});

test('B8: the server’s own edit is not called done before it is on disk', async () => {
  disk.hold();
  let done = false;
  const edit = stage.host
    .edit(session, null, (doc) => doc.getMap('cards').set('c', 1))
    .then(() => {
      done = true;
    });
  await until(() => disk.tried > 0, 'the commit is under way');
  expect(done).toBe(false);
  expect((await stage.host.read(session)).cards).toEqual([]);
  disk.letGo();
  await edit;
  expect((await stage.onDisk(session)).getMap('cards').get('c')).toBe(1);
});
