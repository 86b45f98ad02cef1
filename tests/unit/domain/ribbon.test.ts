import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { ribbonOf } from '#lib/domain/flow/ribbon.ts';
import { lobby } from '#lib/domain/flow/transition.ts';
import { expect, test } from 'vitest';
import { after, at, dawn, minute, started } from '../../support/flow-walk.ts';

const shares = (state: Parameters<typeof ribbonOf>[0], minutes = 0): number[] =>
  ribbonOf(state, peerGrow, dawn + minutes * minute).map(({ share }) => Math.round(share * 100) / 100);

test('shows each stage and each turn with its minutes', () => {
  expect(ribbonOf(lobby(['ama']), peerGrow, dawn)).toEqual([
    { title: 'Arrive', turn: null, minutes: 3, share: 0, current: false },
    { title: 'Last promises', turn: null, minutes: 5, share: 0, current: false },
    { title: 'Turn 1', turn: 0, minutes: 22, share: 0, current: false },
    { title: 'Turn 2', turn: 1, minutes: 22, share: 0, current: false },
    { title: 'Feedback', turn: null, minutes: 5, share: 0, current: false },
    { title: 'Next date', turn: null, minutes: 3, share: 0, current: false },
  ]);
});

test('fills the current turn by its steps gone through and the time spent in this one', () => {
  expect(shares(started(at.reality0), 3)).toEqual([1, 1, 0.32, 0, 0, 0]);
  expect(ribbonOf(started(at.reality0), peerGrow, dawn).findIndex(({ current }) => current)).toBe(2);
});

test('overtime never overfills a step', () => {
  expect(shares(started(at.reality0), 90)).toEqual([1, 1, 0.45, 0, 0, 0]);
});

test('a turn left by a swap stays as full as it was, and a finished one is full', () => {
  const offered = after(started(at.reality0), 'offer-swap', 'ama', 3);
  let state = after(offered, 'accept-swap', 'jonas', 3);
  expect(shares(state, 3)).toEqual([1, 1, 0.32, 0, 0, 0]);
  expect(ribbonOf(state, peerGrow, dawn).findIndex(({ current }) => current)).toBe(3);
  for (let step = 0; step < 5; step += 1) state = after(state, 'next', 'ama', 4);
  expect(shares(state, 4)).toEqual([1, 1, 0.32, 1, 0, 0]);
});

test('added minutes lengthen the stretch', () => {
  expect(ribbonOf(after(started(at.goal0), { extend: 5 }), peerGrow, dawn)[2]?.minutes).toBe(27);
});

test('an ended session shows how far it came', () => {
  expect(shares(after(started(at.feedback), 'end', 'ama', 1))).toEqual([1, 1, 1, 1, 0.2, 0]);
});
