/**
 * The session's wire: Socket.IO at the default path, one connection for each open session page.
 * Requests are `noun:verb` and always acknowledged; broadcasts are `noun:pastVerb`.
 */
import { z } from 'zod';
import type { ErrorCode } from '#lib/domain/errors.ts';
import { flowCommandSchema, type FlowEvent, type FlowState } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { idSchema } from '#lib/domain/id-schema.ts';
import type { MemberRole, SessionStatus } from '#lib/domain/permissions.ts';
import type { Person } from '#lib/domain/person.ts';

export const joinRequestSchema = z.object({ session: idSchema });
export type JoinRequest = z.infer<typeof joinRequestSchema>;

/** `version` is the flow's version that the person saw; an older one is refused as `flow-stale`. */
export const flowRequestSchema = z.object({ version: z.number().int().nonnegative(), command: flowCommandSchema });
export type FlowRequest = z.infer<typeof flowRequestSchema>;

export const presenceRequestSchema = z.object({ state: z.enum(['here', 'away']) });
export type PresenceRequest = z.infer<typeof presenceRequestSchema>;

/** What people show of themselves with a tap: who speaks, who would like to, who needs a minute. Never stored. */
export const marks = ['speaking', 'hand', 'minute'] as const;
export type Mark = (typeof marks)[number];
export const markRequestSchema = z.object({ mark: z.enum(marks), on: z.boolean() });
export type MarkRequest = z.infer<typeof markRequestSchema>;

/** A short sign to everybody in the session, gone in a moment. */
export const reactions = ['thanks', 'yes', 'smile', 'think', 'clap'] as const;
export type Reaction = (typeof reactions)[number];
export const reactionRequestSchema = z.object({ reaction: z.enum(reactions) });
export type ReactionRequest = z.infer<typeof reactionRequestSchema>;

/** Longest note of an observer, in UTF-16 units. */
export const observerNoteLimit = 2_000;
export const observerNoteSchema = z.object({ text: z.string().trim().min(1).max(observerNoteLimit) });
export type ObserverNoteRequest = z.infer<typeof observerNoteSchema>;

/**
 * A member in a session. `reconnecting`: the connection was lost a moment ago and may come back;
 * `gone`: a member who is not on the page.
 */
export interface Participant extends Person {
  role: MemberRole;
  presence: 'here' | 'away' | 'reconnecting' | 'gone';
  /** Left out when there are none. */
  marks?: readonly Mark[];
}

/** A flow with its version, which grows by one with each accepted event. */
export interface FlowSnapshot {
  version: number;
  state: FlowState;
}

/**
 * All that a page needs to show a session; sent whole on joining, and again whenever a gap is noticed. An observer whom
 * not every peer has let in gets `doorView` of the flow, here and in `flow:changed`, and no news of people.
 */
export interface SessionSnapshot {
  session: { id: string; number: number; status: SessionStatus; room: { id: string; name: string } };
  format: Format;
  flow: FlowSnapshot;
  participants: Participant[];
  me: { id: string; role: MemberRole };
  /** The server's clock, in milliseconds since 1970. */
  now: number;
}

export type Ack<T> = ({ ok: true } & T) | { ok: false; error: ErrorCode };

export interface ClientToServerEvents {
  'session:join': (request: JoinRequest, ack: (answer: Ack<{ snapshot: SessionSnapshot }>) => void) => void;
  'flow:command': (request: FlowRequest, ack: (answer: Ack<{ flow: FlowSnapshot }>) => void) => void;
  'presence:set': (request: PresenceRequest, ack: (answer: Ack<object>) => void) => void;
  'presence:mark': (request: MarkRequest, ack: (answer: Ack<object>) => void) => void;
  'presence:react': (request: ReactionRequest, ack: (answer: Ack<object>) => void) => void;
  /** An observer's note: the server puts it on the board. */
  'observer:note': (request: ObserverNoteRequest, ack: (answer: Ack<object>) => void) => void;
  /** For the offset between the clocks: the answer carries the server's time. */
  'clock:read': (ack: (answer: Ack<{ now: number }>) => void) => void;
}

export interface ServerToClientEvents {
  /** `by` is the member who did it, or `serverAuthor`; `now` the server's time at sending. */
  'flow:changed': (change: {
    flow: FlowSnapshot;
    by: string;
    command: FlowEvent['type'];
    now: number;
    /** The one that the session follows from now on; left out when it stays what it was. */
    format?: Format;
  }) => void;
  'presence:changed': (change: { participants: Participant[] }) => void;
  'presence:reacted': (change: { user: string; reaction: Reaction }) => void;
  /** The board is read-only from now on. */
  'session:ended': (change: { by: string; at: number }) => void;
  /** Something on the closing page is new. It says neither what nor whose: each page fetches what its reader may see. */
  'closing:changed': (change: Record<string, never>) => void;
  /** Somebody signed the agreement on the board: pages fetch who has. */
  'agreement:signed': (change: Record<string, never>) => void;
  /** The page must let go: the right to be here is gone. */
  'session:closed': (change: { error: ErrorCode }) => void;
}
