/**
 * What routes may use, handed to them as `event.locals.services`. Every function checks the rights of the
 * `user` it is given against `#lib/domain/permissions.ts`, and throws `ExpectedError` with a named code.
 * Ids that are unknown or belong to others are `not-found`.
 */
import type { BoardFile } from '#lib/domain/board/board-file.ts';
import type { CurrentUser } from './auth/current-user.ts';
import type { AgreementService } from './agreements/agreement-service.ts';
import type { ClosingServices } from './closing/closing-services.ts';
import type { Board, Card } from '#lib/domain/board/card.ts';
import type { FlowState } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import type { ImageType } from '#lib/domain/board/image.ts';
import type { MemberRole, SessionStatus } from '#lib/domain/permissions.ts';
import type { Hue, Person } from '#lib/domain/person.ts';

export type { CurrentUser };

/** A sign-in: its secret goes into the cookie and nowhere else. */
export interface SignIn {
  user: CurrentUser;
  cookie: SessionCookie;
}

/** A cookie ready for `event.cookies.set(name, value, options)`. */
export interface SessionCookie {
  name: string;
  value: string;
  options: { path: '/'; httpOnly: true; sameSite: 'lax'; secure: boolean; maxAge: number };
}

export interface IdentityService {
  /** Who holds this `Cookie` header; null when nobody (valid) does. `renewed` must be set when it is not null. */
  read(cookieHeader: string | null): Promise<{ user: CurrentUser; renewed: SessionCookie | null } | null>;
  enterAsGuest(name: string, address: string): Promise<SignIn>;
  signUp(input: { name: string; email: string; password: string }, address: string): Promise<SignIn>;
  /** `sign-in-failed` for a wrong email and for a wrong password alike; `too-many-tries` by address, by email, and by both. */
  signIn(input: { email: string; password: string }, address: string): Promise<SignIn>;
  /** A guest turns into an account and keeps rooms, boards and actions; other sign-ins of the user end. */
  becomeAccount(user: CurrentUser, input: { email: string; password: string }, address: string): Promise<SignIn>;
  rename(user: CurrentUser, name: string): Promise<CurrentUser>;
  /** Ends the sign-in and closes its open connections; returns the cookie that removes it from the browser. */
  signOut(cookieHeader: string | null): Promise<SessionCookie>;
}

export interface RoomMember extends Person {
  role: MemberRole;
  joinedAt: number;
  isGuest: boolean;
}

export interface SessionSummary {
  id: string;
  /** 1 for a room's first session. */
  number: number;
  status: SessionStatus;
  formatTitle: string;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  /** How many of each the board held when the session ended (or now, for a live one, when known). */
  counts: { goals: number; questions: number; actions: number; notes: number };
}

export interface RoomSummary {
  id: string;
  name: string;
  members: RoomMember[];
  sessionCount: number;
  live: { id: string; number: number; here: string[] } | null;
  lastEndedAt: number | null;
}

export interface OpenAction {
  id: string;
  text: string;
  owner: { id: string; name: string } | null;
  due: string | null;
  confidence: number | null;
  plan: string;
  room: { id: string; name: string };
  /** The session in which it was made. */
  session: { id: string; number: number };
}

export interface RoomDetail {
  id: string;
  name: string;
  me: { role: MemberRole; hue: Hue };
  members: RoomMember[];
  /** `here`: the ids of those who have the session's page open now. */
  live: (SessionSummary & { here: string[] }) | null;
  past: SessionSummary[];
  openActions: OpenAction[];
  invites: InviteSummary[];
}

export interface InviteSummary {
  id: string;
  createdBy: string;
  createdAt: number;
  expiresAt: number;
  usesLeft: number;
  /** What whoever comes in by it is in the room. */
  role: MemberRole;
}

export interface RoomService {
  /** Rooms of the user: those with a live session first, then by the latest session. */
  list(user: CurrentUser): Promise<RoomSummary[]>;
  create(user: CurrentUser, name: string): Promise<{ id: string }>;
  get(user: CurrentUser, room: string): Promise<RoomDetail>;
  rename(user: CurrentUser, room: string, name: string): Promise<void>;
  /** The member is gone at once, open connections included. The last one to leave leaves the room to nobody; it is kept. */
  leave(user: CurrentUser, room: string): Promise<void>;
  /** A fresh invite; its token is shown once and stored hashed. Valid for 7 days and 5 people; of more than 20 the oldest is revoked. */
  invite(user: CurrentUser, room: string, role?: MemberRole): Promise<{ id: string; token: string; expiresAt: number }>;
  revokeInvite(user: CurrentUser, room: string, invite: string): Promise<void>;
  /**
   * What an invite leads to, for the page before joining. `invite-invalid` for unknown, used up, expired and revoked
   * ones alike, except for a member (`alreadyIn`), whom an old link still leads home.
   */
  readInvite(
    token: string,
    address: string,
    user: CurrentUser | null,
  ): Promise<{
    room: { id: string; name: string };
    invitedBy: string;
    members: string[];
    alreadyIn: boolean;
    role: MemberRole;
  }>;
  /** Joins, once: a member who opens the link again just gets in. Says which live session to go to. */
  acceptInvite(
    user: CurrentUser,
    token: string,
    address: string,
  ): Promise<{ room: string; liveSession: string | null }>;
}

export interface SessionDetail {
  id: string;
  number: number;
  status: SessionStatus;
  room: { id: string; name: string };
  format: Format;
  flow: FlowState;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  members: RoomMember[];
  /** Everyone who ever took part or wrote on the board, former members too: for names on a past board. */
  people: Person[];
  me: { id: string; role: MemberRole; hue: Hue };
}

export interface SessionService {
  /** Those of these sessions whose room the person is a member of now. It tells nothing about others. */
  ownOf(user: CurrentUser, sessions: readonly string[]): Promise<string[]>;
  /**
   * Opens a live session, its board seeded with zones and the room's open actions. `session-live` when one is live.
   * `start` is the id of a built-in format or of one of the room's, or a saved board, which brings its own format; the
   * default format when it is left out.
   */
  create(user: CurrentUser, room: string, start?: string | BoardFile): Promise<{ id: string }>;
  get(user: CurrentUser, session: string): Promise<SessionDetail>;
  /**
   * Before the start: the session follows another format, its board gets the zones of that one, and whoever agreed
   * agrees anew. `version` is the flow's as the page shows it: `flow-stale` when somebody was quicker. `flow-not-now`
   * once it has started, or when the format has less room than people have a seat.
   */
  chooseFormat(user: CurrentUser, session: string, format: string, version: number): Promise<void>;
  /** Ends it also from outside the session page. Idempotent. */
  end(user: CurrentUser, session: string): Promise<void>;
  /** The board as plain data, as it is on disk. */
  board(user: CurrentUser, session: string): Promise<Board>;
  /** The whole session as Markdown, and a file name that is safe everywhere. */
  markdown(user: CurrentUser, session: string): Promise<{ fileName: string; text: string }>;
}

/** A format that a room made for itself. */
export interface RoomFormat {
  id: string;
  /** Say it when saving or deleting: it is refused when somebody else was quicker. */
  version: number;
  format: Format;
  updatedAt: number;
  /** Who changed it last; null when that user is gone. */
  updatedBy: { id: string; name: string } | null;
}

export interface FormatService {
  /** The formats that this room made, the oldest first. */
  list(user: CurrentUser, room: string): Promise<RoomFormat[]>;
  get(user: CurrentUser, room: string, format: string): Promise<RoomFormat>;
  /** `format-invalid` for anything that is no format, `formats-full` beyond 40 in a room. */
  create(user: CurrentUser, room: string, format: unknown): Promise<{ id: string }>;
  /** Replaces `version`. `format-stale` when it was changed meanwhile, `format-gone` when it was deleted: nothing is stored then. */
  save(user: CurrentUser, room: string, id: string, version: number, format: unknown): Promise<void>;
  /** Deletes `version`; refuses as `save` does. Sessions keep their copies. */
  remove(user: CurrentUser, room: string, id: string, version: number): Promise<void>;
}

export interface ActionService {
  /** Open actions that the user owns, in all rooms: the soonest due first, undated last. */
  listOpen(user: CurrentUser): Promise<OpenAction[]>;
  /** Sets the status of an action; also on the board of the room's live session, when it lies there. */
  setStatus(user: CurrentUser, action: string, status: Card['status']): Promise<void>;
}

export interface ImageService {
  /**
   * Keeps a picture for the room's boards, without anything in it but the picture. `image-invalid`, `image-large`,
   * `images-full`, `too-many-tries`.
   */
  add(user: CurrentUser, room: string, bytes: Uint8Array): Promise<{ id: string }>;
  /** Peers see all pictures of the room, observers those that can stand on a board that they may read. */
  read(user: CurrentUser, room: string, image: string): Promise<{ type: ImageType; bytes: Uint8Array }>;
}

export interface Services extends ClosingServices {
  identity: IdentityService;
  rooms: RoomService;
  sessions: SessionService;
  actions: ActionService;
  images: ImageService;
  formats: FormatService;
  agreements: AgreementService;
  /** Logs an unforeseen failure in full, without content, and returns the id to show to the person. */
  reportFailure(error: unknown, where: string): string;
}
