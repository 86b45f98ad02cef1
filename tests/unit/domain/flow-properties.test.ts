import { flowStateSchema, type FlowEvent, type FlowState, type PlainCommand } from '#lib/domain/flow/flow.ts';
import { clockOf } from '#lib/domain/flow/flow-clock.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { planOf } from '#lib/domain/flow/plan.ts';
import { ribbonOf } from '#lib/domain/flow/ribbon.ts';
import { currentStep, rolesAt } from '#lib/domain/flow/roles.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dawn } from '../../support/flow-walk.ts';
import { propertyRun } from '../../support/property-seed.ts';

/** What is asked, and how long after the one before. Minutes matter to `extend` only. */
interface Asked {
  type: PlainCommand | 'sit' | 'stand' | 'extend';
  minutes: number;
  by: string;
  wait: number;
}

const circle: Format = { ...peerGrow, id: 'circle', people: { min: 2, max: 4 } };
const people = ['ama', 'jonas', 'mei', 'ole', 'eve'];

/** Moves often, ends seldom, so that most walks get somewhere. */
const asked = (least: number): fc.Arbitrary<Asked> =>
  fc.record({
    type: fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom('next' as const, 'back' as const) },
      { weight: 30, arbitrary: fc.constantFrom('offer-swap' as const, 'accept-swap' as const) },
      {
        weight: 20,
        arbitrary: fc.constantFrom(...(['start', 'pause', 'resume', 'sit', 'stand'] as const)),
      },
      { weight: 8, arbitrary: fc.constantFrom('withdraw-swap' as const, 'decline-swap' as const, 'extend' as const) },
      { weight: 1, arbitrary: fc.constant('end' as const) },
    ),
    minutes: fc.integer({ min: -2, max: 40 }),
    by: fc.constantFrom(...people),
    wait: fc.integer({ min: least, max: 600_000 }),
  });

const walks = (least: number): fc.Arbitrary<[Format, Asked[]]> =>
  fc.tuple(fc.constantFrom(peerGrow, circle), fc.array(asked(least), { minLength: 1, maxLength: 80, size: 'max' }));

interface Seen {
  before: FlowState;
  after: FlowState;
  event: FlowEvent;
  refused: boolean;
}

/** Every state of a walk that begins with two peers seated, in the order of the events. */
function walk(format: Format, asks: Asked[], watch: (seen: Seen) => void): FlowState {
  let state = lobby(['ama', 'jonas']);
  let at = dawn;
  const start: Asked = { type: 'start', by: 'ama', minutes: 0, wait: 0 };
  for (const { type, by, minutes, wait } of [start, ...asks]) {
    at += wait;
    const event: FlowEvent = type === 'extend' ? { type, minutes, by, at } : { type, by, at };
    const before = structuredClone(state);
    const result = transition(state, event, format);
    expect(state, 'the state that was given is left alone').toEqual(before);
    watch({ before, after: result.ok ? result.state : state, event, refused: !result.ok });
    if (result.ok) state = result.state;
  }
  return state;
}

test('whatever people ask, the session stands in one step of its plan and its state can be stored', () => {
  fc.assert(
    fc.property(walks(-60_000), ([format, asks]) => {
      walk(format, asks, ({ after, event }) => {
        expect(flowStateSchema.safeParse(after).success).toBe(true);
        expect(new Set(after.seats).size).toBe(after.seats.length);
        if (after.status === 'lobby') return;
        const plan = planOf(format, after.turns);
        expect(currentStep(after, format)).not.toBeNull();
        expect([after.spent.length, after.added.length, after.bookmarks.length]).toEqual([
          plan.length,
          plan.length,
          after.turns,
        ]);
        expect(Math.min(...after.spent)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...after.added)).toBeLessThanOrEqual(180 * 60_000);
        expect(clockOf(after, format, event.at).spentMs).toBeGreaterThanOrEqual(0);
        const turn = plan[after.position]?.turn ?? null;
        if (turn !== null) expect(after.bookmarks[turn]).toBe(after.position);
        for (const [index, mark] of after.bookmarks.entries()) expect(plan[mark]?.turn).toBe(index);
      });
    }),
    propertyRun('the flow stays in its plan', 300),
  );
});

test('in a turn exactly one seat is the coachee, and another one, if taken, the coach', () => {
  fc.assert(
    fc.property(walks(0), ([format, asks]) => {
      walk(format, asks, ({ after }) => {
        const { coachee, coach, turn } = rolesAt(after, format);
        const planned = currentStep(after, format);
        expect(turn).toBe(planned?.turn ?? null);
        if (turn === null) {
          expect([coachee, coach]).toEqual([null, null]);
          return;
        }
        expect(coachee).toBe(after.seats[turn] ?? null);
        if (coachee !== null) expect(coach).not.toBe(coachee);
        if (coach !== null) expect(after.seats).toContain(coach);
      });
    }),
    propertyRun('one coachee in a turn', 300),
  );
});

test('roles never swap without an offer by one seated peer and the acceptance of another', () => {
  fc.assert(
    fc.property(walks(0), ([format, asks]) => {
      walk(format, asks, ({ before, after, event, refused }) => {
        if (before.status === 'lobby' || after.status === 'lobby') return;
        const moved = Math.abs(after.position - before.position) > 1;
        // Once started, nobody loses a seat by leaving: it stands for a turn.
        const reordered = before.seats.some((seat, index) => after.seats[index] !== seat);
        if (event.type === 'accept-swap' && !refused) {
          expect(before.swap).not.toBeNull();
          expect(before.swap?.by).not.toBe(event.by);
          expect(before.seats).toEqual(expect.arrayContaining([event.by, before.swap?.by]));
          expect(after.swap).toBeNull();
        } else {
          expect(moved || reordered).toBe(false);
        }
        if (before.position !== after.position) expect(after.swap).toBeNull();
      });
    }),
    propertyRun('no swap without both', 400),
  );
});

test('before the start exactly those who took a seat and kept it sit there, in the order in which they came', () => {
  const comings = fc.array(
    fc.record({ type: fc.constantFrom('sit' as const, 'stand' as const), by: fc.constantFrom(...people) }),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(fc.constantFrom(peerGrow, circle), comings, (format, events) => {
      let seats: string[] = [];
      let state = lobby([]);
      for (const { type, by } of events) {
        const result = transition(state, { type, by, at: dawn }, format);
        if (result.ok) state = result.state;
        if (type === 'stand') seats = seats.filter((seat) => seat !== by);
        else if (!seats.includes(by) && seats.length < format.people.max) seats = [...seats, by];
        expect(result.ok).toBe(true);
        expect(state.seats).toEqual(seats);
      }
    }),
    propertyRun('seats in the lobby', 200),
  );
});

test('all steps together have spent exactly the time for which the session ran', () => {
  fc.assert(
    fc.property(walks(0), ([format, asks]) => {
      let ran = 0;
      let last = dawn;
      const end = walk(format, asks, ({ before, event }) => {
        if (before.status === 'running') ran += event.at - last;
        last = event.at;
      });
      if (end.status === 'lobby') return;
      const open = end.status === 'running' ? last - end.since : 0;
      expect(end.spent.reduce((sum, spent) => sum + spent, 0) + open).toBe(ran);
    }),
    propertyRun('time spent is time elapsed', 300),
  );
});

test('a refused event changes nothing, and an ended session refuses everything', () => {
  fc.assert(
    fc.property(walks(0), ([format, asks]) => {
      walk(format, asks, ({ before, after, refused }) => {
        if (refused) expect(after).toEqual(before);
        if (before.status === 'ended') expect(refused).toBe(true);
      });
    }),
    propertyRun('refusals change nothing', 200),
  );
});

test('the ribbon has one current stretch while a session is on, and shares between nothing and all', () => {
  fc.assert(
    fc.property(walks(-60_000), ([format, asks]) => {
      walk(format, asks, ({ after, event }) => {
        const ribbon = ribbonOf(after, format, event.at);
        const live = after.status === 'running' || after.status === 'paused';
        expect(ribbon.filter(({ current }) => current).length).toBe(live ? 1 : 0);
        for (const { share, minutes } of ribbon) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
          expect(minutes).toBeGreaterThan(0);
        }
      });
    }),
    propertyRun('the ribbon', 200),
  );
});
