import { expect, it } from 'vitest';
import { isAwareness, readStampedAwareness } from '#lib/protocol/awareness.ts';

const card = 'card-0000000001';
const ben = { id: 'ben-0000000001', name: 'Ben', hue: 2 };

it.each([
  {},
  { pointer: null, writing: null },
  {
    pointer: { x: -12.5, y: 3 },
    selection: [card],
    removed: [card],
    writing: card,
    dragging: { [card]: { x: 1, y: 2 } },
  },
  {
    view: { x: -20, y: 5, zoom: 0.4, width: 800, height: 600 },
    following: ben.id,
    call: { id: card, view: null, card },
    reply: { call: card, comes: false },
    spotlight: { id: card, card },
    unlit: card,
  },
  { drawing: { id: card, at: { x: 1, y: 2 }, line: 'AAA', colour: 'voice-2', width: 'fine' } },
  { drawing: null },
  { erasing: [card] },
  { erasing: null },
  { cursor: { anchor: {}, head: {} } },
])('what a client says of itself is passed on: %j', (state) => {
  expect(isAwareness(state)).toBe(true);
  expect(readStampedAwareness({ ...state, user: ben })).toEqual({ ...state, user: ben });
});

it.each([
  null,
  [],
  'pointer',
  { pointer: { x: 1 } },
  { pointer: { x: '1', y: 2 } },
  { pointer: { x: Infinity, y: 2 } },
  { selection: card },
  { selection: null },
  { drawing: { id: card, at: { x: 1, y: 2 }, line: 'A'.repeat(5_000), colour: 'ink', width: 'fine' } },
  { drawing: { id: card, at: { x: NaN, y: 2 }, line: 'AAA', colour: 'ink', width: 'fine' } },
  { drawing: { id: card, at: { x: 1, y: 2 }, line: 'AAA', colour: 'url(#x)', width: 'fine' } },
  { selection: ['short'] },
  { selection: Array.from({ length: 201 }, () => card) },
  { erasing: ['short'] },
  { erasing: Array.from({ length: 201 }, () => card) },
  { removed: ['short'] },
  { removed: Array.from({ length: 201 }, () => card) },
  { writing: 7 },
  { view: { x: 1, y: 2, zoom: 0, width: 800, height: 600 } },
  { view: { x: 1, y: 2, zoom: 1 } },
  { following: 'me' },
  { call: { id: card } },
  { call: { id: card, view: { x: 1 }, card: null } },
  { reply: { call: card } },
  { spotlight: { id: card } },
  { unlit: 1 },
  { dragging: [] },
  { dragging: { short: { x: 1, y: 2 } } },
  { dragging: { [card]: { x: 1, y: NaN } } },
])('what makes no sense is nobody: %j', (state) => {
  expect(isAwareness(state)).toBe(false);
});

it.each([undefined, null, {}, { ...ben, hue: 7 }, { ...ben, hue: 1.5 }, { ...ben, name: 5 }, { name: 'Ben', hue: 1 }])(
  'nobody is shown whom the server does not vouch for: %j',
  (user) => {
    expect(readStampedAwareness({ pointer: null, user })).toBeNull();
  },
);
