import { defineFormat, type Floor } from '#lib/domain/formats/format.ts';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { clockOf } from '#lib/domain/flow/flow-clock.ts';
import { currentStep, floorAt, rolesAt } from '#lib/domain/flow/roles.ts';
import { lobby } from '#lib/domain/flow/transition.ts';
import { expect, test } from 'vitest';
import { after, at, dawn, minute, started } from '../../support/flow-walk.ts';

test('in the lobby there is no step, no role and no floor, and the clock shows the first step untouched', () => {
  const state = lobby(['ama', 'jonas']);
  expect(currentStep(state, peerGrow)).toBeNull();
  expect(rolesAt(state, peerGrow)).toEqual({ coachee: null, coach: null, coaches: [], observers: [], turn: null });
  expect(floorAt(state, peerGrow)).toBeNull();
  expect(clockOf(state, peerGrow, dawn)).toEqual({
    plannedMs: 3 * minute,
    spentMs: 0,
    remainingMs: 3 * minute,
    running: false,
  });
});

test('the first seat is coached first, then the other, and outside the turns nobody is', () => {
  expect(rolesAt(started(at.promises), peerGrow)).toEqual({
    coachee: null,
    coach: null,
    coaches: [],
    observers: [],
    turn: null,
  });
  expect(rolesAt(started(at.sumUp0), peerGrow)).toMatchObject({ coachee: 'ama', coach: 'jonas', turn: 0 });
  expect(rolesAt(started(at.goal1), peerGrow)).toMatchObject({ coachee: 'jonas', coach: 'ama', turn: 1 });
  expect(rolesAt(started(at.feedback), peerGrow).turn).toBeNull();
});

test('an empty seat has no name in either role', () => {
  expect(rolesAt(started(at.goal0, ['ama']), peerGrow)).toMatchObject({ coachee: 'ama', coach: null, turn: 0 });
  expect(rolesAt(started(at.goal1, ['ama']), peerGrow)).toMatchObject({ coachee: null, coach: 'ama', turn: 1 });
});

test('an ended session stands where it stopped', () => {
  expect(currentStep(after(started(at.reality0), 'end'), peerGrow)?.step.id).toBe('reality');
});

test.each<[Floor, string[], string[]]>([
  ['coachee', ['ama'], ['ama', 'jonas', 'mei']],
  ['coach', ['jonas'], ['ama', 'jonas', 'mei']],
  ['observer', ['mei'], ['ama', 'jonas', 'mei']],
  ['both', ['ama', 'jonas', 'mei'], ['ama', 'jonas', 'mei']],
  ['all-silent', [], []],
])('the floor of %s belongs to %j in a turn of three, and to %j outside', (floor, inTurn, outside) => {
  const step = { ...peerGrow.stages[0], kind: 'step' as const, id: 'one', title: 'One', minutes: 1, floor };
  const base = { ...step, prompts: [], say: { coachee: 'a', coach: 'b' }, practice: null, yields: [] };
  const format = defineFormat({
    ...peerGrow,
    people: { min: 3, max: 3 },
    stages: [base, { kind: 'turn', steps: [{ ...base, id: 'two' }] }],
  });
  const state = (position: number) => ({ ...started(0, ['ama', 'jonas', 'mei']), turns: 3, position });
  expect(floorAt(state(1), format)).toEqual({ floor, holders: inTurn });
  expect(floorAt(state(0), format)).toEqual({ floor, holders: outside });
});
