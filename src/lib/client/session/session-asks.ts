import { advanceFor, placeBehind } from '#lib/domain/flow/flow-advance.ts';
import { minute } from '#lib/domain/flow/flow-clock.ts';
import { turnLeftBehind } from '#lib/domain/flow/flow-left.ts';
import { trimOfferOf } from '#lib/domain/flow/flow-trim.ts';
import { sealOf, sealWriters } from '#lib/domain/flow/flow-seal.ts';
import type { FlowCommand, FlowState, Leaving, TrimmedSteps } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { transition } from '#lib/domain/flow/transition.ts';
import { planOf } from '#lib/domain/flow/plan.ts';
import { listed, type NameOf } from './session-names.ts';
import { turnTitle } from './session-words.ts';

/** One way to answer, as a button. */
export interface AskAnswer {
  label: string;
  command: FlowCommand;
  main: boolean;
}

/** Something that one peer holds out and another answers; or, for the one who asked, what is being waited for. */
export interface Ask {
  key: string;
  /** It waits for this person's answer. */
  asked: boolean;
  text: string;
  /** What exactly would come of it, where a sentence is not enough. */
  lines: string[];
  answers: AskAnswer[];
}

interface Facts {
  flow: FlowState;
  format: Format;
  /** User id of whoever looks at the page. */
  me: string;
  /** The server's time, in milliseconds since 1970. */
  now: number;
  nameOf: NameOf;
}

/** All that is open between the peers except a swap (see `session-swap.ts`), the most urgent first. */
export function asksOf(facts: Facts): Ask[] {
  if (facts.flow.status === 'ended') return [];
  return [waiting(facts), left(facts), advance(facts), reveal(facts), trim(facts), ...observers(facts)].filter(
    (ask) => ask !== null,
  );
}

const answer = (label: string, command: FlowCommand): AskAnswer => ({ label, command, main: false });
const mainAnswer = (label: string, command: FlowCommand): AskAnswer => ({ label, command, main: true });

const isSeated = ({ flow, me }: Facts): boolean => flow.seats.includes(me);

/** "Jonas", or "the others" in a circle. */
function theOthers({ flow, me, nameOf }: Facts): string {
  const others = flow.seats.filter((seat) => seat !== me).map(nameOf);
  return others.length > 2 ? 'the others' : listed(others);
}

function waiting(facts: Facts): Ask | null {
  const { flow, me, nameOf } = facts;
  if (flow.status !== 'paused' || flow.waitingFor === null || flow.waitingFor.user === me) return null;
  return {
    key: 'waiting',
    asked: false,
    text: `${nameOf(flow.waitingFor.user)} lost the connection. The clock stands until they are back.`,
    lines: [],
    answers: isSeated(facts) ? [answer('Go on without them', { type: 'resume' })] : [],
  };
}

/** The turn of somebody who has left the room. Without anything behind it there is nothing to go on to. */
function left(facts: Facts): Ask | null {
  const { flow, format, me, now } = facts;
  if (turnLeftBehind(flow, format) === null) return null;
  const goesOn = transition(flow, { type: 'skip-turn', by: me, at: now }, format).ok;
  return {
    key: 'left',
    asked: false,
    text: goesOn
      ? 'Whoever has this turn has left the room. You can leave the turn out.'
      : 'Whoever has this turn has left the room.',
    lines: [],
    answers: goesOn ? [answer('Leave this turn out', { type: 'skip-turn' })] : [],
  };
}

function advance(facts: Facts): Ask | null {
  const { flow, format, me, now, nameOf } = facts;
  const wish = advanceFor(flow, me);
  if (wish === null || flow.status === 'lobby') return null;
  const here = planOf(format, flow.turns)[flow.position]?.step.title ?? '';
  const next = placeAhead(facts, wish.leaves);
  if (wish.mine) {
    const alone = now >= wish.aloneAt;
    return {
      key: 'advance',
      asked: false,
      text: `${asked(wish.leaves, here)} Waiting for ${theOthers(facts)}…`,
      lines: [],
      answers: [
        answer('Take back', { type: 'withdraw-advance' }),
        ...(alone ? [answer('Go on anyway', { type: commandFor[wish.leaves] })] : []),
      ],
    };
  }
  return {
    key: 'advance',
    asked: wish.mayAnswer,
    text: `${nameOf(wish.by)} ${wanted(wish.leaves, here, next)}`,
    lines: [],
    answers: wish.mayAnswer
      ? [answer('Not yet', { type: 'decline-advance' }), mainAnswer('Go on', { type: 'accept-advance' })]
      : [],
  };
}

const commandFor = { step: 'next', 'optional-step': 'skip', turn: 'hand-over' } as const satisfies Record<
  Leaving,
  FlowCommand['type']
>;

/** For the one who asks. */
function asked(leaves: Leaving, here: string): string {
  switch (leaves) {
    case 'step':
      return 'You asked to go on.';
    case 'optional-step':
      return `You asked to leave out ${here}.`;
    case 'turn':
      return 'You asked to hand over.';
  }
}

/** For the one who answers. */
function wanted(leaves: Leaving, here: string, next: string): string {
  switch (leaves) {
    case 'step':
      return `is ready to go on to ${next}.`;
    case 'optional-step':
      return `would leave out ${here} and go on to ${next}.`;
    case 'turn':
      return `would hand over now: ${next} comes next.`;
  }
}

/** What comes next: another person's turn by its owner, and not by the title of its first step, which may be the same. */
function placeAhead({ flow, format, me, nameOf }: Facts, leaves: Leaving): string {
  if (flow.status === 'lobby' || flow.status === 'ended') return '';
  const here = planOf(format, flow.turns)[flow.position];
  const next = placeBehind(flow, leaves, format);
  if (next === null) return '';
  if (next.turn === null || next.turn === here?.turn) return next.step.title;
  return flow.seats[next.turn] === me ? 'your turn' : turnTitle(next.turn, flow.seats, nameOf);
}

function reveal(facts: Facts): Ask | null {
  const { flow, format, me, nameOf } = facts;
  const by = sealOf(flow)?.revealAsked ?? null;
  if (by === null) return null;
  if (by === me) {
    return {
      key: 'reveal',
      asked: false,
      text: `You asked to show what was written. Waiting for ${theOthers(facts)}…`,
      lines: [],
      answers: [answer('Take back', { type: 'withdraw-reveal' })],
    };
  }
  const asked = sealWriters(flow, format).includes(me);
  return {
    key: 'reveal',
    asked,
    text: `${nameOf(by)} asks to show what everybody wrote.`,
    lines: [],
    answers: asked
      ? [answer('Not yet', { type: 'decline-reveal' }), mainAnswer('Show', { type: 'accept-reveal' })]
      : [],
  };
}

function trim(facts: Facts): Ask | null {
  const { flow, format, me, nameOf } = facts;
  const offer = trimOfferOf(flow);
  if (offer === null) return null;
  const lines = trimLines(offer.steps, flow, format, nameOf);
  if (offer.by === me) {
    return {
      key: 'trim',
      asked: false,
      text: `You offered shorter steps. Waiting for ${theOthers(facts)}…`,
      lines,
      answers: [answer('Take back', { type: 'withdraw-trim' })],
    };
  }
  const asked = isSeated(facts);
  return {
    key: 'trim',
    asked,
    text: `${nameOf(offer.by)} offers shorter steps, to end on time.`,
    lines,
    answers: asked
      ? [answer('Keep the minutes', { type: 'decline-trim' }), mainAnswer('Accept', { type: 'accept-trim' })]
      : [],
  };
}

/** Each step that would get shorter, with its minutes before and after; what is the same in several turns once. */
export function trimLines(steps: TrimmedSteps, flow: FlowState, format: Format, nameOf: NameOf): string[] {
  if (flow.status === 'lobby') return [];
  const plan = planOf(format, flow.turns);
  const lines = new Map<string, { title: string; turn: number | null; change: string; turns: number }>();
  for (const { position, minutes } of steps) {
    const planned = plan[position];
    if (planned === undefined) continue;
    const { step, stage, nth, turn } = planned;
    const before = step.minutes + Math.round((flow.added[position] ?? 0) / minute);
    if (before === minutes) continue;
    const line = { title: step.title, turn, change: `${minutes} instead of ${before} min`, turns: 1 };
    const key = [stage, nth, line.change].join();
    lines.set(key, { ...line, turns: (lines.get(key)?.turns ?? 0) + 1 });
  }
  return [...lines.values()].map(({ title, turn, change, turns }) => {
    if (turn === null || flow.turns === 1) return `${title}: ${change}`;
    return `${title}, ${turns > 1 ? 'each turn' : turnTitle(turn, flow.seats, nameOf)}: ${change}`;
  });
}

function observers(facts: Facts): Ask[] {
  const { flow, me, nameOf } = facts;
  if (!isSeated(facts)) return [];
  return flow.observers.flatMap(({ user, agreed }): Ask[] => {
    const missing = flow.seats.filter((seat) => !agreed.includes(seat));
    if (missing.length === 0) return [];
    const name = nameOf(user);
    const no = answer('No', { type: 'refuse-observer', user });
    if (!agreed.includes(me)) {
      return [
        {
          key: `observer-${user}`,
          asked: true,
          text: `${name} asks to watch this session. They see the board only if you all agree, and you always see that they are here.`,
          lines: [],
          answers: [no, mainAnswer('Agree', { type: 'agree-observer', user })],
        },
      ];
    }
    return [
      {
        key: `observer-${user}`,
        asked: false,
        text: `You agreed that ${name} watches. Waiting for ${listed(missing.map(nameOf))}…`,
        lines: [],
        answers: [answer('Take back', { type: 'refuse-observer', user })],
      },
    ];
  });
}
