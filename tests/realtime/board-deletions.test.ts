/** What somebody who comes back is told of what was deleted. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { boardMessage, syncStep } from '#lib/protocol/board-messages.ts';
import type { Desk } from '../support/board-desk.ts';
import { openBoardPair, type BoardStage, type Visitor } from '../support/board-stage.ts';
import { until } from '../support/until.ts';

let stage: BoardStage;
let ama: Visitor;
let ben: Visitor;
let session: string;

beforeEach(async () => {
  ({ stage, ama, ben, session } = await openBoardPair());
});
afterEach(() => stage.close());

/** Leaves a board with many stretches deleted: every other word of a long text. */
async function busyBoard(desk: Desk): Promise<void> {
  await until(() => desk.provider.synced, 'in sync');
  for (let nth = 0; nth < 1_500; nth++) desk.text.insert(desk.text.length, 'ab');
  for (let nth = 0; nth < 1_500; nth++) desk.text.delete(nth, 1);
  await until(() => desk.saved() === desk.sent(), 'saved', 30_000);
}

/** How many bytes of the board this page is sent from now on. */
function countBytes({ provider }: Desk): () => number {
  const read = provider.messageHandlers[boardMessage.sync]!;
  let bytes = 0;
  provider.messageHandlers[boardMessage.sync] = (encoder, decoder, ...rest) => {
    bytes += decoder.arr.length;
    read(encoder, decoder, ...rest);
  };
  return () => bytes;
}

async function comeBack(desk: Desk): Promise<number> {
  const bytes = countBytes(desk);
  desk.provider.connect();
  await until(() => desk.provider.synced, 'in sync again');
  return bytes();
}

test('B34: whoever comes back with everything is sent next to nothing, however much was deleted', async () => {
  const desk = stage.desk(session, ama);
  await busyBoard(desk);
  const newcomer = stage.desk(session, ben);
  await until(() => newcomer.provider.synced && newcomer.text.length === 1_500, 'the whole board');
  expect(Y.encodeStateAsUpdate(desk.doc, Y.encodeStateVector(desk.doc)).length).toBeGreaterThan(3_000);
  desk.provider.disconnect();
  expect(await comeBack(desk)).toBeLessThan(40);
});

test('B34: what was deleted meanwhile is told, even to somebody who lacks no word', async () => {
  const desk = stage.desk(session, ama);
  await busyBoard(desk);
  const other = stage.desk(session, ben);
  await until(() => other.provider.synced && other.text.length === 1_500, 'the whole board');
  desk.provider.disconnect();
  other.text.delete(10, 20);
  await until(() => other.saved() === other.sent(), 'saved');
  expect(await comeBack(desk)).toBeLessThan(160);
  expect(desk.text.toJSON()).toBe(other.text.toJSON());
});

test('B34: an old copy of the board that lacks only deletions is told of them', async () => {
  const copy = new Y.Doc();
  const desk = stage.desk(session, ama);
  desk.doc.on('update', (update: Uint8Array) => {
    if (Y.decodeUpdate(update).structs.length > 0) Y.applyUpdate(copy, update);
  });
  await busyBoard(desk);
  expect(copy.getText('notes').length).toBe(3_000);
  const returned = stage.desk(session, ben, copy);
  await until(() => returned.provider.synced, 'in sync');
  expect(copy.getText('notes').toJSON()).toBe(desk.text.toJSON());
});

test('B34: whoever does not say what they have is told of all deletions, a moment later', async () => {
  const desk = stage.desk(session, ama);
  await busyBoard(desk);
  const wire = stage.wire(session, { cookie: ben.cookie });
  await wire.opened();
  const stateVector = Y.encodeStateVector(desk.doc);
  wire.send(new Uint8Array([boardMessage.sync, syncStep.stateVector, stateVector.length, ...stateVector]));
  const isAnswer = (frame: Uint8Array): boolean => frame[0] === boardMessage.sync && frame[1] === syncStep.missing;
  await until(() => wire.frames.some(isAnswer), 'the answer');
  expect(wire.frames.find(isAnswer)!.length).toBeGreaterThan(3_000);
});
