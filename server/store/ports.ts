/**
 * What the rest of the server may ask of the store. Implemented once over Drizzle (`open-store.ts`), on SQLite and
 * on PostgreSQL, and held to one contract suite. Reads return plain rows; every write is one transaction.
 * Instants are milliseconds since 1970.
 */
import type { BoardArchive } from './archive-port.ts';
import type { OutcomeStore } from './outcome-port.ts';
import type { SignatureStore } from './signature-port.ts';
import type { FavouriteStore, NextDateStore, PeerWordsStore, ReflectionStore } from './closing-ports.ts';
import type { Card } from '#lib/domain/board/card.ts';
import type { FlowEvent, FlowState } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import type { ImageType } from '#lib/domain/board/image.ts';
import type { MemberRole, SessionRole, SessionStatus } from '#lib/domain/permissions.ts';
import type { Hue, Person } from '#lib/domain/person.ts';

export interface UserRow {
  id: string;
  name: string;
  email: string | null;
  passwordHash: string | null;
  createdAt: number;
}

export interface RoomRow {
  id: string;
  name: string;
  createdBy: string;
  createdAt: number;
}

export interface MemberRow {
  room: string;
  user: string;
  role: MemberRole;
  hue: Hue;
  joinedAt: number;
}

/** A member with what the user's row says of them. */
export interface NamedMemberRow extends MemberRow {
  name: string;
  isGuest: boolean;
}

export interface InviteRow {
  id: string;
  room: string;
  /** SHA-256 of the token, in hex: the token itself is never stored. */
  tokenHash: string;
  createdBy: string;
  createdAt: number;
  expiresAt: number;
  usesLeft: number;
  /** What whoever comes in by it is in the room. */
  role: MemberRole;
  revokedAt: number | null;
}

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

/** An action's current state, projected from the board it was last seen on. `id` is the card's id: its lineage. */
export interface ActionRow {
  id: string;
  room: string;
  /** The session in which it was made. */
  session: string;
  /** The session whose board it was last read from. */
  lastSession: string;
  owner: string | null;
  text: string;
  due: string | null;
  confidence: number | null;
  plan: string;
  status: Card['status'];
  createdAt: number;
  updatedAt: number;
}

/** An action with the names that a list shows beside it. */
export interface OpenActionRow extends ActionRow {
  ownerName: string | null;
  roomName: string;
  /** The number of the session in which it was made. */
  sessionNumber: number;
}

/** What a list of rooms says of one room's sessions. */
export interface RoomOverview {
  room: string;
  sessionCount: number;
  live: { id: string; number: number } | null;
  lastCreatedAt: number | null;
  lastEndedAt: number | null;
}

/** One update as it came from a connection. */
export interface BoardEntry {
  session: string;
  /** The user whose connection sent it; null when the server itself wrote it. */
  author: string | null;
  at: number;
  update: Uint8Array;
}

/** What a member may reach, read in one go at every handshake. */
export interface Access {
  person: Person;
  /** An observer is `waiting` while not every peer with a seat agrees. */
  role: SessionRole;
  session: { id: string; number: number; status: SessionStatus; room: string; roomName: string };
}

export interface UserStore {
  /** False when another user has this email: nothing was changed. */
  insert(user: UserRow): Promise<boolean>;
  find(id: string): Promise<UserRow | null>;
  findByEmail(email: string): Promise<UserRow | null>;
  /** False when another user has this email, or this user has another one already: nothing was changed. */
  setCredentials(id: string, email: string, passwordHash: string): Promise<boolean>;
  rename(id: string, name: string): Promise<void>;
  count(): Promise<number>;
  /** How many have no email at this domain, guests included. */
  countOutside(emailDomain: string): Promise<number>;
}

export interface RoomStore {
  /** The room with its first member. */
  insert(room: RoomRow, first: MemberRow): Promise<void>;
  find(id: string): Promise<RoomRow | null>;
  rename(id: string, name: string): Promise<void>;
  listForUser(user: string): Promise<RoomRow[]>;
  members(room: string): Promise<NamedMemberRow[]>;
  /** The members of several rooms at once, by `joinedAt`. */
  membersOfAll(rooms: readonly string[]): Promise<NamedMemberRow[]>;
  member(room: string, user: string): Promise<MemberRow | null>;
  /** When nobody is left, the room's invites are revoked too: an old link must not open what nobody watches. */
  removeMember(room: string, user: string, now: number): Promise<void>;
}

export type AcceptedInvite =
  { outcome: 'joined' | 'already-member'; room: string } | { outcome: 'invalid' } | { outcome: 'full' };

export interface InviteStore {
  insert(invite: InviteRow): Promise<void>;
  findByHash(tokenHash: string): Promise<InviteRow | null>;
  listUsable(room: string, now: number): Promise<InviteRow[]>;
  revoke(room: string, invite: string, now: number): Promise<void>;
  /** Checks, takes one use and adds the member with a free hue, in one transaction: two people cannot share the last use. */
  accept(tokenHash: string, user: string, now: number): Promise<AcceptedInvite>;
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

export interface BoardStore {
  /** Appends all entries in one transaction. Resolves when they are on disk, rejects when none of them is. */
  append(entries: readonly BoardEntry[]): Promise<void>;
  /** The checkpoint and all updates after it, oldest first. Null when there is no such session. Rejects when reading fails. */
  load(session: string): Promise<{ checkpoint: Uint8Array | null; tail: Uint8Array[] } | null>;
}

export interface ActionStore {
  find(id: string): Promise<ActionRow | null>;
  /** Only in rooms where the owner is a member: the soonest due first, undated last. */
  listOpenForOwner(owner: string): Promise<OpenActionRow[]>;
  /** The soonest due first, undated last. */
  listOpenForRoom(room: string): Promise<OpenActionRow[]>;
  setStatus(id: string, status: Card['status'], at: number): Promise<void>;
}

/** A format that a room made for itself. */
export interface FormatRow {
  id: string;
  room: string;
  /** 1 when it is new; one more with every change. */
  version: number;
  format: Format;
  createdAt: number;
  updatedAt: number;
  updatedBy: string | null;
}

/** A format with the name of whoever changed it last; null when that user is gone. */
export interface NamedFormatRow extends FormatRow {
  updatedByName: string | null;
}

export interface FormatStore {
  /** False when the room has `most` formats already: nothing was stored. */
  insert(row: FormatRow, most: number): Promise<boolean>;
  /** Null for a format of another room. */
  find(room: string, id: string): Promise<NamedFormatRow | null>;
  /** The oldest first, so that the list keeps its order while formats change. */
  listForRoom(room: string): Promise<NamedFormatRow[]>;
  /** Stores `format` as version `version + 1` if the stored one is still `version`. False: nothing was changed. */
  update(
    room: string,
    id: string,
    version: number,
    change: Pick<FormatRow, 'format' | 'updatedAt' | 'updatedBy'>,
  ): Promise<boolean>;
  /** Deletes it if it is still `version`. False: nothing was deleted. */
  remove(room: string, id: string, version: number): Promise<boolean>;
}

/** A picture that the people of a room put on a board. */
export interface ImageRow {
  id: string;
  room: string;
  /** Null when that user is gone. */
  addedBy: string | null;
  addedAt: number;
  type: ImageType;
  bytes: Uint8Array;
}

export interface ImageStore {
  /** False when the room's pictures would be more than `quota` bytes in all: nothing was stored. */
  insert(row: ImageRow, quota: number): Promise<boolean>;
  /** Null for a picture of another room. */
  find(room: string, id: string): Promise<ImageRow | null>;
}

interface SignInRow {
  /** SHA-256 of the session id, in hex. */
  idHash: string;
  user: string;
  expiresAt: number;
}

/** What Lucia's adapter needs (see `server/auth`). */
export interface SignInStore {
  insert(row: SignInRow): Promise<void>;
  find(idHash: string): Promise<{ row: SignInRow; user: UserRow } | null>;
  listForUser(user: string): Promise<SignInRow[]>;
  extend(idHash: string, expiresAt: number): Promise<void>;
  remove(idHash: string): Promise<void>;
  removeForUser(user: string): Promise<void>;
  removeExpired(now: number): Promise<void>;
}

export interface Store {
  users: UserStore;
  signIns: SignInStore;
  rooms: RoomStore;
  invites: InviteStore;
  sessions: SessionStore;
  boards: BoardStore;
  archive: BoardArchive;
  actions: ActionStore;
  outcomes: OutcomeStore;
  formats: FormatStore;
  peerWords: PeerWordsStore;
  reflections: ReflectionStore;
  favourites: FavouriteStore;
  nextDates: NextDateStore;
  signatures: SignatureStore;
  images: ImageStore;
  /** Resolves when a trivial query works; for /readyz. */
  ping(): Promise<void>;
  /** Waits for queued writes, then closes. */
  close(): Promise<void>;
}
