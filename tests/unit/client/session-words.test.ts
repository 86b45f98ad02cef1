import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listed, nameInSentence, namesOf } from '#lib/client/session/session-names.ts';
import { flowNews } from '#lib/client/session/session-news.ts';
import { awayAfter, watchPresence, type VisibilitySource } from '#lib/client/session/session-presence.ts';
import { failureSentence } from '#lib/client/session/session-sentences.ts';
import { swapViewOf } from '#lib/client/session/session-swap.ts';
import {
  agendaOf,
  clockText,
  clockWords,
  eyebrowOf,
  floorWords,
  partOf,
  sayFor,
  turnTitle,
} from '#lib/client/session/session-words.ts';
import { yieldsOf } from '#lib/client/session/session-yields.ts';
import { blankCard, type Card } from '#lib/domain/board/card.ts';
import type { FlowCommand, FlowState } from '#lib/domain/flow/flow.ts';
import { clear } from '#lib/domain/formats/built-in/clear.ts';
import { firstAgreement } from '#lib/domain/formats/built-in/first-agreement.ts';
import { intervision } from '#lib/domain/formats/built-in/intervision.ts';
import { midReview } from '#lib/domain/formats/built-in/mid-review.ts';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { triad } from '#lib/domain/formats/built-in/triad.ts';
import { planOf } from '#lib/domain/flow/plan.ts';
import { rolesAt, type Roles } from '#lib/domain/flow/roles.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';
import { zonesOf } from '#lib/domain/board/zones.ts';

const at = 1_700_000_000_000;
const seats = ['ama', 'jonas'];
const nameOf = namesOf([
  { id: 'ama', name: 'Ama' },
  { id: 'jonas', name: 'Jonas' },
  { id: 'mei', name: 'Mei' },
]);

function run(...commands: { by: string; command: FlowCommand }[]): FlowState {
  return commands.reduce<FlowState>((state, { by, command }) => {
    const outcome = transition(state, { ...command, by, at }, peerGrow);
    if (!outcome.ok) throw new Error(`the flow refused ${command.type}`);
    return outcome.state;
  }, lobby(seats));
}

const start = { by: 'ama', command: { type: 'start' } } as const;
const next = { by: 'ama', command: { type: 'next' } } as const;
const inReality = [start, next, next, next];

describe('names in sentences', () => {
  it('stay whole when they are short', () => {
    expect(nameInSentence('Ama Mensah')).toBe('Ama Mensah');
  });

  it('are cut at a word, and never inside a letter or an emoji', () => {
    expect(nameInSentence('Maximiliana Wilhelmina von Hohenstein')).toBe('Maximiliana Wilhelmina…');
    expect(nameInSentence('👩‍👩‍👧‍👦'.repeat(40))).toBe(`${'👩‍👩‍👧‍👦'.repeat(23)}…`);
    expect(nameInSentence('x'.repeat(80))).toBe(`${'x'.repeat(23)}…`);
  });

  it('do not turn the sentence around when they run from right to left', () => {
    expect(nameInSentence('أما')).toBe('\u2068أما\u2069');
  });

  it('stand in a list as people say it, and somebody unknown is somebody', () => {
    expect(listed(['Ama', 'Jonas', 'Mei'])).toBe('Ama, Jonas and Mei');
    expect(nameOf('nobody')).toBe('Somebody');
  });
});

describe('the words of a step', () => {
  it('say whose turn it is and how far', () => {
    const planned = planOf(peerGrow, 2)[3];
    if (planned === undefined) throw new Error('the plan is too short');
    expect(eyebrowOf(planned, peerGrow, 2, seats, nameOf)).toBe("Ama's turn, 2 of 5");
  });

  it('count the parts outside the turns as the ribbon shows them', () => {
    const plan = planOf(peerGrow, 2);
    const words = plan.map((planned) => eyebrowOf(planned, peerGrow, 2, seats, nameOf));
    expect(words[0]).toBe('Part 1 of 6');
    expect(words.at(-1)).toBe('Part 6 of 6');
  });

  it('number a turn whose owner has not come yet', () => {
    expect(turnTitle(1, ['ama'], nameOf)).toBe('Turn 2');
  });

  it('say who has the floor from where one sits', () => {
    const roles = rolesAt(run(...inReality), peerGrow);
    expect(floorWords('coachee', roles, 'jonas', nameOf)).toEqual({
      holder: 'Ama has the floor',
      rest: 'You listen.',
    });
    expect(floorWords('coachee', roles, 'ama', nameOf)).toEqual({
      holder: 'You have the floor',
      rest: 'Jonas listens.',
    });
    expect(floorWords('coachee', { ...roles, coach: null, coaches: [] }, 'ama', nameOf).rest).toBe(
      'The coach listens.',
    );
  });

  it('say it in a triad and in a circle too, and outside a turn the floor is shared', () => {
    const of = (roles: Partial<Roles>): Roles => ({
      ...{ coachee: 'ama', coach: 'jonas', coaches: ['jonas'], observers: [], turn: 0 },
      ...roles,
    });
    const triad = of({ observers: ['mei'] });
    expect(floorWords('coachee', triad, 'mei', nameOf).rest).toBe('Jonas listens.');
    expect(floorWords('observer', triad, 'mei', nameOf).holder).toBe('You have the floor');
    const circle = of({ coaches: ['jonas', 'mei', 'sven'] });
    expect(floorWords('coachee', circle, 'mei', nameOf).rest).toBe('You listen.');
    expect(floorWords('coachee', circle, 'ama', nameOf).rest).toBe('The others listen.');
    expect(floorWords('coach', circle, 'mei', nameOf)).toEqual({ holder: 'You share the floor', rest: 'Ama listens.' });
    expect(floorWords('coach', circle, 'ama', nameOf)).toEqual({
      holder: 'The others have the floor',
      rest: 'You listen.',
    });
    const nobody = of({ coachee: null, coach: null, coaches: [], turn: null });
    expect(floorWords('coachee', nobody, 'ama', nameOf).holder).toBe('You share the floor');
    // Somebody who watches has no share in it.
    for (const floor of ['both', 'coachee'] as const) {
      expect(floorWords(floor, nobody, 'olu', nameOf, true)).toEqual({
        holder: 'The peers share the floor',
        rest: 'You watch and listen.',
      });
    }
  });

  it('count the steps of a turn only where there are several', () => {
    const story = planOf(firstAgreement, 2)[1];
    if (story === undefined) throw new Error('the plan is too short');
    expect(eyebrowOf(story, firstAgreement, 2, seats, nameOf)).toBe("Jonas's turn");
  });

  it('know that a circle has no single coach', () => {
    const [, told] = planOf(intervision, 4);
    if (told === undefined) throw new Error('the plan is too short');
    const roles: Roles = { coachee: 'ama', coach: 'jonas', coaches: ['jonas', 'mei', 'sven'], observers: [], turn: 0 };
    const you = (id: string) => sayFor(told.step, partOf({ id, role: 'peer' }, roles), roles).you;
    expect(you('mei')).toBe('You are in the circle');
    expect(you('ama')).toBe('This turn is yours');
  });

  it('give each role its own sentence', () => {
    const planned = planOf(peerGrow, 2)[3];
    if (planned === undefined) throw new Error('the plan is too short');
    const roles = rolesAt(run(...inReality), peerGrow);
    const sayTo = (id: string, role: 'peer' | 'observer') => sayFor(planned.step, partOf({ id, role }, roles), roles);
    expect(sayTo('jonas', 'peer')).toEqual({ you: 'You are the coach', say: planned.step.say.coach });
    expect(sayTo('ama', 'peer')).toEqual({ you: 'You are the coachee', say: planned.step.say.coachee });
    expect(sayTo('mei', 'observer').you).toBe('You are the observer');
  });

  it('list the agenda with a turn for each, and sixty minutes in all', () => {
    const agenda = agendaOf(peerGrow, 2, seats, nameOf);
    expect(agenda.map((part) => part.title)).toContain("Jonas's turn");
    expect(agenda.reduce((sum, part) => sum + part.minutes, 0)).toBe(60);
  });
});

describe('the clock', () => {
  it.each([
    [360_000, '6:00'],
    [359_700, '6:00'],
    [222_000, '3:42'],
    [1, '0:01'],
    [0, '0:00'],
    [-400, '0:00'],
    [-42_000, '+0:42'],
    [-3_725_000, '+1:02:05'],
  ])('shows %i ms as %s', (ms, text) => {
    expect(clockText(ms)).toBe(text);
  });

  it('reads out minutes and seconds, and overtime as such', () => {
    expect(clockWords(61_000)).toBe('1 minute 1 second left');
    expect(clockWords(-120_000)).toBe('2 minutes over time');
    expect(clockWords(0)).toBe('0 seconds left');
  });
});

describe('the news of a peer', () => {
  it('name the step and the minutes', () => {
    const before = run(start, next);
    const extended = transition(before, { type: 'extend', minutes: 5, by: 'ama', at }, peerGrow);
    if (!extended.ok) throw new Error('the flow refused to extend');
    const news = { before, by: 'ama', format: peerGrow };
    expect(flowNews({ ...news, after: extended.state, command: 'extend' }, nameOf)).toBe('Ama added 5 minutes.');
    expect(
      flowNews({ ...news, before: run(start, next, next), after: run(...inReality), command: 'next' }, nameOf),
    ).toBe('Ama moved on to Reality.');
    expect(flowNews({ ...news, after: run(start, next, next), command: 'next' }, nameOf)).toBe(
      "Ama moved on to Goal, Ama's turn.",
    );
    expect(flowNews({ ...news, after: before, command: 'sit' }, nameOf)).toBeNull();
  });
});

describe('the swap box', () => {
  const offered = run(...inReality, { by: 'jonas', command: { type: 'offer-swap' } });

  it('tells who goes next while nobody has offered', () => {
    const text = 'Jonas goes next. Roles swap when you both agree.';
    expect(swapViewOf(run(...inReality), peerGrow, 'jonas', nameOf)).toEqual({
      state: 'possible',
      text,
      mayHandOver: false,
    });
    expect(swapViewOf(run(...inReality), peerGrow, 'ama', nameOf)).toEqual({
      state: 'possible',
      text,
      mayHandOver: true,
    });
  });

  it('asks the one and lets the other wait', () => {
    expect(swapViewOf(offered, peerGrow, 'jonas', nameOf)).toEqual({
      state: 'offered',
      text: 'You offered to swap. Waiting for Ama…',
    });
    expect(swapViewOf(offered, peerGrow, 'ama', nameOf)).toEqual({
      state: 'asked',
      text: 'Jonas offers to swap. It would be their turn, with you as the coach.',
    });
  });

  it('says what would come of it when the coachee offers, and in the lobby', () => {
    const byCoachee = run(...inReality, { by: 'ama', command: { type: 'offer-swap' } });
    expect(swapViewOf(byCoachee, peerGrow, 'jonas', nameOf)?.text).toBe(
      'Ama offers to swap. It would be your turn, with Ama as the coach.',
    );
    const inLobby = run({ by: 'jonas', command: { type: 'offer-swap' } });
    expect(swapViewOf(inLobby, peerGrow, 'ama', nameOf)?.text).toBe('Jonas offers to swap. They would go before you.');
  });

  it('speaks of one turn where there is only one, and of two who agree where there are three', () => {
    expect(swapViewOf(lobby(seats), clear, 'ama', nameOf)?.text).toBe(
      "The turn is Ama's today. It goes to Jonas when you both agree.",
    );
    const three = lobby([...seats, 'mei']);
    expect(swapViewOf(three, triad, 'ama', nameOf)?.text).toBe(
      'Ama goes first, then Jonas and Mei. You swap when one of you accepts.',
    );
    const offered = transition(three, { type: 'offer-swap', by: 'mei', at }, triad);
    if (!offered.ok) throw new Error('the flow refused to offer a swap');
    expect(swapViewOf(offered.state, triad, 'ama', nameOf)?.text).toBe('Mei offers to swap. You would change places.');
  });

  it('names the coach whom the other turn would have, in a triad too', () => {
    const events = [
      { type: 'start', by: 'ama' },
      { type: 'next', by: 'ama' },
      { type: 'offer-swap', by: 'mei' },
    ] as const;
    const flow = events.reduce<FlowState>(
      (state, event) => {
        const outcome = transition(state, { ...event, at }, triad);
        if (!outcome.ok) throw new Error(`the flow refused ${event.type}`);
        return outcome.state;
      },
      { ...lobby([...seats, 'mei']), ready: [...seats, 'mei'] },
    );
    expect(swapViewOf(flow, triad, 'jonas', nameOf)?.text).toBe(
      'Mei offers to swap. It would be their turn, with Ama as the coach.',
    );
  });

  it('lets somebody without a seat watch, and is not there when there is nothing to swap', () => {
    expect(swapViewOf(offered, peerGrow, 'mei', nameOf)?.state).toBe('watching');
    expect(swapViewOf(lobby(['ama']), peerGrow, 'ama', nameOf)).toBeNull();
  });
});

describe('what to write down', () => {
  it('counts the cards that lie in the zone of this turn, by kind and label', () => {
    const planned = planOf(peerGrow, 2)[3];
    if (planned === undefined) throw new Error('the plan is too short');
    const frames = zonesOf(peerGrow);
    const zone = (turn: number) => frames.find((frame) => frame.step === 'reality' && frame.turn === turn);
    const note = (turn: number, label: string): Card =>
      blankCard({
        id: `card-${turn}-${label}-0`,
        label,
        at: { x: (zone(turn)?.at.x ?? NaN) + 20, y: (zone(turn)?.at.y ?? NaN) + 40 },
      });
    const cards = [note(0, 'reality'), note(0, 'option'), note(1, 'reality')];
    expect(yieldsOf(planned, { cards, frames }, (id) => id)).toEqual([
      { wanted: planned.step.yields[0], what: 'reality', there: 1, answers: [] },
    ]);
  });

  it('sets the numbers side by side that each gave in private, once they are shown', () => {
    const planned = planOf(midReview, 2)[0];
    if (planned === undefined) throw new Error('the plan is too short');
    const frames = zonesOf(midReview);
    const at = frames.find((frame) => frame.step === 'rate')?.at ?? { x: NaN, y: NaN };
    const rated = (author: string, label: string, text: string): Card =>
      blankCard({ id: `${author}-${label}`, author, label, text, at: { x: at.x + 20, y: at.y + 40 } });
    const cards = [
      rated('Ama', 'trust', '8 of 10\nWe dare more'),
      rated('Jonas', 'trust', '6 of 10'),
      rated('Ama', 'balance', ''),
    ];
    const [trust, balance] = yieldsOf(planned, { cards, frames }, (id) => id);
    expect(trust?.answers).toEqual([
      { name: 'Ama', answer: '8 of 10' },
      { name: 'Jonas', answer: '6 of 10' },
    ]);
    expect(balance?.answers).toEqual([]);
  });
});

describe('here or away', () => {
  let listeners: Set<() => void>;
  let page: VisibilitySource & { visibilityState: DocumentVisibilityState };
  const turn = (state: DocumentVisibilityState): void => {
    page.visibilityState = state;
    for (const listener of listeners) listener();
  };

  beforeEach(() => {
    vi.useFakeTimers();
    listeners = new Set();
    page = {
      visibilityState: 'visible',
      addEventListener: (_type, listener) => void listeners.add(listener),
      removeEventListener: (_type, listener) => void listeners.delete(listener),
    };
  });
  afterEach(() => void vi.useRealTimers());

  it('leaves a glance at the notes alone, and says away after a while', () => {
    const said: string[] = [];
    let woken = 0;
    const stop = watchPresence(page, { onPresence: (state) => said.push(state), onWake: () => (woken += 1) });
    turn('hidden');
    vi.advanceTimersByTime(awayAfter - 1);
    turn('visible');
    expect(said).toEqual([]);
    expect(woken).toBe(1);
    turn('hidden');
    vi.advanceTimersByTime(awayAfter);
    turn('visible');
    expect(said).toEqual(['away', 'here']);
    stop();
    expect(listeners.size).toBe(0);
  });
});

it('has a sentence for a server that does not answer, and for one that refuses', () => {
  expect(failureSentence('timed-out')).toContain('not answered');
  expect(failureSentence('flow-stale')).toBe('Your peer was quicker. The page shows where you both are now.');
});
