/**
 * Sends wrong frames at a live server in a process of its own, and looks again and again whether the room still
 * works: two clean clients that come anew see the same board, write, and are saved; the server answers and keeps
 * its memory; and after a kill another server reads the same board from disk.
 */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { readBoard } from '#lib/crdt/board-doc.ts';
import { boardMessage, syncStep } from '#lib/protocol/board-messages.ts';
import { WebSocket } from 'ws';
import { openDesk } from './board-desk.ts';
import { prepareBoardProcess, type BoardProcess } from './board-process.ts';
import { openWire, type Wire } from './board-wire.ts';
import { fuzzFrames, type FuzzFrame } from './fuzz-frames.ts';
import { seededChance } from './seeded-chance.ts';
import { until } from './until.ts';

export interface FuzzOptions {
  seed: number;
  frames: number;
  /** The room is looked at after each so many frames. */
  lookEvery: number;
  /** How much the server's memory may grow, in bytes. */
  memoryLimit: number;
}

export interface FuzzReport {
  sent: number;
  /** Connections that the server closed, by code. */
  closed: Map<number, number>;
  /** Updates that a fresh reader finds on disk in the end. */
  stored: number;
  /** Bytes. */
  memoryGrowth: number;
}

/** Connections that send at the same time. */
const lines = 6;

/** How long the room may take to show that it works. Milliseconds: the machine may be busy. */
const patience = 30_000;

export async function fuzzBoard({ seed, frames, lookEvery, memoryLimit }: FuzzOptions): Promise<FuzzReport> {
  const supply = fuzzFrames(seededChance(seed));
  const closed = new Map<number, number>();
  const board = await prepareBoardProcess(2);
  const [attacker = '', clean = ''] = board.users;
  let sent = 0;
  let looks = 0;
  try {
    const port = await board.start();
    await look(board, port, clean, looks++);
    const before = await board.memory();
    let memoryGrowth = 0;
    while (sent < frames) {
      const share = Math.min(lookEvery, frames - sent);
      const batches = Array.from({ length: lines }, (_, line) =>
        Array.from({ length: Math.floor((share + line) / lines) }, () => supply.next().value),
      );
      await Promise.all(
        batches.map((batch) => send(batch, () => openWire(port, board.session, { cookie: attacker }), closed)),
      );
      sent += batches.reduce((sum, batch) => sum + batch.length, 0);
      if (!board.alive()) throw new Error(`the server died within the ${sent} first frames (seed ${seed})`);
      await look(board, port, clean, looks++);
      memoryGrowth = (await board.memory()) - before;
      if (memoryGrowth > memoryLimit) throw new Error(`the server grew by ${memoryGrowth} bytes (seed ${seed})`);
    }
    const last = await look(board, port, clean, looks++);
    await board.kill();
    const stored = await board.stored();
    const again = await look(board, await board.start(), clean, looks++);
    for (const id of last) if (!again.has(id)) throw new Error(`the word ${id} is gone after a restart (seed ${seed})`);
    return { sent, closed, stored: stored.length, memoryGrowth };
  } finally {
    await board.clean();
  }
}

/** One attacker's line: a connection that is closed for a frame makes place for the next one. */
async function send(batch: readonly FuzzFrame[], open: () => Wire, closed: Map<number, number>): Promise<void> {
  let wire: Wire | null = null;
  const finish = async (line: Wire): Promise<void> => {
    const code = await line.closed();
    closed.set(code, (closed.get(code) ?? 0) + 1);
  };
  for (const frame of batch) {
    if (wire?.isClosed()) {
      await finish(wire);
      wire = null;
    }
    wire ??= open();
    await until(() => wire === null || wire.frames.length > 0 || wire.isClosed(), 'the board opens', patience);
    if (wire.socket.readyState === WebSocket.OPEN) put(wire.socket, frame);
    // Whatever it does with the frame, it has done it when this is answered.
    await answered(wire);
  }
  if (wire === null) return;
  wire.socket.close();
  await finish(wire);
}

function put(socket: WebSocket, { bytes, as }: FuzzFrame): void {
  switch (as) {
    case 'binary':
      return socket.send(bytes);
    case 'text':
      return socket.send(bytes, { binary: false });
    case 'fragments':
      for (let at = 0; at < bytes.length; at += 7)
        socket.send(bytes.subarray(at, at + 7), { binary: true, fin: false });
      return socket.send(new Uint8Array(), { binary: true, fin: true });
  }
}

/** Resolves when the server has worked off what came before, or closed the connection. */
function answered({ socket }: Wire): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState !== WebSocket.OPEN) return resolve();
    const done = (): void => {
      socket.off('pong', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('pong', done);
    socket.on('close', done);
    socket.ping();
  });
}

/** Two clean clients come with empty documents. Rejects when they do not agree or are not saved. Answers with the words on the board. */
async function look(board: BoardProcess, port: number, user: string, nth: number): Promise<Set<string>> {
  const [a, b] = [openDesk(port, board.session, user, new Y.Doc()), openDesk(port, board.session, user, new Y.Doc())];
  try {
    await until(() => a.provider.synced && b.provider.synced, `clean clients are in sync (look ${nth})`, patience);
    a.doc.getMap('looks').set(`look ${nth}`, true);
    await until(() => a.saved() === a.sent(), `a clean edit is saved (look ${nth})`, patience);
    await until(() => b.doc.getMap('looks').has(`look ${nth}`), `a clean edit arrives (look ${nth})`, patience);
    await until(() => equalBytes(a.doc, b.doc), `clean clients see the same (look ${nth})`, patience);
    readBoard(a.doc);
    applyAnswer(await whole(openWire(port, board.session, { cookie: user })), nth);
    return new Set(a.doc.getMap('looks').keys());
  } finally {
    a.leave();
    b.leave();
  }
}

/** All that the board holds, as a newcomer is sent it: a large board comes in several pieces. */
async function whole(wire: Wire): Promise<Uint8Array[]> {
  await until(() => wire.frames.length > 0, 'the board opens', patience);
  wire.send(Uint8Array.of(boardMessage.sync, syncStep.stateVector, 1, 0));
  const isStep = (frame: Uint8Array, step: number): boolean => frame[0] === boardMessage.sync && frame[1] === step;
  await until(() => wire.frames.some((frame) => isStep(frame, syncStep.missing)), 'a newcomer is answered', patience);
  wire.socket.close();
  return wire.frames
    .filter((frame) => isStep(frame, syncStep.missing) || isStep(frame, syncStep.update))
    .map((frame) => {
      const decoder = decoding.createDecoder(frame);
      decoding.readVarUint(decoder);
      decoding.readVarUint(decoder);
      return decoding.readVarUint8Array(decoder);
    });
}

/** y-websocket hides an update that throws in a line of the console: here it counts. */
function applyAnswer(updates: readonly Uint8Array[], nth: number): void {
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, update);
  if (!doc.getMap('looks').has(`look ${nth}`)) throw new Error('a newcomer is sent less than there is');
}

function equalBytes(one: Y.Doc, other: Y.Doc): boolean {
  return Buffer.compare(Y.encodeStateAsUpdate(one), Y.encodeStateAsUpdate(other)) === 0;
}
