/** Rooms and who is in them. */
import type { MemberRole } from '#lib/domain/permissions.ts';
import type { Hue } from '#lib/domain/person.ts';

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
