import { advanceFor, advancePatience, readyOf } from '#lib/domain/flow/flow-advance.ts';
import { budgetOf, trimOf } from '#lib/domain/flow/flow-budget.ts';
import { mayWatch } from '#lib/domain/flow/flow-observers.ts';
import { isSealed, sealOf, sealWriters } from '#lib/domain/flow/flow-seal.ts';
import { silenceOf } from '#lib/domain/flow/flow-silence.ts';
import { ideasOf } from '#lib/domain/flow/flow-tray.ts';
import { flowCommandSchema, type FlowCommand, type FlowState } from '#lib/domain/flow/flow.ts';
import { defineFormat, type Format } from '#lib/domain/formats/format.ts';
import { checkIn } from '#lib/domain/formats/built-in/check-in.ts';
import { goalWorkshop } from '#lib/domain/formats/built-in/goal-workshop.ts';
import { intervision } from '#lib/domain/formats/built-in/intervision.ts';
import { midReview } from '#lib/domain/formats/built-in/mid-review.ts';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { triad } from '#lib/domain/formats/built-in/triad.ts';
import { planOf } from '#lib/domain/flow/plan.ts';
import { rolesAt } from '#lib/domain/flow/roles.ts';
import { swapReach } from '#lib/domain/flow/swap.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';
import { describe, expect, test } from 'vitest';
import { dawn, minute } from '../../support/flow-walk.ts';
import { mixedFormat } from '../../support/mixed-format.ts';

const both = ['ama', 'jonas'];
type News = 'sit' | 'observe' | 'silence-over';

/** What this person asks for `seconds` after dawn, with these people on the page. */
function ask(
  state: FlowState,
  by: string,
  command: FlowCommand | { type: News },
  { seconds = 0, present = both, format = mixedFormat }: { seconds?: number; present?: string[]; format?: Format } = {},
) {
  return transition(state, { ...command, by, at: dawn + seconds * 1000, present }, format);
}

function asked(...args: Parameters<typeof ask>): FlowState {
  const result = ask(...args);
  expect(result, args[2].type).toMatchObject({ ok: true });
  return result.ok ? result.state : args[0];
}

const refused = (...args: Parameters<typeof ask>): string => {
  const result = ask(...args);
  return result.ok ? 'accepted' : result.error;
};

/** A session of Ama and Jonas that stands in this place of its plan. */
function at(place: number, format = mixedFormat): FlowState {
  let state = asked(lobby(both), 'ama', { type: 'start' }, { format });
  for (let gone = 0; gone < place; gone += 1)
    state = asked(state, 'ama', { type: 'next' }, { present: ['ama'], format });
  return state;
}

describe('going on', () => {
  test('asks the other while there is time, and happens when they agree or are ready', () => {
    const wish = asked(at(0), 'ama', { type: 'next' });
    expect(wish).toMatchObject({ position: 0, advance: { by: 'ama', leaves: 'step' } });
    expect(advanceFor(wish, 'ama')).toMatchObject({ mine: true, mayAnswer: false });
    expect(advanceFor(wish, 'jonas')).toMatchObject({ mine: false, mayAnswer: true });
    for (const answer of ['accept-advance', 'next', 'ready'] as const) {
      expect(asked(wish, 'jonas', { type: answer })).toMatchObject({ position: 1, advance: null, ready: [] });
    }
    const ready = asked(at(0), 'jonas', { type: 'ready' });
    expect(readyOf(ready)).toEqual(['jonas']);
    expect(asked(ready, 'ama', { type: 'next' })).toMatchObject({ position: 1 });
  });

  test('happens at once when the time is up, when nobody else is there, and alone after waiting', () => {
    expect(asked(at(0), 'ama', { type: 'next' }, { seconds: 180 })).toMatchObject({ position: 1 });
    expect(asked(at(0), 'ama', { type: 'next' }, { present: ['ama'] })).toMatchObject({ position: 1 });
    const wish = asked(at(0), 'ama', { type: 'next' });
    expect(refused(wish, 'ama', { type: 'next' }, { seconds: 19 })).toBe('flow-asked');
    expect(asked(wish, 'ama', { type: 'next' }, { seconds: advancePatience / 1000 })).toMatchObject({ position: 1 });
  });

  test('is declined by the other and taken back by the one who asked, not the other way round', () => {
    const wish = asked(at(0), 'ama', { type: 'next' });
    expect(asked(wish, 'jonas', { type: 'decline-advance' })).toMatchObject({ position: 0, advance: null });
    expect(asked(wish, 'ama', { type: 'withdraw-advance' })).toMatchObject({ position: 0, advance: null });
    for (const type of ['accept-advance', 'decline-advance'] as const)
      expect(refused(wish, 'ama', { type })).toBe('flow-not-now');
    expect(refused(wish, 'jonas', { type: 'withdraw-advance' })).toBe('flow-not-now');
    expect(refused(wish, 'eve', { type: 'accept-advance' })).toBe('flow-not-now');
  });

  test('a mark of being ready is made once, by those with a seat, and is gone in the next step', () => {
    const ready = asked(at(0), 'ama', { type: 'ready' });
    expect(refused(ready, 'ama', { type: 'ready' })).toBe('flow-not-now');
    expect(refused(ready, 'eve', { type: 'ready' })).toBe('flow-no-seat');
    expect(asked(ready, 'ama', { type: 'unready' }).ready).toEqual([]);
    expect(asked(ready, 'jonas', { type: 'next' }).ready).toEqual([]);
  });

  test('leaves out an optional step only, and comes back to it with Back', () => {
    const skipped = asked(at(0), 'ama', { type: 'skip' }, { present: ['ama'] });
    expect(skipped).toMatchObject({ position: 1, skipped: [0] });
    expect(asked(skipped, 'ama', { type: 'back' })).toMatchObject({ position: 0, skipped: [] });
    expect(refused(skipped, 'ama', { type: 'skip' }, { present: ['ama'] })).toBe('flow-not-now');
    expect(budgetOf(skipped, mixedFormat, dawn).behindMs).toBe(-3 * minute);
  });
});

describe('handing over', () => {
  test('goes to the next one’s turn when they agree; what was left of one’s own no longer counts', () => {
    const wish = asked(at(2), 'ama', { type: 'hand-over' });
    expect(wish).toMatchObject({ position: 2, advance: { by: 'ama', leaves: 'turn' } });
    for (const answer of ['accept-advance', 'next', 'ready'] as const) {
      const over = asked(wish, 'jonas', { type: answer });
      expect(over).toMatchObject({ position: 4, skipped: [2, 3], advance: null });
      // Nothing was spent of the eight minutes before, and the ten of the turn are given back.
      expect(budgetOf(over, mixedFormat, dawn).behindMs).toBe(-18 * minute);
    }
    expect(asked(wish, 'jonas', { type: 'decline-advance' })).toMatchObject({ position: 2, advance: null });
  });

  test('asks also when the time of the step is up, and happens at once when the next one is ready or not there', () => {
    const late = asked(at(2), 'ama', { type: 'hand-over' }, { seconds: 5 * 60 });
    expect(late).toMatchObject({ position: 2, advance: { leaves: 'turn' } });
    const ready = asked(at(2), 'jonas', { type: 'ready' });
    expect(asked(ready, 'ama', { type: 'hand-over' })).toMatchObject({ position: 4 });
    expect(asked(at(2), 'ama', { type: 'hand-over' }, { present: ['ama'] })).toMatchObject({ position: 4 });
  });

  test('is for whoever has the turn, while there is more of it than a step and another’s turn behind it', () => {
    expect(refused(at(2), 'jonas', { type: 'hand-over' })).toBe('flow-not-yours');
    for (const [place, by] of [
      [1, 'ama'],
      [3, 'ama'],
      [4, 'jonas'],
      [6, 'ama'],
    ] as const)
      expect(refused(at(place), by, { type: 'hand-over' })).toBe('flow-not-now');
  });

  test('what was handed over can be come back to', () => {
    const over = asked(at(2), 'ama', { type: 'hand-over' }, { present: ['ama'] });
    const offered = asked(over, 'ama', { type: 'offer-swap' });
    expect(asked(offered, 'jonas', { type: 'accept-swap' })).toMatchObject({ position: 2, skipped: [3] });
  });
});

describe('sealed writing', () => {
  test('is shown when both are ready, and the state never holds a word of it', () => {
    let state = asked(at(1), 'ama', { type: 'seal-write' });
    state = asked(state, 'ama', { type: 'seal-ready' });
    expect(isSealed(state)).toBe(true);
    const shown = ask(state, 'jonas', { type: 'seal-ready' });
    expect(shown).toMatchObject({ ok: true, effects: [{ type: 'seal-revealed', position: 1 }] });
    if (!shown.ok) return;
    expect(isSealed(shown.state)).toBe(false);
    expect(sealOf(shown.state)).toEqual({
      position: 1,
      writing: ['ama'],
      ready: ['ama', 'jonas'],
      revealed: true,
      shownBy: ['ama', 'jonas'],
      revealAsked: null,
    });
    expect(refused(shown.state, 'ama', { type: 'seal-unready' })).toBe('flow-not-now');
  });

  test('is shown earlier when one asks and the other agrees, and not when they decline', () => {
    const wish = asked(at(1), 'ama', { type: 'ask-reveal' });
    expect(refused(wish, 'ama', { type: 'accept-reveal' })).toBe('flow-not-now');
    expect(refused(wish, 'jonas', { type: 'ask-reveal' })).toBe('flow-asked');
    expect(sealOf(asked(wish, 'jonas', { type: 'decline-reveal' }))).toMatchObject({
      revealed: false,
      revealAsked: null,
    });
    expect(sealOf(asked(wish, 'jonas', { type: 'accept-reveal' }))).toMatchObject({ revealed: true });
  });

  test('does not wait for somebody who is gone; coming back to the step finds it as it was', () => {
    const shown = asked(at(1), 'ama', { type: 'seal-ready' }, { present: ['ama'] });
    expect(sealOf(shown)).toMatchObject({ revealed: true, ready: ['ama'], shownBy: ['ama'] });
    const back = asked(asked(shown, 'ama', { type: 'next' }, { present: ['ama'] }), 'ama', { type: 'back' });
    expect(sealOf(back)).toMatchObject({ revealed: true });
  });

  test('lets the owner of the turn rest where only the others write, and does not wait for them', () => {
    const circle = ['owner', 'ama', 'jonas', 'mei'];
    const options = { present: circle, format: intervision };
    let state = asked(lobby(circle), 'owner', { type: 'start' }, options);
    for (const _ of ['the case', 'the questions']) {
      state = asked(state, 'owner', { type: 'next' }, { present: ['owner'], format: intervision });
    }
    expect(sealWriters(state, intervision)).toEqual(['ama', 'jonas', 'mei']);
    for (const type of ['seal-write', 'seal-ready', 'ask-reveal'] as const) {
      expect(refused(state, 'owner', { type }, options)).toBe('flow-not-yours');
    }
    const wish = asked(state, 'ama', { type: 'ask-reveal' }, options);
    expect(refused(wish, 'owner', { type: 'accept-reveal' }, options)).toBe('flow-not-yours');
    for (const by of ['ama', 'jonas']) state = asked(state, by, { type: 'seal-ready' }, options);
    expect(isSealed(state)).toBe(true);
    expect(isSealed(asked(state, 'mei', { type: 'seal-ready' }, options))).toBe(false);
  });

  test('is for those with a seat, in a sealed step', () => {
    expect(refused(at(1), 'eve', { type: 'seal-ready' })).toBe('flow-no-seat');
    expect(refused(at(0), 'ama', { type: 'seal-ready' })).toBe('flow-not-now');
  });
});

describe('an idea that asks first', () => {
  const held = () => asked(at(3), 'jonas', { type: 'hold-idea', id: 'idea' });

  test('waits until the coachee invites it; then the coach puts it down and it leaves the tray', () => {
    const invited = ask(held(), 'ama', { type: 'invite-idea', id: 'idea' });
    expect(invited).toMatchObject({ ok: true, effects: [{ type: 'idea-invited', id: 'idea', by: 'jonas' }] });
    if (!invited.ok) return;
    expect(ideasOf(invited.state)).toMatchObject([{ id: 'idea', by: 'jonas', state: 'invited' }]);
    expect(ideasOf(asked(invited.state, 'jonas', { type: 'withdraw-idea', id: 'idea' }))).toEqual([]);
  });

  test('is the coach’s to hold, the coachee’s to invite, and only where ideas ask first', () => {
    expect(refused(at(3), 'ama', { type: 'hold-idea', id: 'mine' })).toBe('flow-not-yours');
    expect(refused(at(2), 'jonas', { type: 'hold-idea', id: 'early' })).toBe('flow-not-now');
    expect(refused(held(), 'jonas', { type: 'invite-idea', id: 'idea' })).toBe('flow-not-yours');
    expect(refused(held(), 'ama', { type: 'withdraw-idea', id: 'idea' })).toBe('flow-not-yours');
    expect(ideasOf(asked(held(), 'ama', { type: 'dismiss-idea', id: 'idea' }))).toEqual([]);
    expect(refused(held(), 'jonas', { type: 'hold-idea', id: 'idea' })).toBe('flow-not-now');
  });

  test('is one of twenty at most, and gone with the turn', () => {
    let state = at(3);
    for (let nth = 0; nth < 20; nth += 1) state = asked(state, 'jonas', { type: 'hold-idea', id: `idea-${nth}` });
    expect(refused(state, 'jonas', { type: 'hold-idea', id: 'one-more' })).toBe('flow-tray-full');
    expect(ideasOf(asked(state, 'ama', { type: 'next' }, { present: [] }))).toEqual([]);
  });
});

describe('a thinking space', () => {
  const quiet = () => asked(at(2), 'jonas', { type: 'start-silence', card: 'question', seconds: 60 });

  test('runs for its time and is over by itself', () => {
    expect(silenceOf(quiet(), dawn + 15_000)).toMatchObject({ card: 'question', remainingMs: 45_000, share: 0.25 });
    expect(silenceOf(quiet(), dawn + 60_000)).toBeNull();
    expect(asked(quiet(), 'server', { type: 'silence-over' }, { seconds: 30 })).toMatchObject({
      silence: { ms: 60_000 },
    });
    expect(asked(quiet(), 'server', { type: 'silence-over' }, { seconds: 60 })).toMatchObject({ silence: null });
  });

  test('is ended by the coachee, by nobody else, and a second one does not begin in it', () => {
    expect(refused(quiet(), 'jonas', { type: 'end-silence' })).toBe('flow-not-yours');
    expect(refused(quiet(), 'ama', { type: 'start-silence', card: null, seconds: 30 })).toBe('flow-not-now');
    expect(asked(quiet(), 'ama', { type: 'end-silence' })).toMatchObject({ silence: null });
  });

  test('lasts half a minute to three', () => {
    for (const seconds of [0, 29, 181, 45.5]) {
      expect(flowCommandSchema.safeParse({ type: 'start-silence', card: null, seconds }).success).toBe(false);
      expect(refused(at(2), 'ama', { type: 'start-silence', card: null, seconds })).toBe('flow-minutes');
    }
  });

  test('a server clock that was set back never makes it longer', () => {
    expect(silenceOf(quiet(), dawn - 3_600_000)).toMatchObject({ remainingMs: 60_000, share: 0 });
  });
});

describe('the time as a whole', () => {
  test('a session that ran six minutes over proposes shorter steps that add up, each of a minute at least', () => {
    const late = asked(at(1), 'ama', { type: 'next' }, { seconds: 11 * 60 });
    const now = dawn + 11 * minute;
    expect(budgetOf(late, mixedFormat, now)).toEqual({
      plannedMs: 31 * minute,
      spentMs: 11 * minute,
      leftMs: 23 * minute,
      behindMs: 3 * minute,
    });
    const steps = trimOf(late, mixedFormat, now);
    expect(steps?.map(({ position }) => position)).toEqual([3, 4, 5, 6]);
    expect(steps?.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(16);
    const trimmed = asked(asked(late, 'ama', { type: 'offer-trim', steps: steps ?? [] }), 'jonas', {
      type: 'accept-trim',
    });
    expect(budgetOf(trimmed, mixedFormat, now).behindMs).toBe(0);
    expect(trimOf(trimmed, mixedFormat, now)).toBeNull();
  });

  test('turns that have not begun get shorter by the same, whoever’s comes first, and the session ends on time', () => {
    for (const format of [peerGrow, checkIn, triad, goalWorkshop, midReview]) {
      const seats = ['ama', 'jonas', 'mei'].slice(0, format.people.min);
      const lobbied = lobby(seats);
      const started = asked(lobbied, 'ama', { type: 'start' }, { present: seats, format });
      if (started.status !== 'running') throw new Error('it was to start');
      const plan = planOf(format, started.turns);
      for (let late = 1; late <= 25; late += 1) {
        const flow = { ...started, added: [late * minute, ...started.added.slice(1)] };
        const steps = trimOf(flow, format, dawn) ?? [];
        const ofTurn = seats.map((_, turn) =>
          steps.filter(({ position }) => plan[position]?.turn === turn).reduce((sum, { minutes }) => sum + minutes, 0),
        );
        const what = `${format.id}, ${late} minutes late: ${ofTurn.join(', ')}`;
        expect(new Set(ofTurn).size, what).toBe(1);
        for (const { position, minutes } of steps) {
          expect(minutes, what).toBeLessThanOrEqual(plan[position]?.step.minutes ?? 0);
        }
        const added = flow.added.map((before, index) => {
          const trimmed = steps.find(({ position }) => position === index);
          return trimmed === undefined ? before : (trimmed.minutes - (plan[index]?.step.minutes ?? 0)) * minute;
        });
        const { behindMs } = budgetOf({ ...flow, added }, format, dawn);
        // Where nothing but turns is left to trim, a minute for each of them is all that may be over.
        if (steps.some(({ minutes }) => minutes > 1)) expect(behindMs, what).toBeLessThanOrEqual(0);
        expect(behindMs, what).toBeGreaterThan(-seats.length * minute);
      }
    }
  });

  test('after an hour of sleep one step has run over, nothing is negative, and a minute each is left', () => {
    const asleep = at(1);
    const now = dawn + 60 * minute;
    expect(trimOf(asleep, mixedFormat, now)?.map(({ minutes }) => minutes)).toEqual([1, 1, 1, 1, 1]);
    expect(budgetOf(asleep, mixedFormat, now - 120 * minute).spentMs).toBe(0);
  });

  test('an offer is accepted by the other, about steps to come, each once', () => {
    const offer = (steps: { position: number; minutes: number }[]) => ({ type: 'offer-trim' as const, steps });
    expect(refused(at(1), 'ama', offer([{ position: 0, minutes: 1 }]))).toBe('flow-not-now');
    expect(
      refused(
        at(1),
        'ama',
        offer([
          { position: 2, minutes: 1 },
          { position: 2, minutes: 2 },
        ]),
      ),
    ).toBe('flow-not-now');
    expect(refused(at(1), 'eve', offer([{ position: 2, minutes: 1 }]))).toBe('flow-no-seat');
    const open = asked(at(1), 'ama', offer([{ position: 2, minutes: 1 }]));
    expect(refused(open, 'ama', { type: 'accept-trim' })).toBe('flow-not-now');
    expect(asked(open, 'jonas', { type: 'decline-trim' })).toMatchObject({ trim: null, added: [0, 0, 0, 0, 0, 0, 0] });
    expect(asked(open, 'jonas', { type: 'accept-trim' })).toMatchObject({ added: [0, 0, -3 * minute, 0, 0, 0, 0] });
  });
});

describe('somebody who drops out', () => {
  const gone = { by: 'server', at: dawn + 30_000, present: ['ama'] };

  test('stops the clock, which runs on when they are back', () => {
    const waiting = transition(at(0), { type: 'wait-for', user: 'jonas', ...gone }, mixedFormat);
    expect(waiting).toMatchObject({
      state: { status: 'paused', waitingFor: { user: 'jonas' }, spent: [30_000, 0, 0, 0, 0, 0, 0] },
    });
    if (!waiting.ok) return;
    const back = transition(
      waiting.state,
      { type: 'came-back', user: 'jonas', ...gone, at: dawn + 90_000 },
      mixedFormat,
    );
    expect(back).toMatchObject({ state: { status: 'running', waitingFor: null, since: dawn + 90_000 } });
  });

  test('does not stop a clock that people have paused, nor start it', () => {
    const paused = asked(at(0), 'ama', { type: 'pause' });
    for (const type of ['wait-for', 'came-back'] as const) {
      const result = transition(paused, { type, user: 'jonas', ...gone }, mixedFormat);
      expect(result.ok && result.state).toBe(paused);
    }
  });
});

describe('three people, a circle, and somebody who watches', () => {
  const three = ['ama', 'jonas', 'mei'];
  const more = (who: 'each' | 'one', others: 'observe' | 'coach'): Format =>
    defineFormat({
      ...mixedFormat,
      people: { min: 3, max: 4 },
      stages: mixedFormat.stages.map((stage) => (stage.kind === 'turn' ? { ...stage, who, others } : stage)),
    });
  const start = (format: Format, places: number): FlowState => {
    let state = asked(lobby(three), 'ama', { type: 'start' }, { format });
    for (let gone = 0; gone < places; gone += 1)
      state = asked(state, 'ama', { type: 'next' }, { present: ['ama'], format });
    return state;
  };

  test('in a triad everybody is coached, coaches and watches once', () => {
    const triad = more('each', 'observe');
    const rounds = [2, 4, 6].map((place) => rolesAt(start(triad, place), triad));
    expect(rounds.map(({ coachee, coach, observers }) => [coachee, coach, ...observers])).toEqual([
      ['ama', 'jonas', 'mei'],
      ['jonas', 'mei', 'ama'],
      ['mei', 'ama', 'jonas'],
    ]);
  });

  test('in a circle one has the only turn, all others coach, and there is nothing to swap in it', () => {
    const circle = more('one', 'coach');
    const inTurn = start(circle, 3);
    expect(rolesAt(inTurn, circle)).toMatchObject({ coachee: 'ama', coaches: ['jonas', 'mei'], observers: [] });
    expect(swapReach(inTurn, circle)).toBeNull();
    expect(start(circle, 4)).toMatchObject({ position: 4 });
    expect(rolesAt(start(circle, 4), circle).turn).toBeNull();
    expect(asked(inTurn, 'ole', { type: 'sit' }, { format: circle }).seats).toEqual([...three, 'ole']);
  });

  test('a case is brought by its owner and chosen by another', () => {
    const circle = more('one', 'coach');
    const brought = asked(lobby(three), 'mei', { type: 'offer-case' }, { format: circle });
    expect(refused(brought, 'mei', { type: 'choose-case', user: 'mei' }, { format: circle })).toBe('flow-not-yours');
    expect(refused(brought, 'ama', { type: 'choose-case', user: 'jonas' }, { format: circle })).toBe('flow-not-now');
    expect(asked(brought, 'ama', { type: 'choose-case', user: 'mei' }, { format: circle }).seats).toEqual([
      'mei',
      'ama',
      'jonas',
    ]);
    expect(refused(lobby(both), 'ama', { type: 'offer-case' })).toBe('flow-not-now');
  });

  test('a third person watches once both peers agree, and no longer when one does not', () => {
    let state = asked(lobby(both), 'ola', { type: 'observe' });
    expect(mayWatch(state, 'ola')).toBe(false);
    state = asked(state, 'ama', { type: 'agree-observer', user: 'ola' });
    expect(mayWatch(state, 'ola')).toBe(false);
    expect(refused(state, 'ola', { type: 'agree-observer', user: 'ola' })).toBe('flow-no-seat');
    state = asked(state, 'jonas', { type: 'agree-observer', user: 'ola' });
    expect(mayWatch(state, 'ola')).toBe(true);
    const refusal = ask(state, 'jonas', { type: 'refuse-observer', user: 'ola' });
    expect(refusal).toMatchObject({ ok: true, effects: [{ type: 'observer-refused', user: 'ola' }] });
    expect(refusal.ok && mayWatch(refusal.state, 'ola')).toBe(false);
  });

  test('whoever was to be first sits first, whoever comes first', () => {
    let state = lobby([], ['jonas', 'ama']);
    for (const peer of ['mei', 'ama', 'jonas'])
      state = asked(state, peer, { type: 'sit' }, { format: more('each', 'observe') });
    expect(state.seats).toEqual(['jonas', 'ama', 'mei']);
  });
});

test('after the end every command has the same answer', () => {
  const ended = asked(at(3), 'ama', { type: 'end' });
  const commands: FlowCommand[] = [
    { type: 'next' },
    { type: 'ready' },
    { type: 'seal-ready' },
    { type: 'hold-idea', id: 'idea' },
    { type: 'start-silence', card: null, seconds: 60 },
    { type: 'accept-trim' },
    { type: 'agree-observer', user: 'ola' },
  ];
  for (const command of commands) expect(refused(ended, 'ama', command)).toBe('session-ended');
});
