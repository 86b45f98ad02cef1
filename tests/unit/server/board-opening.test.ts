import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { BoardState } from '../../../server/board/state/board-state.ts';
import { CatchUp, pieceBytes } from '../../../server/board/state/catch-up.ts';
import { workMs } from '../../support/longest-turn.ts';

const nothing = new Uint8Array([0]);
const none = (): void => {
  throw new Error('nothing may be left out');
};

function write(doc: Y.Doc, text: string): Uint8Array {
  const before = Y.encodeStateVector(doc);
  doc.getText('t').insert(doc.getText('t').length, text);
  return Y.encodeStateAsUpdate(doc, before);
}

const missingFor = (state: BoardState, stateVector: Uint8Array): Uint8Array =>
  new CatchUp(state, stateVector).next().update;

function read(update: Uint8Array): string {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc.getText('t').toJSON();
}

test('whoever comes with nothing to a board at rest gets its checkpoint, byte for byte', () => {
  const doc = new Y.Doc();
  write(doc, 'a goal');
  doc.getText('t').delete(0, 2);
  const checkpoint = Y.encodeStateAsUpdate(doc);
  const state = new BoardState({ checkpoint, tail: [] }, none);
  expect(missingFor(state, nothing)).toBe(checkpoint);
  expect(state.stateVector()).toEqual(Y.encodeStateVector(doc));
});

test('a board of many edits goes in one piece to whoever comes with nothing, and in small ones to whoever has a part', () => {
  const doc = new Y.Doc();
  write(doc, 'a goal');
  const known = Y.encodeStateVector(doc);
  // From right to left: each letter stays a struct of its own.
  for (let nth = 0; nth < 15_000; nth++) doc.getText('t').insert(0, 'x');
  const checkpoint = Y.encodeStateAsUpdate(doc);
  expect(checkpoint.length).toBeGreaterThan(2 * pieceBytes);
  const state = new BoardState({ checkpoint, tail: [] }, none);
  expect(new CatchUp(state, nothing).next()).toEqual({ update: checkpoint, complete: true, last: true });
  const piece = new CatchUp(state, known).next();
  expect([piece.update.length < pieceBytes + 100, piece.complete]).toEqual([true, false]);
});

test('what was written after the checkpoint is part of the answer, before and after the board was opened', () => {
  const doc = new Y.Doc();
  write(doc, 'a goal');
  const checkpoint = Y.encodeStateAsUpdate(doc);
  const known = Y.encodeStateVector(doc);
  const state = new BoardState({ checkpoint, tail: [write(doc, ' of mine')] }, none);
  expect(read(missingFor(state, nothing))).toBe('a goal of mine');
  state.add(write(doc, ', today'));
  expect(read(missingFor(state, nothing))).toBe('a goal of mine, today');
  const copy = new Y.Doc();
  Y.applyUpdate(copy, checkpoint);
  Y.applyUpdate(copy, missingFor(state, known));
  expect(copy.getText('t').toJSON()).toBe('a goal of mine, today');
});

test('whether somebody knows of a deletion that the board does not is seen without decoding the board', () => {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (let nth = 0; nth < 60_000; nth++) doc.getText('t').insert(0, 'x');
  });
  doc.getText('t').delete(10, 20);
  const checkpoint = Y.encodeStateAsUpdate(doc);
  const known = Y.decodeUpdate(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)));
  doc.getText('t').delete(100, 1);
  const news = Y.decodeUpdate(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(doc)));
  const state = new BoardState({ checkpoint, tail: [] }, none);
  const decodingMs = work(() => Y.decodeUpdate(checkpoint));
  const holdingMs = work(() => expect([state.holds(known), state.holds(news)]).toEqual([true, false]));
  expect(holdingMs).toBeLessThan(decodingMs / 2);
});

/** Milliseconds of this thread's own processor time. */
function work(what: () => unknown): number {
  const before = workMs();
  what();
  return workMs() - before;
}
