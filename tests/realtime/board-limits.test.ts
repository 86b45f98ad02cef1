import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import * as encoding from 'lib0/encoding';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  boardAuthorLimit,
  boardClose,
  boardMessage,
  boardSizeLimit,
  removalSizeLimit,
  syncStep,
} from '#lib/protocol/board-messages.ts';
import { BoardState } from '../../server/board/state/board-state.ts';
import type { Meter } from '../../server/board/meter.ts';
import { createHttpServer } from '../../server/http/listener.ts';
import type { BoardStore } from '../../server/store/ports/board-port.ts';
import { openBoardStage, type BoardStage, type BoardStageOptions, type Visitor } from '../support/board-stage.ts';
import { stateFrame, writeFrame } from '../support/board-wire.ts';
import { until } from '../support/until.ts';

let stage: BoardStage | null = null;

async function open(
  options: BoardStageOptions,
): Promise<{ stage: BoardStage; ama: Visitor; ben: Visitor; session: string }> {
  const opened = (stage = await openBoardStage(options));
  const ama = await opened.visitor('Ama');
  const ben = await opened.visitor('Ben');
  const { session } = await opened.session(ama, ben);
  return { stage: opened, ama, ben, session };
}

afterEach(async () => {
  await stage?.close();
  stage = null;
});

/** A meter that keeps what was refused. */
function refusalMeter(): { meter: Meter; refused: string[] } {
  const refused: string[] = [];
  const nothing = (): void => undefined;
  const meter: Meter = {
    took: nothing,
    delivered: nothing,
    committed: nothing,
    commitFailed: nothing,
    resynced: nothing,
    refused: (reason) => refused.push(reason),
  };
  return { meter, refused };
}

test('B21: a user with too many boards open is told so with 4520, and gets in again when one is closed', async () => {
  const { meter, refused } = refusalMeter();
  const { stage, ama, ben, session } = await open({ crowd: { perUser: 3 }, meter });
  const wires = [1, 2, 3].map(() => stage.wire(session, { cookie: ama.cookie }));
  for (const wire of wires) await wire.opened();
  const fourth = stage.wire(session, { cookie: ama.cookie });
  expect(await fourth.closed()).toBe(boardClose.userCrowded.code);
  expect(refused).toEqual([boardClose.userCrowded.reason]);
  await stage.wire(session, { cookie: ben.cookie }).opened();
  wires[0]!.socket.close();
  await wires[0]!.closed();
  await until(async () => {
    const wire = stage.wire(session, { cookie: ama.cookie });
    await until(() => wire.frames.length > 0 || wire.isClosed(), 'in or out');
    return !wire.isClosed();
  }, 'there is a place again');
  expect(wires[1]!.isClosed()).toBe(false);
});

test('B21: an address with too many connections is told so with 4521, whoever comes from there', async () => {
  const { stage, ama, ben, session } = await open({ crowd: { perAddress: 2, loopbackFree: false } });
  await stage.wire(session, { cookie: ama.cookie }).opened();
  await stage.wire(session, { cookie: ben.cookie }).opened();
  expect(await stage.wire(session, { cookie: ama.cookie }).closed()).toBe(boardClose.addressCrowded.code);
});

test('B21: handshakes that hang count for their address: too many of them are refused at once', async () => {
  const { stage, ama, session } = await open({
    crowd: { perAddress: 2, loopbackFree: false },
    tuning: { patienceMs: 2_000 },
  });
  stage.store.sessions.access = () => new Promise(() => undefined);
  const hanging = [1, 2].map(() => stage.wire(session, { cookie: ama.cookie }).refused());
  await until(async () => (await stage.wire(session, { cookie: ama.cookie }).refused()) === 429, 'refused at once');
  expect(await Promise.all(hanging)).toEqual([503, 503]);
});

test('B22: a store that hangs does not hold a handshake: it is refused with 503 after a while', async () => {
  const { stage, ama, session } = await open({ tuning: { patienceMs: 100 } });
  const real = stage.store.sessions.access.bind(stage.store.sessions);
  stage.store.sessions.access = () => new Promise(() => undefined);
  expect(await stage.wire(session, { cookie: ama.cookie }).refused()).toBe(503);
  stage.store.sessions.access = real;
  await stage.wire(session, { cookie: ama.cookie }).opened();
});

test('B22: a board that does not load in time closes with 4504, and opens for whoever comes when it can be read', async () => {
  let letGo: (() => void) | null = null;
  const slow = (boards: BoardStore): BoardStore => ({
    ...boards,
    append: (entries) => boards.append(entries),
    async load(session) {
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
      return boards.load(session);
    },
  });
  const { stage, ama, session } = await open({ through: slow, tuning: { patienceMs: 100 } });
  expect(await stage.wire(session, { cookie: ama.cookie }).closed()).toBe(boardClose.tooSlow.code);
  const next = stage.wire(session, { cookie: ama.cookie });
  await until(() => next.socket.readyState === next.socket.OPEN && letGo !== null, 'it waits');
  letGo!();
  await next.opened();
  next.socket.close();
  await until(() => stage.host.census().rooms === 0, 'nobody holds the board any more');
});

test('B22: rights that cannot be read in time after they changed close the connection with 4503', async () => {
  const { stage, ama, session } = await open({ tuning: { patienceMs: 100 } });
  const { room } = (await stage.store.sessions.access(ama.id, session))!.session;
  const wire = stage.wire(session, { cookie: ama.cookie });
  await wire.opened();
  stage.store.sessions.access = () => new Promise(() => undefined);
  stage.bus.publish({ type: 'members-changed', room });
  expect(await wire.closed()).toBe(boardClose.unavailable.code);
});

test('B17: somebody who floods over many connections is slowed down over all of them, and closed with 4529', async () => {
  const { stage, ama, ben, session } = await open({
    crowd: {
      allowance: { framesPerSecond: 300, bytesPerSecond: 4_000_000, burstSeconds: 1, patienceMs: 300 },
    },
  });
  const peer = stage.desk(session, ben);
  const wires = [1, 2, 3, 4].map(() => stage.wire(session, { cookie: ama.cookie }));
  for (const wire of wires) await wire.opened();
  const frame = stateFrame([]);
  const flood = setInterval(() => {
    for (const wire of wires)
      for (let nth = 0; nth < 20 && wire.socket.readyState === wire.socket.OPEN; nth++) wire.send(frame);
  }, 10);
  try {
    const codes = await Promise.race(wires.map((wire) => wire.closed()));
    expect(codes).toBe(boardClose.tooFast.code);
  } finally {
    clearInterval(flood);
  }
  peer.write('undisturbed');
  await until(() => peer.saved() === peer.sent(), 'the peer is not slowed down');
  expect(peer.closeCodes).toEqual([]);
});

test('B17: asking for a large board costs by its size: once is free of delay, again and again is slowed down and closed', async () => {
  const { stage, ama, ben, session } = await open({
    tuning: { allowance: { framesPerSecond: 1_000, burstSeconds: 1, patienceMs: 200 } },
  });
  const peer = stage.desk(session, ben);
  peer.doc.getArray('large').push(['x'.repeat(700_000)]);
  await until(() => peer.saved() === peer.sent(), 'a large board');
  const reader = stage.desk(session, ama);
  await until(() => reader.provider.synced, 'who comes gets it');
  reader.write('at once');
  await until(() => peer.text.toJSON() === 'at once', 'and is not slowed down by it');
  const wire = stage.wire(session, { cookie: ama.cookie });
  await wire.opened();
  const question = new Uint8Array([boardMessage.sync, syncStep.stateVector, 1, 0]);
  const asking = setInterval(() => {
    if (wire.socket.readyState === wire.socket.OPEN) wire.send(question);
  }, 20);
  try {
    expect(await wire.closed()).toBe(boardClose.tooFast.code);
  } finally {
    clearInterval(asking);
  }
  // 50 small questions a second are nothing to be closed for: without the board's size they would pass.
  expect(
    wire.frames.filter((frame) => frame[0] === boardMessage.sync && frame[1] === syncStep.missing).length,
  ).toBeLessThan(10);
});

/** An update with this much text, by an author of its own. */
function bulk(bytes: number): Uint8Array {
  const doc = new Y.Doc();
  doc.getArray('bulk').push(['x'.repeat(bytes)]);
  return Y.encodeStateAsUpdate(doc);
}

test('B23: a full board refuses more with 4413, is read and thinned out as before', async () => {
  const { stage, ama, ben, session } = await open({
    tuning: { allowance: { bytesPerSecond: 500_000_000 } },
    crowd: { allowance: { framesPerSecond: 1e6, bytesPerSecond: 5e8, burstSeconds: 2, patienceMs: 60_000 } },
  });
  const writer = stage.wire(session, { cookie: ama.cookie });
  await writer.opened();
  const piece = bulk(1_000_000);
  const pieces = Math.floor(boardSizeLimit / piece.length);
  for (let nth = 0; nth < pieces; nth++) writer.send(writeFrame(bulk(1_000_000)));
  await until(() => writer.saved() === pieces, 'all that fits is saved', 30_000);
  writer.send(writeFrame(bulk(1_000_000)));
  expect(await writer.closed()).toBe(boardClose.boardFull.code);
  const reader = stage.desk(session, ben);
  await until(() => reader.doc.getArray('bulk').length === pieces, 'it can be read', 30_000);
  reader.doc.getArray('bulk').delete(0, pieces);
  await until(() => reader.saved() === reader.sent(), 'removing is saved');
  expect(reader.closeCodes).toEqual([]);
  expect((await stage.onDisk(session)).getArray('bulk').length).toBe(0);
  // What was removed makes place, while somebody is still on the board.
  await until(
    async () => {
      const again = stage.wire(session, { cookie: ama.cookie });
      await again.opened();
      again.send(writeFrame(bulk(1_000_000)));
      await until(() => again.isClosed() || again.saved() === 1, 'taken or refused', 30_000);
      return !again.isClosed();
    },
    'there is space again',
    30_000,
  );
  expect(reader.closeCodes).toEqual([]);
});

/** An update that only deletes: so many single characters of an author whom nobody knows. */
function removal(from: number, count: number): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of [0, 1, 77, count]) encoding.writeVarUint(encoder, number);
    for (let nth = 0; nth < count; nth++) {
      encoding.writeVarUint(encoder, 2_097_152 + from + nth * 2);
      encoding.writeVarUint(encoder, 1);
    }
  });
}

test('B23: removing goes on a good way beyond the limit, and not without end', async () => {
  const { stage, ama, ben, session } = await open({
    tuning: { allowance: { bytesPerSecond: 500_000_000 } },
    crowd: { allowance: { framesPerSecond: 1e6, bytesPerSecond: 5e8, burstSeconds: 2, patienceMs: 60_000 } },
  });
  const letters = new Y.Doc();
  letters.clientID = 77;
  letters.getText('notes').insert(0, 'x'.repeat(boardSizeLimit - 1_000));
  const full = Y.encodeStateAsUpdate(letters);
  await stage.store.boards.append([{ session, author: ama.id, at: Date.now(), update: full }]);
  const wire = stage.wire(session, { cookie: ben.cookie });
  await until(() => wire.frames.length > 0, 'the board opens', 30_000);
  const inOne = 200_000;
  const size = removal(0, inOne).length;
  const fitting = Math.floor((removalSizeLimit - full.length) / size);
  for (let nth = 0; nth < fitting; nth++) wire.send(writeFrame(removal(nth * 2 * inOne, inOne)));
  await until(() => wire.saved() === fitting, 'all that fits is saved', 30_000);
  wire.send(writeFrame(removal(fitting * 2 * inOne, inOne)));
  await until(() => wire.isClosed(), 'the next is refused', 30_000);
  expect(await wire.closed()).toBe(boardClose.boardFull.code);
});

/** A letter of each of so many authors. What stands before the letter is missing: documents put it all aside. */
function byMany(first: number, authors: number, clock: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, authors);
    for (let client = first + authors - 1; client >= first; client--) {
      for (const number of [1, client, clock, 4, 1]) encoding.writeVarUint(encoder, number);
      encoding.writeVarString(encoder, 'notes');
      encoding.writeVarString(encoder, 'x');
    }
    encoding.writeVarUint(encoder, 0);
  });
}

test('B23: a board takes no more authors than people can ever be; those who are known write on', async () => {
  const { stage, ama, ben, session } = await open({});
  const wire = stage.wire(session, { cookie: ama.cookie });
  await wire.opened();
  // The server itself is one, who made the board ready.
  wire.send(writeFrame(byMany(1, boardAuthorLimit - 2, 3)));
  wire.send(writeFrame(byMany(20_000, 1, 0)));
  await until(() => wire.saved() === 2, 'as many as there may be are saved', 30_000);
  wire.send(writeFrame(byMany(20_000, 1, 1)));
  wire.send(writeFrame(removal(0, 10)));
  await until(() => wire.saved() === 4, 'one who is known writes on', 30_000);
  wire.send(writeFrame(byMany(20_001, 1, 0)));
  expect(await wire.closed()).toBe(boardClose.boardFull.code);
  const reader = stage.desk(session, ben);
  await until(() => reader.provider.synced, 'it can be read', 30_000);
});

test('B23: what counts is the merged size, not the sum of what was sent', () => {
  const update = bulk(1_000);
  const state = new BoardState({ checkpoint: null, tail: [] }, () => undefined);
  for (let nth = 0; nth < 100; nth++) {
    expect(state.hasSpaceFor(update.length, 8_000)).toBe(true);
    state.add(update);
  }
  expect(state.hasSpaceFor(8_000, 8_000)).toBe(false);
});

async function closedAfter(port: number, ...pieces: string[]): Promise<string> {
  const line = connect(port, '127.0.0.1');
  line.on('error', () => undefined);
  const closed = new Promise((resolve) => line.on('close', resolve));
  await once(line, 'connect');
  let answer = '';
  line.on('data', (data) => (answer += data.toString()));
  const dribble = setInterval(() => {
    const piece = pieces.shift();
    if (piece !== undefined && line.writable) line.write(piece);
  }, 20);
  await closed;
  clearInterval(dribble);
  return answer;
}

test('B22: whoever sends nothing, or dribbles the headers of a handshake, is closed', async () => {
  const http = createHttpServer({ headersMs: 200, requestMs: 400, lookEveryMs: 50 });
  http.on('upgrade', () => {
    throw new Error('a handshake that never ends was taken');
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  const head = [
    'GET /board/AAAAAAAAAAAAAAAAAAAAA HTTP/1.1\r\n',
    'Upgrade: websocket\r\n',
    ...Array<string>(500).fill('a: b\r\n'),
  ];
  const [silent, dribbling] = await Promise.all([closedAfter(port), closedAfter(port, ...head)]);
  // The answer may be lost when the client is still writing as the connection is closed.
  for (const answer of [silent, dribbling]) expect(answer === '' || answer.startsWith('HTTP/1.1 408')).toBe(true);
  await new Promise((resolve) => http.close(resolve));
});

test('every close code is its own, and only those from 4400 to 4499 and 1009 are for good', () => {
  const codes = Object.values(boardClose).map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { code, retry } of Object.values(boardClose))
    expect([code, retry]).toEqual([code, code !== 1009 && (code < 4400 || code > 4499)]);
});
