import { expect, test } from 'vitest';
import { fittingPresence } from '#lib/client/board/fitting-presence.ts';
import { awarenessLimit } from '#lib/protocol/board-messages.ts';

const ids = Array.from({ length: 200 }, (_, index) => `V1StGXR8_Z5jdHi6B-${String(100 + index)}`);
const places = Object.fromEntries(ids.map((id) => [id, { x: -49_999, y: -49_999 }]));

test('a state that says much fits into what is passed on, and says first what moves just now', () => {
  const presence = {
    pointer: { x: 1, y: 2 },
    dragging: places,
    erasing: ids,
    selection: ids,
    removed: ids,
    view: { x: 0.123456789, y: 0.123456789, zoom: 0.123456789, width: 1_440, height: 900 },
  };
  expect(JSON.stringify(presence).length).toBeGreaterThan(awarenessLimit);
  const fitting = fittingPresence(presence);
  expect(JSON.stringify(fitting).length).toBeLessThan(awarenessLimit - 1_000);
  expect(Object.keys(fitting.dragging ?? {}).length).toBeGreaterThan(100);
  expect(fitting.pointer).toEqual(presence.pointer);
});

test('a state that fits is said as it is', () => {
  const presence = { selection: ids.slice(0, 100), removed: [ids[0]!], dragging: {}, erasing: null };
  expect(fittingPresence(presence)).toEqual(presence);
  expect(fittingPresence({ pointer: null })).toEqual({ pointer: null });
});

test('what is dragged no more makes room for what is selected', () => {
  const selection = ids.slice(0, 150);
  expect(fittingPresence({ selection, dragging: places }).selection).not.toEqual(selection);
  expect(fittingPresence({ selection, dragging: {} }).selection).toEqual(selection);
});
