import { z } from 'zod';

/**
 * The live state of a session's format: where we are, who is who, how the clock runs, and what is open between the peers.
 * All instants are milliseconds since 1970 on the server's clock; all lengths of time are milliseconds. No text that
 * people write is ever in here. Fields that came later have defaults, so that what was stored before still parses.
 */

const person = z.string().min(1).max(64);
const people = z.array(person).max(6);
const instant = z.number();
const position = z.number().int().min(0);

/** Something one peer holds out; it happens when another accepts. */
const offer = { by: person, at: instant };

/** An idea of the coach in a step where ideas ask first. Its text stays in the coach's browser until it is invited. */
const ideaSchema = z.object({
  id: z.string().min(1).max(64),
  ...offer,
  state: z.enum(['waiting', 'invited']),
});
export type Idea = z.infer<typeof ideaSchema>;

/** How far private writing has come in one sealed step. What is written is never here. */
const sealSchema = z.object({
  position,
  /** Who has begun to write. */ writing: people,
  /** Who is ready to show. */ ready: people,
  revealed: z.boolean(),
  /** Who was there, or ready, when the drafts were shown: whose drafts are. Missing in what earlier versions stored. */
  shownBy: people.default([]),
  /** Who asks to reveal before all are ready. */ revealAsked: person.nullable(),
});
export type Seal = z.infer<typeof sealSchema>;

/** New lengths for steps that are still to come. */
const trimmedStepsSchema = z
  .array(z.object({ position, minutes: z.number().int().min(1).max(180) }))
  .min(1)
  .max(360);
export type TrimmedSteps = z.infer<typeof trimmedStepsSchema>;

const common = {
  /** The seats, in the order of the turns: `seats[0]` is the first coachee. Filled as peers arrive. */
  seats: people,
  /** Somebody holds out a swap; it happens when the other accepts. */
  swap: z.object(offer).nullable(),
  /** Who is ready to go on; in the lobby: who agrees with the format. */
  ready: people.default([]),
  /** Who brings a case, in formats in which one person has the only turn. */
  cases: people.default([]),
  /** Who asks to watch, and which peers agree. They watch once every peer with a seat does. */
  observers: z
    .array(z.object({ user: person, agreed: people }))
    .max(6)
    .default([]),
  /** Who is to be first, as far as that was settled before anybody came: whoever was second last time. */
  order: people.default([]),
};

const underWay = {
  ...common,
  /** How many people the turns are planned for; fixed when the session starts. */
  turns: z.number().int().min(1).max(6),
  /** Index into the plan (see `planOf`). */
  position,
  /** For each turn, the place in the plan where it was left, so that a swap can come back to it. */
  bookmarks: z.array(position),
  /** Time spent in each step of the plan before the current stretch of running. */
  spent: z.array(z.number().min(0)),
  /** Time added to each step by extending it; negative where a step was trimmed. */
  added: z.array(z.number()),
  /** Optional steps that were left out, as places in the plan. */
  skipped: z.array(position).default([]),
  startedAt: instant,
  /** Somebody asks to go on before the time is up. */
  advance: z
    .object({ ...offer, leaves: z.enum(['step', 'optional-step', 'turn']).default('step') })
    .nullable()
    .default(null),
  trim: z
    .object({ ...offer, steps: trimmedStepsSchema })
    .nullable()
    .default(null),
  /** One for each sealed step that was entered. */
  seals: z.array(sealSchema).default([]),
  ideas: z.array(ideaSchema).max(20).default([]),
  /** A thinking space: `card` is the question to think about, where one was pinned. */
  silence: z
    .object({ card: z.string().max(64).nullable(), ...offer, ms: z.number().min(0) })
    .nullable()
    .default(null),
  /** The clock stands because this peer dropped out. */
  waitingFor: z.object({ user: person, since: instant }).nullable().default(null),
  /** Who dropped out and is no longer waited for: the others went on. */
  without: people.default([]),
  /** Who has left the room since the start; their seats stay with their turns. */
  left: people.default([]),
};

export const flowStateSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('lobby'), ...common }),
  z.object({
    status: z.literal('running'),
    ...underWay,
    /** Since when the current step's clock has been running. */ since: instant,
  }),
  z.object({ status: z.literal('paused'), ...underWay }),
  z.object({ status: z.literal('ended'), ...underWay, endedAt: instant }),
]);
export type FlowState = z.infer<typeof flowStateSchema>;
/** What is left behind by going on: a step, one that may be left out, or the rest of a turn by handing over. */
export type Leaving = NonNullable<RunningState['advance']>['leaves'];
export type LobbyState = Extract<FlowState, { status: 'lobby' }>;
export type RunningState = Extract<FlowState, { status: 'running' }>;
export type PausedState = Extract<FlowState, { status: 'paused' }>;
export type EndedState = Extract<FlowState, { status: 'ended' }>;
/** Started and not ended. */
export type UnderWayState = RunningState | PausedState;

/** Commands that say all by their name. */
const plainCommands = [
  'start',
  'pause',
  'resume',
  'next',
  'back',
  'end',
  /** Leave this optional step out. */ 'skip',
  /** I have what I need: the next one's turn begins. */ 'hand-over',
  /** Leave the turn out whose owner has left the room. */ 'skip-turn',
  'ready',
  'unready',
  'accept-advance',
  'decline-advance',
  'withdraw-advance',
  'offer-swap',
  'withdraw-swap',
  'decline-swap',
  'accept-swap',
  'withdraw-trim',
  'decline-trim',
  'accept-trim',
  /** I have begun to write in this sealed step. */ 'seal-write',
  'seal-ready',
  'seal-unready',
  'ask-reveal',
  'withdraw-reveal',
  'decline-reveal',
  'accept-reveal',
  'end-silence',
  'offer-case',
  'withdraw-case',
] as const;
export type PlainCommand = (typeof plainCommands)[number];

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** What a person can ask of the flow. */
export const flowCommandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.enum(plainCommands) }),
  z.object({
    type: z.literal('extend'),
    /** How many are too many is for `transition` to say, so that people get its sentence. */ minutes: z
      .number()
      .int()
      .min(1)
      .max(1_440),
  }),
  z.object({ type: z.literal('offer-trim'), steps: trimmedStepsSchema }),
  z.object({ type: z.enum(['hold-idea', 'invite-idea', 'dismiss-idea', 'withdraw-idea']), id }),
  z.object({
    type: z.literal('start-silence'),
    card: id.nullable(),
    seconds: z.number().int().min(30).max(180),
  }),
  z.object({ type: z.enum(['choose-case', 'agree-observer', 'refuse-observer']), user: person }),
]);
export type FlowCommand = z.infer<typeof flowCommandSchema>;

/**
 * What the server itself has to say: a peer takes a seat or gives it up by leaving the room, an observer asks to watch
 * or goes, a silence is over, a peer has chosen the format that the transition is given.
 */
type PlainNews = 'sit' | 'stand' | 'observe' | 'unobserve' | 'silence-over' | 'choose-format';

/** The server's news of one peer: away for long, or back. */
type NewsOfPeer = { type: 'wait-for' | 'came-back'; user: string };

/** The author of what no person did: a peer who dropped out is waited for, a silence is over. */
export const serverAuthor = 'server';

/**
 * A command, or news from the server, with its author and its instant. Nothing is read from the world: who has the
 * page open comes in as `present`; without it nobody else is known to be there.
 */
export type FlowEvent = (
  { type: PlainCommand | PlainNews } | Exclude<FlowCommand, { type: PlainCommand }> | NewsOfPeer
) & { by: string; at: number; present?: readonly string[] };

/** What has to happen outside the flow after a transition. The server and the pages carry it out. */
export type FlowEffect =
  | { type: 'session-ended'; at: number }
  /** Each page puts its own sealed draft on the board. */
  | { type: 'seal-revealed'; position: number; at: number }
  /** The coach's page puts this idea on the board and withdraws it from the tray. */
  | { type: 'idea-invited'; id: string; by: string; at: number }
  /** This observer has to leave. */
  | { type: 'observer-refused'; user: string; at: number };

export type FlowRefusal =
  | 'flow-not-now'
  | 'flow-minutes'
  | 'flow-asked'
  | 'flow-not-yours'
  | 'flow-no-seat'
  | 'flow-tray-full'
  | 'session-ended';

export type Transition = { ok: true; state: FlowState; effects: FlowEffect[] } | { ok: false; error: FlowRefusal };
