/** The board as an observer meets it: shut until every peer with a seat agrees, never to be written on, shut again. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { boardMessage } from '#lib/protocol/board-messages.ts';
import { openBoardStage, type BoardStage, type Visitor } from '../support/board-stage.ts';
import { writeFrame } from '../support/board-wire.ts';
import { until } from '../support/until.ts';

let stage: BoardStage;
let ama: Visitor;
let ben: Visitor;
let olu: Visitor;
let session: string;

beforeEach(async () => {
  stage = await openBoardStage();
  [ama, ben, olu] = [await stage.visitor('Ama'), await stage.visitor('Ben'), await stage.visitor('Olu')];
  const made = await stage.session(ama, ben);
  session = made.session;
  await stage.addObserver(made.room, ama, olu);
  for (const person of [ama, ben, olu]) await stage.flows.sit(person.id, session);
});

afterEach(() => stage.close());

async function answer(peer: Visitor, type: 'agree-observer' | 'refuse-observer'): Promise<void> {
  const { version } = await stage.flows.read(session);
  await stage.flows.command(peer.id, session, { version, command: { type, user: olu.id } });
}
const knock = () => stage.wire(session, { cookie: olu.cookie });

test('B1: an observer gets no board before both peers agree, and a refused one none again', async () => {
  expect(await knock().refused()).toBe(404);
  await answer(ama, 'agree-observer');
  expect(await knock().refused()).toBe(404);
  await answer(ben, 'agree-observer');
  await knock().opened();
  await answer(ama, 'refuse-observer');
  expect(await knock().refused()).toBe(404);
});

test.each([0, 1])('B12: when peer %i takes the key back, the observer’s board closes within 100 ms', async (nth) => {
  for (const peer of [ama, ben]) await answer(peer, 'agree-observer');
  const [watcher, amas] = [stage.desk(session, olu), stage.desk(session, ama)];
  await until(() => watcher.provider.synced && amas.provider.synced, 'both in sync');
  // From when it holds: how long the store takes to keep the answer is another matter.
  let since = Infinity;
  stage.bus.subscribe((news) => {
    if (news.type === 'watchers-changed') since = performance.now();
  });
  await answer(nth === 0 ? ama : ben, 'refuse-observer');
  await until(() => watcher.closeCodes.length > 0, 'the connection was closed');
  expect(performance.now() - since).toBeLessThan(100);
  expect(watcher.closeCodes).toEqual([4403]);
  expect(watcher.provider.shouldConnect).toBe(false);
  expect(amas.closeCodes).toEqual([]);
});

test('B2: a key taken back while the board was loading counts', async () => {
  for (const peer of [ama, ben]) await answer(peer, 'agree-observer');
  const wire = knock();
  await until(() => wire.socket.readyState === wire.socket.OPEN, 'the handshake is complete');
  await answer(ben, 'refuse-observer');
  expect(await wire.closed()).toBe(4403);
});

test('B11: whoever watches with both keys reads the board and writes nothing on it', async () => {
  for (const peer of [ama, ben]) await answer(peer, 'agree-observer');
  const wire = knock();
  await wire.opened();
  const doc = new Y.Doc();
  doc.getText('notes').insert(0, 'no');
  const entries = await stage.entries(session);
  wire.send(writeFrame(Y.encodeStateAsUpdate(doc)));
  await until(() => wire.frames.some((frame) => frame[0] === boardMessage.auth), 'the refusal arrived');
  expect(await stage.entries(session)).toBe(entries);
});
