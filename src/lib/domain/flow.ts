import { z } from 'zod';

/**
 * The live state of a session's format: where we are, who is who, how the clock runs.
 * All instants are milliseconds since 1970 on the server's clock; all lengths of time are milliseconds.
 */

/** Somebody holds out a swap; it happens when the other accepts. */
const swapOfferSchema = z.object({ by: z.string(), at: z.number() }).nullable();

const common = {
  /** The seats, in the order of the turns: `seats[0]` is the first coachee. Filled as peers arrive. */
  seats: z.array(z.string()).max(6),
  swap: swapOfferSchema,
};

const underWay = {
  ...common,
  /** How many times a turn is repeated; fixed when the session starts. */
  turns: z.number().int().min(1).max(6),
  /** Index into the plan (see `planOf`). */
  position: z.number().int().min(0),
  /** For each turn, the place in the plan where it was left, so that a swap can come back to it. */
  bookmarks: z.array(z.number().int().min(0)),
  /** Time spent in each step of the plan before the current stretch of running. */
  spent: z.array(z.number().min(0)),
  /** Time added to each step by extending it. */
  added: z.array(z.number().min(0)),
  startedAt: z.number(),
};

export const flowStateSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('lobby'), ...common }),
  z.object({
    status: z.literal('running'),
    ...underWay,
    /** Since when the current step's clock has been running. */ since: z.number(),
  }),
  z.object({ status: z.literal('paused'), ...underWay }),
  z.object({ status: z.literal('ended'), ...underWay, endedAt: z.number() }),
]);
export type FlowState = z.infer<typeof flowStateSchema>;

/** What a person can ask of the flow. */
export const flowCommandSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('start') }),
  z.object({ type: z.literal('pause') }),
  z.object({ type: z.literal('resume') }),
  z.object({ type: z.literal('next') }),
  z.object({ type: z.literal('back') }),
  z.object({
    type: z.literal('extend'),
    /** How many are too many is for `transition` to say, so that people get its sentence. */ minutes: z
      .number()
      .int()
      .min(1)
      .max(1_440),
  }),
  z.object({ type: z.literal('offer-swap') }),
  z.object({ type: z.literal('withdraw-swap') }),
  z.object({ type: z.literal('decline-swap') }),
  z.object({ type: z.literal('accept-swap') }),
  z.object({ type: z.literal('end') }),
]);
export type FlowCommand = z.infer<typeof flowCommandSchema>;

/** A command with its author and its instant, or a peer taking a seat, or giving it up by leaving the room. Time and author come in; nothing is read from the world. */
export type FlowEvent = (FlowCommand | { type: 'sit' | 'stand' }) & { by: string; at: number };

/** What has to happen outside the flow after a transition. The session service carries it out. */
export type FlowEffect = { type: 'session-ended'; at: number };

export type FlowRefusal = 'flow-not-now' | 'flow-minutes' | 'session-ended';

export type Transition = { ok: true; state: FlowState; effects: FlowEffect[] } | { ok: false; error: FlowRefusal };
