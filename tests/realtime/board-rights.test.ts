import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { boardMessage, syncStep } from '#lib/protocol/board-messages.ts';
import { openBoardPair, type BoardStage, type Visitor } from '../support/board-stage.ts';
import { writeFrame } from '../support/board-wire.ts';
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
});

test('B1: without a cookie nobody gets in', async () => {
  expect(await stage.wire(session, {}).refused()).toBe(401);
});

test('B1: a cookie of nobody does not open a board', async () => {
  expect(await stage.wire(session, { cookie: 'sign-in=made-up' }).refused()).toBe(401);
});

test('B1: a session of others is answered like one that does not exist', async () => {
  const stranger = await stage.visitor('Kofi');
  const foreign = stage.wire(session, { cookie: stranger.cookie });
  const unknown = stage.wire('AAAAAAAAAAAAAAAAAAAAA', { cookie: stranger.cookie });
  expect([await foreign.refused(), await unknown.refused()]).toEqual([404, 404]);
});

test('B1: a page of another origin cannot use a visitor’s cookie', async () => {
  const foreign = stage.wire(session, { cookie: ama.cookie, origin: 'https://elsewhere.example' });
  expect(await foreign.refused()).toBe(403);
  const own = stage.wire(session, { cookie: ama.cookie, origin: `http://127.0.0.1:${stage.port}` });
  await own.opened();
});

test.each(['../etc', 'short', '%2e%2e%2f%2e%2e', 'a/b/c/d/e/f/g/h', '__proto__'])(
  'B1: a path that is no board is refused: %s',
  async (path) => {
    expect(await stage.wire(path, { cookie: ama.cookie }).refused()).toBe(404);
  },
);

test('B12: a removed member’s connection is closed within 100 ms, and does not come back', async () => {
  const [a, b] = [stage.desk(session, ama), stage.desk(session, ben)];
  await until(() => a.provider.synced && b.provider.synced, 'both in sync');
  await stage.removeMember(room, ben);
  const since = performance.now();
  await until(() => b.closeCodes.length > 0, 'the connection was closed');
  expect(performance.now() - since).toBeLessThan(100);
  expect(b.closeCodes).toEqual([4403]);
  expect(b.provider.shouldConnect).toBe(false);
  expect(await stage.wire(session, { cookie: ben.cookie }).refused()).toBe(404);
  a.write('still mine');
  await until(() => a.saved() === a.sent(), 'the other one goes on');
});

test('B12: signing out closes the connections of that sign-in only', async () => {
  const [a, b] = [stage.desk(session, ama), stage.desk(session, ben)];
  await until(() => a.provider.synced && b.provider.synced, 'both in sync');
  stage.signOut(ben);
  await until(() => b.closeCodes.length > 0, 'the connection was closed');
  expect([a.closeCodes, b.closeCodes]).toEqual([[], [4401]]);
});

test('B11 B12: when the session ends its board is read-only at once, and nobody is thrown out', async () => {
  const [a, b] = [stage.desk(session, ama), stage.desk(session, ben)];
  await until(() => a.provider.synced && b.provider.synced, 'both in sync');
  a.write('in time');
  await until(() => a.saved() === a.sent() && b.text.toJSON() === 'in time', 'saved and seen');
  const saved = a.saved();
  stage.bus.publish({ type: 'session-ended', session, by: ben.id, at: Date.now() });
  a.write(', too late');
  a.write(', again');
  await until(() => a.denials() > 0, 'the refusal arrived');
  await stage.host.edit(session, null, (doc) => doc.getMap('cards').set('late', 1));
  await until(() => b.doc.getMap('cards').size === 1, 'the reader still reads');
  expect(b.text.toJSON()).toBe('in time');
  expect(a.saved()).toBe(saved);
  expect(a.denials()).toBe(1);
  expect([a.closeCodes, b.closeCodes]).toEqual([[], []]);
  expect((await stage.onDisk(session)).getText('notes').toJSON()).toBe('in time');
});

test('the server itself writes nothing on the board of a session that has ended', async () => {
  await stage.endInStore(session, ama);
  const late = stage.host.edit(session, null, (doc) => doc.getMap('cards').set('late', 1));
  await expect(late).rejects.toMatchObject({ code: 'session-ended' });
  expect((await stage.onDisk(session)).getMap('cards').size).toBe(0);
});

test('B11: the board of an ended session can be read, and coming without a change counts as saved', async () => {
  const a = stage.desk(session, ama);
  await until(() => a.provider.synced, 'in sync');
  a.write('kept, and some of it deleted');
  a.text.delete(4, 24);
  await until(() => a.saved() === a.sent(), 'saved');
  a.provider.disconnect();
  await stage.endInStore(session, ama);
  a.provider.connect();
  await until(() => a.provider.synced && a.saved() === 1, 'back, with nothing left to save');
  const b = stage.desk(session, ben);
  await until(() => b.text.toJSON() === 'kept', 'the other reads it too');
  const entries = await stage.entries(session);
  b.write('!');
  await until(() => b.denials() === 1, 'the write was refused');
  expect(await stage.entries(session)).toBe(entries);
});

test('B2: rights that changed while the board was loading count', async () => {
  const doc = new Y.Doc();
  doc.getText('notes').insert(0, 'sneaky');
  const wire = stage.wire(session, { cookie: ben.cookie });
  await until(() => wire.socket.readyState === wire.socket.OPEN, 'the handshake is complete');
  await stage.removeMember(room, ben);
  wire.send(writeFrame(Y.encodeStateAsUpdate(doc)));
  expect(await wire.closed()).toBe(4403);
});

test('B2: rights that changed while they were being read count', async () => {
  const real = stage.store.sessions.access.bind(stage.store.sessions);
  let readings = 0;
  stage.store.sessions.access = async (user, id) => {
    const asItWas = await real(user, id);
    if (user === ben.id && ++readings === 1) await stage.removeMember(room, ben);
    return asItWas;
  };
  const wire = stage.wire(session, { cookie: ben.cookie });
  expect(await wire.closed()).toBe(4403);
  expect(wire.frames).toEqual([]);
});

test('B2: whoever comes while nothing changes is looked up once', async () => {
  const real = stage.store.sessions.access.bind(stage.store.sessions);
  let readings = 0;
  stage.store.sessions.access = (user, id) => {
    readings++;
    return real(user, id);
  };
  const a = stage.desk(session, ama);
  await until(() => a.provider.synced, 'in sync');
  expect(readings).toBe(1);
});

test('B12: somebody who gets the right to write back brings along what was refused', async () => {
  const a = stage.desk(session, ama);
  await until(() => a.provider.synced, 'in sync');
  let role: 'peer' | 'observer' = 'observer';
  const real = stage.store.sessions.access.bind(stage.store.sessions);
  stage.store.sessions.access = async (user, id) => {
    const access = await real(user, id);
    return access && user === ama.id ? { ...access, role } : access;
  };
  stage.bus.publish({ type: 'members-changed', room });
  const observer = stage.wire(session, { cookie: ama.cookie });
  await observer.opened();
  await until(() => {
    a.write('.');
    return a.denials() > 0;
  }, 'an observer cannot write');
  role = 'peer';
  stage.bus.publish({ type: 'members-changed', room });
  await until(() => a.closeCodes.length === 1 && a.provider.synced && a.saved() === a.sent(), 'back and saved');
  expect(a.closeCodes).toEqual([1012]);
  expect((await stage.onDisk(session)).getText('notes').toJSON()).toBe(a.text.toJSON());
});

test('B12: somebody who is turned observer writes nothing more within 100 ms, and goes on reading', async () => {
  const [a, b] = [stage.desk(session, ama), stage.desk(session, ben)];
  await until(() => a.provider.synced && b.provider.synced, 'both in sync');
  const real = stage.store.sessions.access.bind(stage.store.sessions);
  stage.store.sessions.access = async (user, id) => {
    const access = await real(user, id);
    return access && user === ben.id ? { ...access, role: 'observer' } : access;
  };
  const since = performance.now();
  stage.bus.publish({ type: 'members-changed', room });
  const writing = setInterval(() => b.write('.'), 2);
  try {
    await until(() => b.denials() === 1, 'the refusal arrived');
  } finally {
    clearInterval(writing);
  }
  expect(performance.now() - since).toBeLessThan(100);
  a.write('seen');
  await until(() => b.text.toJSON().includes('seen'), 'the observer reads on');
  expect(b.closeCodes).toEqual([]);
});

test('B11: an observer’s frames of every writing kind are refused', async () => {
  const real = stage.store.sessions.access.bind(stage.store.sessions);
  stage.store.sessions.access = async (user, id) => {
    const access = await real(user, id);
    return access && user === ben.id ? { ...access, role: 'observer' } : access;
  };
  const wire = stage.wire(session, { cookie: ben.cookie });
  await wire.opened();
  const doc = new Y.Doc();
  doc.getText('notes').insert(0, 'no');
  const entries = await stage.entries(session);
  wire.send(writeFrame(new Uint8Array([0, 0]), syncStep.missing));
  wire.send(writeFrame(Y.encodeStateAsUpdate(doc), syncStep.missing));
  wire.send(writeFrame(Y.encodeStateAsUpdate(doc)));
  wire.send(writeFrame(new Uint8Array([0, 0])));
  await until(() => wire.frames.some((frame) => frame[0] === boardMessage.auth), 'the refusal arrived');
  wire.send(new Uint8Array([boardMessage.sync, syncStep.stateVector, 1, 0]));
  await until(() => wire.frames.some((frame) => frame[0] === 0 && frame[1] === syncStep.missing), 'reading goes on');
  expect(wire.saved()).toBe(1);
  expect(wire.frames.filter((frame) => frame[0] === boardMessage.auth)).toHaveLength(1);
  expect(await stage.entries(session)).toBe(entries);
});
