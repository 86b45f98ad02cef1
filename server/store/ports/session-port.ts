/** Sessions with their flows, and who may reach them. */
import type { FlowEvent, FlowState } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import type { SessionRole, SessionStatus } from '#lib/domain/permissions.ts';
import type { Person } from '#lib/domain/person.ts';

export interface SessionRow {
  id: string;
  room: string;
  number: number;
  status: SessionStatus;
  format: Format;
  createdBy: string;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  /** Counted from the board whenever it came to rest. */
  counts: { goals: number; questions: number; actions: number; notes: number };
}

/** What a list of rooms says of one room's sessions. */
export interface RoomOverview {
  room: string;
  sessionCount: number;
  live: { id: string; number: number } | null;
  lastCreatedAt: number | null;
  lastEndedAt: number | null;
}

/** What a member may reach, read in one go at every handshake. */
export interface Access {
  person: Person;
  /** An observer is `waiting` while not every peer with a seat agrees. */
  role: SessionRole;
  session: { id: string; number: number; status: SessionStatus; room: string; roomName: string };
}

export interface SessionStore {
  /**
   * The session with its flow (version 0) and the first update of its board, in one transaction.
   * It takes the room's next number. Null when a session is live in the room already.
   */
  insert(
    session: Omit<SessionRow, 'number' | 'counts'>,
    flow: FlowState,
    seed: Uint8Array,
  ): Promise<{ number: number } | null>;
  find(id: string): Promise<SessionRow | null>;
  /** The newest first. */
  listForRoom(room: string): Promise<SessionRow[]>;
  /** The room's live session. */
  findLive(room: string): Promise<{ id: string; number: number } | null>;
  /** One entry for each of these rooms that has a session. */
  overview(rooms: readonly string[]): Promise<RoomOverview[]>;
  access(user: string, session: string): Promise<Access | null>;
  /** Everyone who was ever a member while it went on, or wrote on its board. Former members keep a name and a hue. */
  people(session: string): Promise<Person[]>;
  /** The flows of all sessions that are live, in no order. */
  listLiveFlows(): Promise<{ session: string; state: FlowState }[]>;
  readFlow(session: string): Promise<{ version: number; state: FlowState } | null>;
  /**
   * Stores the state if the stored version is still `version`, as `version + 1`, and keeps the event; marks the
   * session started or ended in the same transaction when the state says so. False: somebody was quicker, nothing was changed.
   * With a `format` the session follows that one from now on.
   */
  advanceFlow(session: string, version: number, state: FlowState, event: FlowEvent, format?: Format): Promise<boolean>;
}
