import { afterEach, beforeEach, expect, test } from 'vitest';
import { awarenessLimit } from '#lib/protocol/board-messages.ts';
import { openBoardPair, type BoardStage, type Visitor } from '../support/board-stage.ts';
import { stateFrame } from '../support/board-wire.ts';
import { until } from '../support/until.ts';

let stage: BoardStage;
let ama: Visitor;
let ben: Visitor;
let session: string;
let room: string;

beforeEach(async () => {
  ({ stage, ama, ben, session, room } = await openBoardPair({
    tuning: { pulse: { beatMs: 20, speakAfterMs: 100, pingAfterMs: 100, patienceMs: 200 } },
  }));
});

afterEach(async () => {
  await stage.close();
});

test('B14 B16: two peers see each other at once, with the names that the server vouches for', async () => {
  const a = stage.desk(session, ama);
  const b = stage.desk(session, ben);
  await until(() => a.others().length === 1 && b.others().length === 1, 'both see the other', 2_000);
  expect(a.others()[0]?.user).toEqual({ id: ben.id, name: 'Ben', hue: 2 });
  expect(b.others()[0]?.user).toEqual({ id: ama.id, name: 'Ama', hue: 1 });
});

test('B14: what a client says of its own name is replaced, and what it says besides arrives', async () => {
  const [a, b] = [stage.desk(session, ama), stage.desk(session, ben)];
  a.provider.awareness.setLocalState({ pointer: { x: 3, y: 4 }, user: { id: ben.id, name: 'Ben', hue: 2 }, cursor: 7 });
  await until(() => b.others()[0]?.cursor === 7, 'the state arrived');
  expect(b.others()).toEqual([{ pointer: { x: 3, y: 4 }, cursor: 7, user: { id: ama.id, name: 'Ama', hue: 1 } }]);
});

test('B14: what leads the others’ eyes is said by nobody who may not write', async () => {
  const [a, b] = [stage.desk(session, ama), stage.desk(session, ben)];
  await until(() => a.others().length === 1 && b.others().length === 1, 'both see the other');
  const spotlight = { id: 'light-00000001', card: 'card-0000000001' };
  const says = { spotlight, call: { id: 'call-000000001', view: null, card: null }, unlit: 'light-00000002' };
  a.provider.awareness.setLocalState({ ...says, cursor: 1 });
  await until(() => b.others()[0]?.cursor === 1, 'the state of one who may write');
  expect(b.others()[0]).toMatchObject(says);
  await stage.endInStore(session, ama);
  stage.bus.publish({ type: 'session-ended', session, by: ama.id, at: Date.now() });
  a.provider.awareness.setLocalState({ ...says, cursor: 2 });
  await until(() => b.others()[0]?.cursor === 2, 'the state of one who may not');
  expect(Object.keys(b.others()[0] ?? {}).sort()).toEqual(['cursor', 'user']);
});

test('B14: somebody who takes another name is seen under it at once', async () => {
  const [a, b] = [stage.desk(session, ama), stage.desk(session, ben)];
  await until(() => a.others().length === 1 && b.others().length === 1, 'both see the other');
  await stage.store.users.rename(ben.id, 'Benjamin');
  stage.bus.publish({ type: 'members-changed', room });
  const nameOf = (state: Record<string, unknown> | undefined) => (state?.user as { name: string } | undefined)?.name;
  await until(() => nameOf(a.others()[0]) === 'Benjamin', 'the new name');
});

test('B15: whoever leaves is gone for everybody at once', async () => {
  const [a, b] = [stage.desk(session, ama), stage.desk(session, ben)];
  await until(() => a.others().length === 1 && b.others().length === 1, 'both see the other');
  b.provider.ws?.close();
  b.leave();
  await until(() => a.others().length === 0, 'gone');
});

test('B15: a line that breaks without a word takes its state along', async () => {
  const a = stage.desk(session, ama);
  const wire = stage.wire(session, { cookie: ben.cookie });
  await wire.opened();
  wire.send(stateFrame([{ client: 5, clock: 1, state: { selection: [] } }]));
  await until(() => a.others().length === 1, 'seen');
  wire.socket.terminate();
  await until(() => a.others().length === 0, 'gone');
});

test('B16: after a reconnect a peer is seen again at once', async () => {
  const [a, b] = [stage.desk(session, ama), stage.desk(session, ben)];
  await until(() => a.others().length === 1 && b.others().length === 1, 'both see the other');
  for (let round = 0; round < 3; round++) {
    b.provider.disconnect();
    await until(() => a.others().length === 0, 'gone');
    b.provider.awareness.setLocalStateField('pointer', { x: round, y: round });
    b.provider.connect();
    await until(() => a.others().length === 1 && b.others().length === 1, 'back', 2_000);
  }
});

test('B16: after a restart of the server everybody sees everybody at once', async () => {
  const [a, b] = [stage.desk(session, ama), stage.desk(session, ben)];
  await until(() => a.others().length === 1 && b.others().length === 1, 'both see the other');
  await stage.restart();
  await until(() => a.provider.synced && b.provider.synced, 'both are back');
  await until(() => a.others().length === 1 && b.others().length === 1, 'both see the other again', 2_000);
});

test('B13: a connection speaks for one client only, and not for one that another holds', async () => {
  const a = stage.desk(session, ama);
  await until(() => a.provider.synced, 'in sync');
  const mine = a.doc.clientID;
  const forger = stage.wire(session, { cookie: ben.cookie });
  await forger.opened();
  forger.send(stateFrame([{ client: mine, clock: 1_000, state: { pointer: { x: 1, y: 1 } } }]));
  forger.send(stateFrame([{ client: 11, clock: 1, state: { selection: [] } }]));
  forger.send(stateFrame([{ client: 12, clock: 1, state: { selection: [] } }]));
  forger.send(stateFrame([{ client: mine, clock: 2_000, state: null }]));
  forger.send(stateFrame([{ client: 11, clock: 2, state: { selection: ['AAAAAAAAAAAA'] } }]));
  await until(
    () => a.others().some((state) => Array.isArray(state.selection) && state.selection.length === 1),
    'arrived',
  );
  expect(a.others()).toHaveLength(1);
  expect(a.provider.awareness.meta.get(mine)?.clock).toBeLessThan(1_000);
  const b = stage.desk(session, ben);
  await until(() => b.others().length === 2, 'a newcomer sees the two who are here');
});

test.each([
  ['too large', { note: 'x'.repeat(awarenessLimit) }],
  ['no object', 'hello'],
  ['a list', [1, 2]],
  ['a pointer that is none', { pointer: { x: 'left', y: 0 } }],
  ['a selection without end', { selection: Array.from({ length: 500 }, () => 'AAAAAAAAAAAA') }],
])('B14: a state that is %s is dropped, and the next one counts', async (_what, state) => {
  const a = stage.desk(session, ama);
  const wire = stage.wire(session, { cookie: ben.cookie });
  await wire.opened();
  wire.send(stateFrame([{ client: 5, clock: 1, state }]));
  wire.send(stateFrame([{ client: 5, clock: 2, state: { pointer: null } }]));
  await until(() => a.others().length === 1, 'the sound one arrived');
  expect(a.others()[0]).toEqual({ pointer: null, user: { id: ben.id, name: 'Ben', hue: 2 } });
  expect(wire.isClosed()).toBe(false);
});

test('B15: a pointer that moves 300 times in a moment reaches the peer with its last place, in few messages', async () => {
  const wire = stage.wire(session, { cookie: ama.cookie });
  await wire.opened();
  const mover = stage.wire(session, { cookie: ben.cookie });
  await mover.opened();
  for (let x = 1; x <= 300; x++) mover.send(stateFrame([{ client: 5, clock: x, state: { pointer: { x, y: 0 } } }]));
  await until(() => wire.awareness().at(-1)?.clock === 300, 'the last place arrived');
  expect(wire.awareness().length).toBeLessThan(100);
});

test('B13: the late end of an old connection does not take the new one’s state away', async () => {
  const a = stage.desk(session, ama);
  const old = stage.wire(session, { cookie: ben.cookie });
  await old.opened();
  old.send(stateFrame([{ client: 5, clock: 1, state: { pointer: null } }]));
  await until(() => a.others().length === 1, 'seen');
  const fresh = stage.wire(session, { cookie: ben.cookie });
  await fresh.opened();
  fresh.send(stateFrame([{ client: 5, clock: 2, state: { pointer: { x: 1, y: 1 } } }]));
  await until(() => a.others()[0]?.pointer !== null, 'the new connection speaks for it now');
  old.socket.terminate();
  await until(() => old.isClosed(), 'the old one is gone');
  fresh.send(stateFrame([{ client: 5, clock: 3, state: { pointer: { x: 2, y: 2 } } }]));
  await until(() => JSON.stringify(a.others()[0]?.pointer) === '{"x":2,"y":2}', 'it still speaks');
  expect(a.others()).toHaveLength(1);
});

test('B19: a quiet board still says something from time to time, so that clients do not give up', async () => {
  const wire = stage.wire(session, { cookie: ama.cookie });
  await wire.opened();
  const before = wire.frames.length;
  await until(() => wire.frames.length >= before + 2, 'two signs of life');
  expect(wire.frames.at(-1)).toEqual(new Uint8Array([1, 1, 0]));
});

test('B19: a client that answers no ping is gone, one that does stays', async () => {
  const a = stage.desk(session, ama);
  const dead = stage.wire(session, { cookie: ben.cookie });
  const alive = stage.wire(session, { cookie: ben.cookie });
  await dead.opened();
  await alive.opened();
  dead.send(stateFrame([{ client: 5, clock: 1, state: {} }]));
  alive.send(stateFrame([{ client: 6, clock: 1, state: {} }]));
  await until(() => a.others().length === 2, 'both are seen');
  dead.socket.pause();
  await until(() => a.others().length === 1, 'the silent one is gone');
  expect(a.provider.awareness.getStates().has(6)).toBe(true);
  expect(alive.isClosed()).toBe(false);
});
