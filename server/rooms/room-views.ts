/** Rows of the store as pages see them. */
import type { InviteSummary, RoomMember, RoomSummary, SessionSummary } from '../services.ts';
import type { InviteRow } from '../store/ports/invite-port.ts';
import type { NamedMemberRow, RoomRow } from '../store/ports/room-port.ts';
import type { RoomOverview, SessionRow } from '../store/ports/session-port.ts';

export function roomMember({ user, name, hue, role, joinedAt, isGuest }: NamedMemberRow): RoomMember {
  return { id: user, name, hue, role, joinedAt, isGuest };
}

export function sessionSummary(row: SessionRow): SessionSummary {
  const { id, number, status, format, createdAt, startedAt, endedAt, counts } = row;
  return { id, number, status, formatTitle: format.title, createdAt, startedAt, endedAt, counts };
}

export function inviteSummary({ id, createdBy, createdAt, expiresAt, usesLeft, role }: InviteRow): InviteSummary {
  return { id, createdBy, createdAt, expiresAt, usesLeft, role };
}

interface RoomParts {
  room: RoomRow;
  members: readonly NamedMemberRow[];
  /** Undefined when it has had no session yet. */
  overview: RoomOverview | undefined;
}

/** `here` names the users who are on a session's page right now. */
export function roomSummary({ room, members, overview }: RoomParts, here: (session: string) => string[]): RoomSummary {
  const live = overview?.live ?? null;
  return {
    id: room.id,
    name: room.name,
    members: members.map(roomMember),
    sessionCount: overview?.sessionCount ?? 0,
    live: live && { ...live, here: here(live.id) },
    lastEndedAt: overview?.lastEndedAt ?? null,
  };
}

/** For sorting: rooms with a live session first, then by their latest session. */
export function liveThenLatest(a: RoomParts, b: RoomParts): number {
  const isLive = ({ overview }: RoomParts): number => (overview?.live == null ? 0 : 1);
  const latest = ({ room, overview }: RoomParts): number =>
    Math.max(room.createdAt, overview?.lastCreatedAt ?? 0, overview?.lastEndedAt ?? 0);
  return isLive(b) - isLive(a) || latest(b) - latest(a);
}
