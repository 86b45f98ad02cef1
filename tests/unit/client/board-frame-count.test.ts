import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { FrameCount, readFrame } from '#lib/client/board/board-frame-count.ts';
import { boardSocket } from '#lib/client/board/board-socket.ts';
import { boardFrameLimit, boardMessage, syncStep } from '#lib/protocol/board-messages.ts';

function frame(...numbers: number[]): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  for (const number of numbers) encoding.writeVarUint(encoder, number);
  return Uint8Array.from(encoding.toUint8Array(encoder));
}

const missing = frame(boardMessage.sync, syncStep.missing, 0);
const update = frame(boardMessage.sync, syncStep.update, 0);
const question = frame(boardMessage.sync, syncStep.stateVector, 0);
const saved = (count: number): Uint8Array<ArrayBuffer> => frame(boardMessage.saved, count);

describe('which frames carry changes', () => {
  it('tells answers, updates and news of the disk apart, also with large counts', () => {
    expect(readFrame(missing)).toEqual({ type: 'missing' });
    expect(readFrame(update)).toEqual({ type: 'update' });
    expect(readFrame(saved(70_000))).toEqual({ type: 'saved', count: 70_000 });
  });

  it.each([
    ['a question for the state', question],
    ['awareness', frame(boardMessage.awareness, 3)],
    ['nothing at all', new Uint8Array()],
    ['a number that never ends', new Uint8Array([255, 255, 255])],
  ])('counts %s as nothing', (_name, bytes) => {
    expect(readFrame(bytes)).toEqual({ type: 'other' });
  });
});

describe('what waits for the disk', () => {
  it('is nothing only after the server stored the answer to its first question', () => {
    const count = new FrameCount();
    expect(count.settled).toBe(false);
    count.sent({ type: 'missing' });
    expect(count.settled).toBe(false);
    count.stored(1);
    expect(count.settled).toBe(true);
    expect(count.waiting).toBe(0);
  });

  it('counts a change until the frame that carries it is stored', () => {
    const count = new FrameCount();
    count.sent({ type: 'missing' });
    count.changed();
    expect(count.waiting).toBe(1);
    count.sent({ type: 'update' });
    count.changed();
    count.sent({ type: 'update' });
    expect(count.waiting).toBe(2);
    count.stored(2);
    expect(count.waiting).toBe(1);
    expect(count.settled).toBe(false);
    count.stored(3);
    expect(count.settled).toBe(true);
  });

  it('keeps changes made before the answer waiting, though an update went out first', () => {
    const count = new FrameCount();
    count.changed(3);
    count.changed();
    count.sent({ type: 'update' });
    count.stored(1);
    expect(count.waiting).toBe(3);
    expect(count.settled).toBe(false);
    count.sent({ type: 'missing' });
    count.stored(2);
    expect(count.settled).toBe(true);
  });

  it('waits again for all that a lost connection had in flight, until the next one stored it', () => {
    const count = new FrameCount();
    count.sent({ type: 'missing' });
    count.changed();
    count.sent({ type: 'update' });
    count.changed();
    count.sent({ type: 'update' });
    count.stored(2);
    count.disconnected();
    expect(count.waiting).toBe(1);
    expect(count.settled).toBe(false);
    count.sent({ type: 'missing' });
    expect(count.waiting).toBe(1);
    count.stored(1);
    expect(count.settled).toBe(true);
  });

  it('counts what went out in parts until the last of them is stored', () => {
    const count = new FrameCount();
    count.changed(5);
    for (const type of ['part', 'part', 'missing'] as const) count.sent({ type });
    count.stored(2);
    expect(count.waiting).toBe(5);
    expect(count.settled).toBe(false);
    count.stored(3);
    expect(count.waiting).toBe(0);
    expect(count.settled).toBe(true);
  });

  it('is not confused by an older count or one that is too large', () => {
    const count = new FrameCount();
    count.sent({ type: 'missing' });
    count.changed();
    count.sent({ type: 'update' });
    count.stored(2);
    count.stored(1);
    count.changed();
    count.sent({ type: 'update' });
    expect(count.waiting).toBe(1);
    count.stored(99);
    expect(count.waiting).toBe(0);
  });
});

/** A WebSocket that goes nowhere, with the order of listeners that a browser has. */
class FakeSocket extends EventTarget {
  readonly sentFrames: unknown[] = [];
  #onmessage: ((event: MessageEvent) => void) | null = null;
  set onmessage(listener: (event: MessageEvent) => void) {
    if (this.#onmessage === null) this.addEventListener('message', (event) => this.#onmessage?.(event as MessageEvent));
    this.#onmessage = listener;
  }
  send(data: unknown): void {
    this.sentFrames.push(data);
  }
  receive(bytes: Uint8Array<ArrayBuffer>): void {
    this.dispatchEvent(new MessageEvent('message', { data: bytes.buffer }));
  }
}

function openSocket(readOnly = false) {
  const heard: string[] = [];
  const told: string[] = [];
  const Socket: unknown = boardSocket(
    FakeSocket as never,
    {
      sent: ({ type }) => told.push(type),
      saved: (count) => told.push(`saved ${String(count)}`),
      denied: () => told.push('denied'),
    },
    () => readOnly,
  );
  const socket = new (Socket as new (url: string) => FakeSocket)('ws://board');
  socket.onmessage = (event) => heard.push(readFrame(new Uint8Array(event.data as ArrayBuffer)).type);
  return { socket, heard, told };
}

describe('the socket under the provider', () => {
  it('keeps news of the disk and of a refusal from the provider, and lets all else through', () => {
    const { socket, heard, told } = openSocket();
    socket.receive(saved(4));
    socket.receive(frame(boardMessage.auth, 0, 0));
    socket.receive(update);
    socket.receive(question);
    expect(heard).toEqual(['update', 'other']);
    expect(told).toEqual(['saved 4', 'denied']);
  });

  it('tells of each frame that goes out', () => {
    const { socket, told } = openSocket();
    for (const bytes of [question, missing, update]) socket.send(bytes);
    expect(told).toEqual(['other', 'missing', 'update']);
    expect(socket.sentFrames).toHaveLength(3);
  });

  it('sends in parts what is larger than the server reads at once', () => {
    const { socket, told } = openSocket();
    const doc = new Y.Doc();
    for (let at = 0; at < 300; at += 1) doc.getMap('texts').set(String(at), 'x'.repeat(5_000));
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, boardMessage.sync);
    encoding.writeVarUint(encoder, syncStep.missing);
    encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(doc));
    socket.send(encoding.toUint8Array(encoder));

    const arrived = new Y.Doc();
    for (const bytes of socket.sentFrames) {
      if (!(bytes instanceof Uint8Array)) throw new Error('the board speaks in bytes');
      expect(bytes.length).toBeLessThanOrEqual(boardFrameLimit);
      const decoder = decoding.createDecoder(bytes);
      expect([decoding.readVarUint(decoder), decoding.readVarUint(decoder)]).toEqual([
        boardMessage.sync,
        syncStep.missing,
      ]);
      Y.applyUpdate(arrived, decoding.readVarUint8Array(decoder));
    }
    expect(arrived.getMap('texts').size).toBe(300);
    expect(told.length).toBe(socket.sentFrames.length);
    expect(told.slice(0, -1).every((type) => type === 'part')).toBe(true);
    expect(told.at(-1)).toBe('missing');
  });

  it('lets nothing that writes leave a read-only board', () => {
    const { socket, told } = openSocket(true);
    for (const bytes of [question, missing, update]) socket.send(bytes);
    expect(socket.sentFrames).toEqual([question]);
    expect(told).toEqual(['other']);
  });
});
