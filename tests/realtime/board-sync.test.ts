import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openBoardPair, type BoardStage, type Visitor } from '../support/board-stage.ts';
import { until } from '../support/until.ts';

let stage: BoardStage;
let ama: Visitor;
let ben: Visitor;
let session: string;
let room: string;

beforeEach(async () => {
  ({ stage, ama, ben, session, room } = await openBoardPair());
});

afterEach(async () => {
  await stage.close();
  expect(stage.failures).toEqual([]);
});

test('B3 B6: two peers write at the same time and see the same board', async () => {
  const [a, b] = [stage.desk(session, ama), stage.desk(session, ben)];
  await until(() => a.provider.synced && b.provider.synced, 'both peers in sync');
  for (let word = 0; word < 50; word++) {
    a.write(`a${word} `);
    b.write(`b${word} `);
  }
  await until(() => a.text.length === b.text.length && a.text.length === 380, 'all words on both boards');
  expect(a.text.toJSON()).toBe(b.text.toJSON());
});

test('B3: whoever comes later gets everything, deletions and edits not stored yet included', async () => {
  const a = stage.desk(session, ama);
  await until(() => a.provider.synced, 'in sync');
  a.write('one two three');
  a.text.delete(0, 4);
  const b = stage.desk(session, ben);
  await until(() => b.text.toJSON() === 'two three', 'the whole text');
});

test('B3: edits made offline arrive when the peer is back, with what others wrote meanwhile', async () => {
  const [a, b] = [stage.desk(session, ama), stage.desk(session, ben)];
  await until(() => a.provider.synced && b.provider.synced, 'both peers in sync');
  a.provider.disconnect();
  a.doc.getMap('cards').set('mine', 1);
  b.doc.getMap('cards').set('yours', 2);
  await until(() => b.saved() === b.sent(), 'the edit of the one who stayed is saved');
  a.provider.connect();
  const whole = { mine: 1, yours: 2 };
  await until(() => a.doc.getMap('cards').size === 2 && b.doc.getMap('cards').size === 2, 'both edits on both boards');
  expect([a.doc.getMap('cards').toJSON(), b.doc.getMap('cards').toJSON()]).toEqual([whole, whole]);
});

test('B8: what is called saved is on disk', async () => {
  const a = stage.desk(session, ama);
  await until(() => a.provider.synced, 'in sync');
  a.write('kept');
  await until(() => a.sent() >= 2 && a.saved() === a.sent(), 'everything sent is saved');
  expect((await stage.onDisk(session)).getText('notes').toJSON()).toBe('kept');
});

test('B7: coming and going without a change does not grow the log', async () => {
  const a = stage.desk(session, ama);
  await until(() => a.provider.synced, 'in sync');
  a.write('hello');
  a.text.delete(0, 2);
  await until(() => a.saved() === 3, 'everything saved');
  const before = await stage.entries(session);
  for (let visit = 0; visit < 3; visit++) {
    a.provider.disconnect();
    a.provider.connect();
    await until(() => a.provider.synced && a.saved() === 1, 'back, and what it sent counts as saved');
  }
  expect(await stage.entries(session)).toBe(before);
});

test('a board that everybody left is closed, said to be quiet once, and opens again with everything', async () => {
  const a = stage.desk(session, ama);
  await until(() => a.provider.synced, 'in sync');
  a.write('still here');
  await until(() => a.saved() === a.sent(), 'saved');
  a.leave();
  await until(() => stage.quiet.length > 0, 'the board came to rest');
  const b = stage.desk(session, ben);
  await until(() => b.text.toJSON() === 'still here', 'the text is back');
  expect(stage.quiet).toEqual([session]);
});

test('a reader that opens a closed board does not make it quiet again', async () => {
  await stage.host.read(session);
  await stage.host.read(session);
  expect(stage.quiet).toEqual([]);
});

test('a page that reloads while its board is being let go loses nothing', async () => {
  const b = new Y.Doc();
  for (let round = 0; round < 15; round++) {
    const desk = stage.desk(session, ama);
    await until(() => desk.provider.synced, 'in sync');
    desk.write(`${round} `);
    // The frame is with the operating system: leaving now makes the board close while the edit is on its way to disk.
    desk.leave();
  }
  const last = stage.desk(session, ben, b);
  await until(() => last.provider.synced, 'in sync');
  await until(() => last.text.toJSON().trim().split(' ').length === 15, 'all rounds are there');
});

test('the server edits a board that is open: readers see it, and it is stored when the call returns', async () => {
  const a = stage.desk(session, ama);
  await until(() => a.provider.synced, 'in sync');
  await stage.host.edit(session, ben.id, (doc) => doc.getText('notes').insert(0, 'done'));
  expect((await stage.onDisk(session)).getText('notes').toJSON()).toBe('done');
  await until(() => a.text.toJSON() === 'done', 'the reader sees it');
});

test('the server edits a board that nobody has open, many times at once, without losing one', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, nth) =>
      stage.host.edit(session, null, (doc) => doc.getMap('cards').set(`c${nth}`, nth)),
    ),
  );
  expect((await stage.onDisk(session)).getMap('cards').size).toBe(20);
});

test('a server edit that fails changes nothing, and a session that is not there cannot be read', async () => {
  const broken = stage.host.edit(session, null, () => {
    throw new Error('no such card');
  });
  await expect(broken).rejects.toThrow('no such card');
  expect(await stage.entries(session)).toBe(1);
  await expect(stage.host.read('nowhere-at-all')).rejects.toMatchObject({ code: 'not-found' });
});

test('B20: a server that stops stores everything, sends everybody off with 1012, and they come back by themselves', async () => {
  const [a, b] = [stage.desk(session, ama), stage.desk(session, ben)];
  await until(() => a.provider.synced && b.provider.synced, 'both peers in sync');
  for (let word = 0; word < 200; word++) a.write('x');
  await until(() => b.text.length > 0, 'the first words arrived');
  await stage.restart();
  await until(() => a.closeCodes.length > 0 && b.closeCodes.length > 0, 'both are sent off');
  expect(a.closeCodes).toEqual([1012]);
  expect(b.closeCodes).toEqual([1012]);
  a.write('!');
  await until(() => b.text.length === 201, 'everything arrived after the restart');
  await until(() => a.saved() === a.sent(), 'everything is saved');
  expect((await stage.onDisk(session)).getText('notes').length).toBe(201);
});

test('two tabs of one person are two writers, and each keeps its own count of saved edits', async () => {
  const [one, two] = [stage.desk(session, ama), stage.desk(session, ama)];
  await until(() => one.provider.synced && two.provider.synced, 'both tabs in sync');
  one.write('left ');
  two.write('right ');
  two.write('again ');
  await until(() => one.saved() === one.sent() && two.saved() === two.sent(), 'both saved');
  expect([one.sent(), two.sent()]).toEqual([2, 3]);
  await until(() => one.text.length === 17 && two.text.length === 17, 'both tabs show both');
});

test('boards of different rooms never mix', async () => {
  const other = await stage.session(ama);
  expect(other.room).not.toBe(room);
  const [here, there] = [stage.desk(session, ama), stage.desk(other.session, ama)];
  await until(() => here.provider.synced && there.provider.synced, 'both in sync');
  here.write('here');
  there.write('there');
  await until(() => here.saved() === here.sent() && there.saved() === there.sent(), 'both saved');
  expect((await stage.onDisk(session)).getText('notes').toJSON()).toBe('here');
  expect((await stage.onDisk(other.session)).getText('notes').toJSON()).toBe('there');
});
