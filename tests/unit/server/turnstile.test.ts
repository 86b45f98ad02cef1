import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { Turnstile } from '../../../server/realtime/turnstile.ts';

let begun: number[] = [];
let ends: (() => void)[] = [];
const work = (nth: number) => (): Promise<void> => {
  begun.push(nth);
  return new Promise((resolve) => (ends[nth] = resolve));
};

beforeEach(() => {
  begun = [];
  ends = [];
});

test('who comes alone does not wait; of a crowd one begins after the other, with a turn for everybody else in between', async () => {
  const turnstile = new Turnstile(10);
  for (const nth of [0, 1, 2]) turnstile.pass(work(nth));
  expect(begun).toEqual([0]);
  // What is over at once does not let the next one in earlier.
  ends[0]?.();
  await Promise.resolve();
  await Promise.resolve();
  expect(begun).toEqual([0]);
  await turn();
  expect(begun).toEqual([0, 1]);
  await turn();
  expect(begun).toEqual([0, 1, 2]);
  await turn();
  turnstile.pass(work(3));
  expect(begun).toEqual([0, 1, 2, 3]);
});

test('no more than so many are under way at once, and nobody is passed over', async () => {
  const turnstile = new Turnstile(2);
  for (let nth = 0; nth < 5; nth++) turnstile.pass(work(nth));
  for (let turns = 0; turns < 5; turns++) await turn();
  expect(begun).toEqual([0, 1]);
  ends[1]?.();
  await turn();
  expect(begun).toEqual([0, 1, 2]);
  turnstile.pass(work(5));
  for (let nth = 0; nth < 5; nth++) {
    ends[nth]?.();
    await turn();
  }
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
});
