import { createDecoder, readVarUint } from 'lib0/decoding';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { boardMessage } from '#lib/protocol/board-messages.ts';
import { BoardState } from '../../../server/board/state/board-state.ts';
import { savedFrame } from '../../../server/board/connection/codec.ts';
import { LatePost } from '../../../server/board/connection/late-post.ts';
import { wireFrame, type WireFrame } from '../../../server/board/connection/line.ts';
import { silentMeter } from '../../../server/board/meter.ts';
import { Outbox } from '../../../server/board/connection/outbox.ts';

let sent: WireFrame[][] = [];
const line = {
  bufferedAmount: 0,
  send: (frame: WireFrame) => sent.push([frame]),
  sendBoth: (first: WireFrame, second: WireFrame) => sent.push([first, second]),
};
const source = new BoardState({ checkpoint: null, tail: [] }, () => undefined);
const frame = wireFrame(new Uint8Array(30));
let latePost: LatePost;

const outbox = (): Outbox => new Outbox({ line, source, latePost, meter: silentMeter });

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  latePost = new LatePost({ delayMs: 300, calmPerSecond: 0 });
});

afterEach(() => vi.useRealTimers());

test('B8: “saved” says numbers of any size', () => {
  for (const count of [0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER]) {
    // Behind the head of a short WebSocket frame.
    const decoder = createDecoder(savedFrame(count).subarray(2));
    expect([readVarUint(decoder), readVarUint(decoder)]).toEqual([boardMessage.saved, count]);
    expect(decoder.pos).toBe(decoder.arr.length);
  }
});

test('B8: “saved” travels with the next frame that goes to its reader', () => {
  const reader = outbox();
  reader.saved(1);
  reader.saved(2);
  expect(sent).toEqual([]);
  reader.relay(frame);
  expect(sent).toEqual([[savedFrame(2), frame]]);
  reader.relay(frame);
  vi.advanceTimersByTime(1_000);
  expect(sent.slice(1)).toEqual([[frame]]);
});

test('B8: “saved” does not wait for longer than it may (here 300 ms) for something to go with', () => {
  const [early, late] = [outbox(), outbox()];
  early.saved(1);
  vi.advanceTimersByTime(150);
  early.saved(2);
  late.saved(7);
  vi.advanceTimersByTime(140);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(20);
  expect(sent).toEqual([[savedFrame(2)]]);
  vi.advanceTimersByTime(150);
  expect(sent).toEqual([[savedFrame(2)], [savedFrame(7)]]);
  late.saved(8);
  vi.advanceTimersByTime(320);
  expect(sent.at(-1)).toEqual([savedFrame(8)]);
});

test('B8: while there is little to tell, “saved” is told at once, and once for all that was stored together', async () => {
  latePost = new LatePost({ delayMs: 300, calmPerSecond: 2 });
  const reader = outbox();
  reader.saved(1);
  reader.saved(3);
  expect(sent).toEqual([]);
  await Promise.resolve();
  expect(sent).toEqual([[savedFrame(3)]]);
});

test('B8: while there is much to tell, “saved” waits; once it is calm again, it does not', async () => {
  latePost = new LatePost({ delayMs: 300, calmPerSecond: 2 });
  const readers = Array.from({ length: 10 }, outbox);
  for (const reader of readers) reader.saved(1);
  await Promise.resolve();
  expect(sent).toHaveLength(2);
  vi.advanceTimersByTime(320);
  expect(sent).toHaveLength(10);
  for (const reader of readers) reader.saved(2);
  await Promise.resolve();
  expect(sent).toHaveLength(10);
  vi.advanceTimersByTime(3_000);
  expect(sent).toHaveLength(20);
  readers[0]?.saved(3);
  await Promise.resolve();
  expect(sent.at(-1)).toEqual([savedFrame(3)]);
});

test('B8: whoever leaves is told at once what is saved, and only once', () => {
  const reader = outbox();
  reader.saved(3);
  reader.post();
  reader.post();
  vi.advanceTimersByTime(1_000);
  expect(sent).toEqual([[savedFrame(3)]]);
});

test.for([
  [0, 2, [0x82, 0]],
  [125, 2, [0x82, 125]],
  [126, 4, [0x82, 126, 0, 126]],
  [65_535, 4, [0x82, 126, 0xff, 0xff]],
  [65_536, 10, [0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]],
] as const)('a message of %i bytes gets a head of %i bytes', ([length, head, bytes]) => {
  const payload = new Uint8Array(length).fill(7);
  const made = wireFrame(payload);
  expect([...made.subarray(0, head)]).toEqual(bytes);
  expect(Buffer.compare(made.subarray(head), payload)).toBe(0);
});
