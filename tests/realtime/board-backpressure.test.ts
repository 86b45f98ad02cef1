import * as decoding from 'lib0/decoding';
import { afterEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { boardMessage, syncStep } from '#lib/protocol/board-messages.ts';
import type { Desk } from '../support/board-desk.ts';
import { BoardState } from '../../server/board/state/board-state.ts';
import { wireFrame, type WireFrame } from '../../server/board/connection/line.ts';
import { silentMeter } from '../../server/board/meter.ts';
import { Outbox } from '../../server/board/connection/outbox.ts';
import { openBoardStage, type BoardStage, type Visitor } from '../support/board-stage.ts';
import { stateFrame, type Wire } from '../support/board-wire.ts';
import { until } from '../support/until.ts';

let stage: BoardStage | null = null;
let ben: Visitor;
let session: string;

async function open(patienceMs: number): Promise<{ writer: Desk; reader: Wire }> {
  const opened = (stage = await openBoardStage({
    tuning: {
      allowance: { bytesPerSecond: 500_000_000 },
      pulse: { beatMs: 20, speakAfterMs: 60_000, pingAfterMs: 60_000, patienceMs },
    },
  }));
  const ama = await opened.visitor('Ama');
  ben = await opened.visitor('Ben');
  ({ session } = await opened.session(ama, ben));
  const writer = opened.desk(session, ama);
  const reader = opened.wire(session, { cookie: ben.cookie });
  await reader.opened();
  await until(() => writer.provider.synced, 'in sync');
  reader.send(new Uint8Array([boardMessage.sync, syncStep.stateVector, 1, 0]));
  reader.send(stateFrame([{ client: 5, clock: 1, state: { pointer: null } }]));
  await until(() => writer.others().length === 1, 'the reader is seen');
  return { writer, reader };
}

/** Far more than the operating system keeps for a reader that does not read. */
const pieces = 60;
const piece = 'x'.repeat(400_000);

async function writeMuch(writer: Desk): Promise<void> {
  for (let nth = 0; nth < pieces; nth++) writer.doc.getMap('big').set(`k${nth}`, piece);
  await until(() => writer.saved() === writer.sent(), 'all saved', 15_000);
}

function read(wire: Wire): { doc: Y.Doc; updates: number } {
  const doc = new Y.Doc();
  let updates = 0;
  for (const frame of wire.frames) {
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) !== boardMessage.sync) continue;
    if (decoding.readVarUint(decoder) === syncStep.stateVector) continue;
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
    updates++;
  }
  return { doc, updates };
}

afterEach(async () => {
  await stage?.close();
  stage = null;
});

test('B18: a reader that pauses is skipped and then gets all that it missed, once', async () => {
  const { writer, reader } = await open(60_000);
  reader.socket.pause();
  await writeMuch(writer);
  writer.provider.awareness.setLocalStateField('pointer', { x: 9, y: 9 });
  const newcomer = stage!.desk(session, ben);
  await until(() => newcomer.doc.getMap('big').size === pieces, 'the board works for others meanwhile', 15_000);
  newcomer.leave();
  await until(() => writer.others().length === 1, 'the newcomer is gone');
  reader.socket.resume();
  await until(() => read(reader).doc.getMap('big').size === pieces, 'everything arrived', 15_000);
  expect(read(reader).updates).toBeLessThan(pieces + 10);
  await until(() => {
    const states = new Map(reader.awareness().map(({ client, state }) => [client, state]));
    const left = states.get(newcomer.doc.clientID);
    const moved = states.get(writer.doc.clientID) as { pointer?: { x: number } } | undefined;
    return (left === null || left === undefined) && moved?.pointer?.x === 9;
  }, 'it knows who moved and who left');
  writer.doc.getMap('big').set('after', 1);
  await until(() => read(reader).doc.getMap('big').has('after'), 'and it is read to again, piece by piece');
});

test('B18: a reader that takes nothing for too long is closed with 4508, and is gone for the others at once', async () => {
  const { writer, reader } = await open(300);
  reader.socket.pause();
  const written = writeMuch(writer);
  await until(() => writer.others().length === 0, 'gone for the others', 15_000);
  // Before the server gives the line up altogether, two seconds after its farewell.
  reader.socket.resume();
  expect(await reader.closed()).toBe(4508);
  await written;
});

test('B18: whatever is written meanwhile, a reader that takes nothing holds little more than 1 MiB', () => {
  const sent: WireFrame[] = [];
  const line = {
    bufferedAmount: 0,
    send(frame: WireFrame) {
      sent.push(frame);
      this.bufferedAmount += frame.length;
    },
    sendBoth(first: WireFrame, second: WireFrame) {
      this.send(first);
      this.send(second);
    },
  };
  const resyncs: number[] = [];
  const source = new BoardState({ checkpoint: null, tail: [] }, () => undefined);
  const meter = { ...silentMeter, resynced: () => resyncs.push(sent.length) };
  const latePost = { expect: () => undefined, forget: () => undefined };
  const outbox = new Outbox({ line, source, latePost, meter });
  const frame = wireFrame(new Uint8Array(10_000));
  const state = { client: 7, json: '{}' };
  for (let nth = 0; nth < 10_000; nth++) {
    outbox.relay(frame);
    outbox.awareness([{ ...state, clock: nth }], frame);
    outbox.saved(nth);
    outbox.tell(frame);
  }
  expect(line.bufferedAmount).toBeLessThan(1_048_576 + 2 * frame.length);
  expect(outbox.skipping).toBe(true);
  const before = sent.length;
  line.bufferedAmount = 0;
  outbox.drained();
  // The states of others, what is saved, and all that it missed in one piece.
  expect([sent.length - before, resyncs, outbox.skipping]).toEqual([3, [before + 2], false]);
});

/** A board of a few megabytes, written by two people who take turns. */
function largeBoard(): { bytes: Uint8Array; doc: Y.Doc } {
  const [one, other] = [new Y.Doc(), new Y.Doc()];
  for (let nth = 0; nth < 600; nth++) {
    const [writer, reader] = nth % 2 === 0 ? [one, other] : [other, one];
    writer.getText('notes').insert(writer.getText('notes').length, `${nth} `.repeat(1_000));
    Y.applyUpdate(reader, Y.encodeStateAsUpdate(writer, Y.encodeStateVector(reader)));
  }
  return { bytes: Y.encodeStateAsUpdate(other), doc: other };
}

test('B18: a reader that asks for a large board and does not read is kept 256 KiB of it, and gets the rest as it reads', () => {
  const { bytes, doc } = largeBoard();
  const sent: WireFrame[] = [];
  const line = {
    bufferedAmount: 0,
    send(frame: WireFrame) {
      sent.push(frame);
      this.bufferedAmount += frame.length;
    },
    sendBoth(first: WireFrame, second: WireFrame) {
      this.send(first);
      this.send(second);
    },
  };
  const source = new BoardState({ checkpoint: bytes, tail: [] }, () => undefined);
  const latePost = { expect: () => undefined, forget: () => undefined };
  const outbox = new Outbox({ line, source, latePost, meter: silentMeter });
  outbox.answer(new Uint8Array([0]));
  outbox.relay(wireFrame(new Uint8Array(10_000)));
  const ahead = line.bufferedAmount;
  expect(ahead).toBeGreaterThan(200_000);
  expect(ahead).toBeLessThan(400_000);
  outbox.saved(4);
  let most = 0;
  for (let nth = 0; nth < 100 && outbox.skipping; nth++) {
    line.bufferedAmount = 0;
    outbox.drained();
    most = Math.max(most, line.bufferedAmount);
  }
  expect(outbox.skipping).toBe(false);
  expect(most).toBeLessThan(400_000);
  const steps: number[] = [];
  const reader = new Y.Doc();
  for (const frame of sent) {
    const decoder = decoding.createDecoder(frame.subarray(frame[1]! < 126 ? 2 : frame[1] === 126 ? 4 : 10));
    if (decoding.readVarUint(decoder) !== boardMessage.sync) continue;
    steps.push(decoding.readVarUint(decoder));
    Y.applyUpdate(reader, decoding.readVarUint8Array(decoder));
    expect(reader.store.pendingStructs).toBeNull();
  }
  // In sync, for the unmodified client, with the last piece and not before.
  expect(steps.indexOf(syncStep.missing)).toBe(steps.length - 1);
  expect(steps.length).toBeGreaterThan(10);
  expect(reader.getText('notes').length).toBe(doc.getText('notes').length);
});

test('B3: the unmodified client reads a large board in pieces, is in sync after the last one, and then hears every edit', async () => {
  const { bytes, doc } = largeBoard();
  const opened = (stage = await openBoardStage({}));
  const ama = await opened.visitor('Ama');
  ben = await opened.visitor('Ben');
  ({ session } = await opened.session(ama, ben));
  await opened.store.boards.append([{ session, author: ama.id, at: 1, update: bytes }]);
  const writer = opened.desk(session, ama);
  await until(() => writer.provider.synced, 'in sync', 20_000);
  expect(writer.text.length).toBe(doc.getText('notes').length);
  const newcomer = opened.desk(session, ben);
  for (let nth = 0; nth < 40; nth++) {
    writer.write(`and ${nth}`);
    await new Promise(setImmediate);
  }
  await until(() => newcomer.provider.synced && newcomer.text.toJSON() === writer.text.toJSON(), 'the same', 20_000);
  newcomer.write('!');
  await until(() => writer.text.toJSON().endsWith('!'), 'and both hear each other');
  await until(() => newcomer.saved() === newcomer.sent(), 'saved');
});
