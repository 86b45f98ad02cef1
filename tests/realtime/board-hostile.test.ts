import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { boardFrameLimit, boardMessage, boardPath, syncStep } from '#lib/protocol/board-messages.ts';
import { openBoardPair, type BoardStage, type Visitor } from '../support/board-stage.ts';
import { stateFrame, writeFrame, type Wire } from '../support/board-wire.ts';
import type { Desk } from '../support/board-desk.ts';
import { until } from '../support/until.ts';

let stage: BoardStage;
let ama: Visitor;
let ben: Visitor;
let session: string;
/** A peer who must not notice anything. */
let peer: Desk;

beforeEach(async () => {
  ({ stage, ama, ben, session } = await openBoardPair({
    tuning: { allowance: { framesPerSecond: 400, bytesPerSecond: 4_000_000, burstSeconds: 1, patienceMs: 300 } },
  }));
  peer = stage.desk(session, ama);
  await until(() => peer.provider.synced, 'in sync');
});

afterEach(async () => {
  // Whatever was sent: the server lives, the peer is undisturbed, and what it writes is kept.
  const before = peer.text.length;
  peer.write('undisturbed');
  await until(() => peer.saved() === peer.sent(), 'the peer’s edit is saved');
  expect(peer.closeCodes).toEqual([]);
  expect((await stage.onDisk(session)).getText('notes').length).toBe(before + 11);
  await stage.close();
});

async function openedWire(): Promise<Wire> {
  const wire = stage.wire(session, { cookie: ben.cookie });
  await wire.opened();
  return wire;
}

/** One item with this content in the root type `notes`, by an invented client. */
function itemWith(info: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of [1, 1, 77, 0]) encoding.writeVarUint(encoder, number);
    encoding.writeUint8(encoder, info);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, 'notes');
    write(encoder);
    encoding.writeVarUint(encoder, 0);
  });
}

/** One letter of each of these authors, in this order. Yjs writes the highest first, and each once. */
function byAuthors(...clients: number[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, clients.length);
    for (const client of clients) {
      for (const number of [1, client, 0, 4, 1]) encoding.writeVarUint(encoder, number);
      encoding.writeVarString(encoder, 'other');
      encoding.writeVarString(encoder, 'x');
    }
    encoding.writeVarUint(encoder, 0);
  });
}

const nested = (depth: number): Uint8Array =>
  itemWith(8, (encoder) => {
    encoding.writeVarUint(encoder, 1);
    for (let level = 0; level < depth; level++) encoding.writeUint8Array(encoder, new Uint8Array([117, 1]));
    encoding.writeUint8(encoder, 126);
  });

const sound = Y.encodeStateAsUpdate(
  (() => {
    const doc = new Y.Doc();
    doc.getText('notes').insert(0, 'hello');
    return doc;
  })(),
);

const malformedFrames: [string, Uint8Array | string][] = [
  ['an empty frame', new Uint8Array()],
  ['a text frame', 'hello'],
  ['an unknown kind of message', new Uint8Array([77])],
  ['an unknown sync step', new Uint8Array([0, 9, 1, 0])],
  ['a cut frame', writeFrame(sound).slice(0, -3)],
  ['bytes after the frame', new Uint8Array([...writeFrame(sound), 1])],
  ['bytes after the update', writeFrame(new Uint8Array([...sound, 0]))],
  ['an update in the second encoding', writeFrame(Y.convertUpdateFormatV1ToV2(sound))],
  ['a 27-byte update that hangs readers of the second encoding', writeFrame(new Uint8Array(27).fill(255))],
  ['an update whose length is a lie', new Uint8Array([0, 2, 255, 255, 255, 255, 15, 1])],
  ['a value nested 200,000 deep', writeFrame(nested(200_000))],
  ['a value nested 2,000 deep', writeFrame(nested(2_000))],
  ['a struct without length', writeFrame(itemWith(4, (encoder) => encoding.writeVarString(encoder, '')))],
  ['a deletion of nothing, at which documents throw', writeFrame(new Uint8Array([0, 1, 5, 1, 0, 0]))],
  ['deletions that are out of order', writeFrame(new Uint8Array([0, 1, 5, 2, 9, 1, 3, 1]))],
  ['deletions that overlap', writeFrame(new Uint8Array([0, 1, 5, 2, 3, 4, 5, 4]))],
  ['authors out of order, whose words merging would drop', writeFrame(byAuthors(77, 78))],
  ['the same words of one author twice', writeFrame(byAuthors(77, 77))],
  [
    'an author in two pieces, of which documents would see one',
    writeFrame(new Uint8Array([2, 1, 5, 0, 4, 1, 1, 0x74, 1, 0x61, 1, 5, 1, 0x84, 5, 0, 1, 0x62, 0])),
  ],
  ['an item that builds on itself', writeFrame(new Uint8Array([1, 1, 77, 0, 0x84, 77, 0, 1, 120, 0]))],
  [
    'an item that builds on what its author has not written yet',
    writeFrame(new Uint8Array([1, 1, 77, 0, 0x44, 77, 5, 1, 120, 0])),
  ],
  [
    'a document inside the document',
    writeFrame(
      itemWith(9, (encoder) => {
        encoding.writeVarString(encoder, 'inner');
        encoding.writeAny(encoder, {});
      }),
    ),
  ],
  ['a state vector that is none', new Uint8Array([0, 0, 3, 200, 200, 200])],
  ['a state vector with bytes left over', new Uint8Array([0, 0, 3, 0, 99, 99])],
  ['awareness that is cut', new Uint8Array([1, 3, 5, 1, 1])],
  ['awareness with bytes left over', new Uint8Array([1, 2, 0, 0])],
];

test.each(malformedFrames)('B4 B5: %s closes its own connection with 4400', async (_what, frame) => {
  const wire = await openedWire();
  const entries = await stage.entries(session);
  wire.send(frame);
  expect(await wire.closed()).toBe(4400);
  expect(await stage.entries(session)).toBe(entries);
});

test('B4: a frame that is too large closes its own connection with 1009', async () => {
  const wire = await openedWire();
  wire.send(new Uint8Array(boardFrameLimit + 1));
  expect(await wire.closed()).toBe(1009);
});

test('B4: the largest frame is taken', async () => {
  const wire = await openedWire();
  const doc = new Y.Doc();
  doc.getText('other').insert(0, 'x'.repeat(boardFrameLimit - 100));
  wire.send(writeFrame(Y.encodeStateAsUpdate(doc)));
  await until(() => wire.saved() === 1, 'saved');
  await until(() => peer.doc.getText('other').length === boardFrameLimit - 100, 'relayed');
});

test('B4: an honest frame in many fragments is one frame', async () => {
  const wire = await openedWire();
  const frame = writeFrame(sound);
  for (let at = 0; at < frame.length; at++) wire.socket.send(frame.subarray(at, at + 1), { binary: true, fin: false });
  wire.socket.send(new Uint8Array(), { binary: true, fin: true });
  await until(() => wire.saved() === 1, 'saved');
  await until(() => peer.text.toJSON() === 'hello', 'relayed');
});

test('odd but sound content is kept: __proto__ keys, big numbers, lone surrogates, every kind of value', async () => {
  const doc = new Y.Doc();
  doc
    .getMap('__proto__')
    .set('__proto__', { inner: { constructor: 1 }, big: 2n ** 60n, bytes: new Uint8Array([1]), deep: [[[]]] });
  doc.getText('other').insert(0, 'broken \ud83d pair');
  const wire = await openedWire();
  wire.send(writeFrame(Y.encodeStateAsUpdate(doc)));
  await until(() => wire.saved() === 1, 'saved');
  await until(() => peer.doc.getText('other').length > 0, 'relayed');
  expect(({} as { constructor: unknown }).constructor).toBe(Object);
  await stage.host.read(session);
});

test('an update that depends on one that never came is kept, and fits when that one comes', async () => {
  const author = new Y.Doc();
  const updates: Uint8Array[] = [];
  author.on('update', (update: Uint8Array) => updates.push(update));
  author.getText('notes').insert(0, 'first ');
  author.getText('notes').insert(6, 'second ');
  const [first, second] = updates;
  if (!first || !second) throw new Error('two updates were expected');
  const wire = await openedWire();
  wire.send(writeFrame(second));
  await until(() => wire.saved() === 1, 'the second is saved');
  const newcomer = stage.desk(session, ben);
  await until(() => newcomer.provider.synced, 'in sync');
  expect(newcomer.text.toJSON()).toBe('');
  wire.send(writeFrame(first));
  await until(() => newcomer.text.toJSON() === 'first second ' && peer.text.length === 13, 'both are in place');
});

test('B4: reserved bits, unmasked frames and garbage on the line end that line only', async () => {
  const [reserved, unmasked, garbage, oversized] = await Promise.all(
    [[0xf2, 0x80, 0, 0, 0, 0], [0x82, 0x01, 0x00], [...randomBytes(4_000)], [0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0]].map(
      async (bytes) => {
        const line = await rawLine();
        line.write(Buffer.from(bytes));
        await new Promise((resolve) => line.once('close', resolve));
        return line.destroyed;
      },
    ),
  );
  expect([reserved, unmasked, garbage, oversized]).toEqual([true, true, true, true]);
});

test('B4: a frame that comes byte by byte for ever is not kept for ever', async () => {
  const line = await rawLine();
  line.setNoDelay(true);
  // The head of a frame of nearly a MiB; in a few KB of it each byte is a piece of its own in the server's memory.
  line.write(Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0, 15, 255, 255, 1, 2, 3, 4]));
  let pieces = 0;
  for (; !line.destroyed && pieces < 100_000; pieces++) {
    line.write(Buffer.from([7]));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(line.destroyed).toBe(true);
});

test('a line that breaks at any point of the handshake harms nobody', async () => {
  for (const stop of ['before', 'during', 'after'] as const) {
    const line = connect(stage.port, '127.0.0.1');
    await new Promise((resolve) => line.once('connect', resolve));
    const request = handshake();
    line.on('error', () => undefined);
    line.write(stop === 'before' ? request.slice(0, 40) : request);
    if (stop === 'after') await new Promise((resolve) => line.once('data', resolve));
    line.resetAndDestroy();
    await new Promise((resolve) => line.once('close', resolve));
  }
});

test('B17: who floods is read more slowly, and closed with 4529 when it does not stop', async () => {
  const wire = await openedWire();
  const keepAlive = stateFrame([]);
  let sent = 0;
  const flood = setInterval(() => {
    for (let nth = 0; nth < 200 && wire.socket.readyState === WebSocket.OPEN; nth++, sent++) wire.send(keepAlive);
  }, 10);
  try {
    expect(await wire.closed()).toBe(4529);
  } finally {
    clearInterval(flood);
  }
  expect(sent).toBeGreaterThan(400);
});

test('B17: a burst is only slowed down, and nothing of it is lost', async () => {
  const writer = stage.desk(session, ben);
  await until(() => writer.provider.synced, 'in sync');
  for (let nth = 0; nth < 450; nth++) writer.write('x');
  await until(() => writer.saved() === writer.sent(), 'all saved');
  expect(writer.closeCodes).toEqual([]);
  await until(() => peer.text.length === 450, 'all relayed');
});

test('B17: of questions that come in one go no more are answered at once than of others', async () => {
  const text = peer.doc.getText('other');
  peer.doc.transact(() => {
    for (let nth = 0; nth < 3_000; nth++) text.insert(nth % 2 === 0 ? 0 : text.length, 'x');
  });
  await until(() => peer.saved() === peer.sent(), 'saved');
  const answer = Y.encodeStateAsUpdate(peer.doc).length;
  const line = await rawLine();
  let received = 0;
  line.on('data', (data: Buffer) => (received += data.length));
  // "I have a word of somebody unknown", masked with nothing.
  const question = [boardMessage.sync, syncStep.stateVector, 3, 1, 5, 1];
  const frame = Buffer.from([0x82, 0x80 | question.length, 0, 0, 0, 0, ...question]);
  line.write(Buffer.concat(Array.from({ length: 5_000 }, () => frame)));
  await new Promise((resolve) => line.once('close', resolve));
  expect(received).toBeGreaterThan(answer);
  expect(received).toBeLessThan(40 * answer);
});

test('B17: what was written before leaving counts, also when there was too much at once to read', async () => {
  const writer = stage.desk(session, ben);
  await until(() => writer.provider.synced, 'in sync');
  for (let nth = 0; nth < 500; nth++) writer.write('y');
  writer.leave();
  await until(() => peer.text.length === 500, 'all relayed');
});

test('frames that only a server sends close the connection that sends them', async () => {
  for (const kind of [boardMessage.saved, boardMessage.auth]) {
    const wire = await openedWire();
    wire.send(new Uint8Array([kind, 1, 0]));
    expect(await wire.closed()).toBe(4400);
  }
});

test('a client that asks again gets its answer again', async () => {
  peer.write('asked for');
  await until(() => peer.saved() === peer.sent(), 'saved');
  const wire = await openedWire();
  for (let nth = 1; nth <= 3; nth++) {
    wire.send(new Uint8Array([boardMessage.sync, syncStep.stateVector, 1, 0]));
    const answers = () => wire.frames.filter((frame) => frame[0] === 0 && frame[1] === syncStep.missing);
    await until(() => answers().length === nth, 'answered');
  }
});

function handshake(): string {
  return [
    `GET ${boardPath(session)} HTTP/1.1`,
    `Host: 127.0.0.1:${stage.port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    `Cookie: ${ben.cookie}`,
    '\r\n',
  ].join('\r\n');
}

/** A connection past its handshake, on which anything can be written. */
async function rawLine(): Promise<Socket> {
  const line = connect(stage.port, '127.0.0.1');
  line.on('error', () => undefined);
  line.write(handshake());
  await new Promise((resolve) => line.once('data', resolve));
  line.resume();
  return line;
}
