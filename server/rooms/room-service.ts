/** Rooms, their members and the invites that lead into them. Rights are checked here; see `server/services.ts`. */
import { ExpectedError } from '#lib/domain/errors.ts';
import { mayInRoom, type RoomRight } from '#lib/domain/permissions.ts';
import { nameSchema } from '#lib/domain/person.ts';
import { nanoid } from 'nanoid';
import { openAction } from '../actions/open-action.ts';
import { createRateLimit, type Limit } from '../auth/rate-limit.ts';
import type { Clock } from '../clock.ts';
import { networkOf } from '../http/network.ts';
import type { Bus } from '../realtime/bus.ts';
import type { CurrentUser, RoomService } from '../services.ts';
import type { InviteRow } from '../store/ports/invite-port.ts';
import type { MemberRow } from '../store/ports/room-port.ts';
import type { Store } from '../store/ports/store.ts';
import { inviteTokenHash, newInviteToken } from './invite-token.ts';
import { inviteSummary, liveThenLatest, roomMember, roomSummary, sessionSummary } from './room-views.ts';

/** How long an invite is valid, in milliseconds, and for how many people. */
const inviteLifetime = 7 * 86_400_000;
const inviteUses = 5;
/** Usable invites of a room. One more, and the oldest is revoked: whoever asks for a link gets one, and none are piled up. */
const roomInvites = 20;

/** Invites that lead nowhere, for each address. Those that are good do not count: an office has one address. */
const wrongInviteLimit: Limit = { tries: 30, seconds: 900 };

export interface RoomServiceDependencies {
  store: Pick<Store, 'rooms' | 'invites' | 'sessions' | 'actions' | 'users'>;
  bus: Bus;
  clock: Clock;
  /** Users who are on a session's page right now. */
  presence: { here(session: string): string[] };
  wrongInvites?: Limit;
}

export function createRoomService(dependencies: RoomServiceDependencies): RoomService {
  const { store, bus, clock, presence } = dependencies;
  const wrongInvites = createRateLimit(dependencies.wrongInvites ?? wrongInviteLimit);

  const requireRight = async (user: CurrentUser, room: string, right: RoomRight): Promise<MemberRow> => {
    const member = await store.rooms.member(room, user.id);
    if (member === null) throw new ExpectedError('not-found');
    if (!mayInRoom(member.role, right)) throw new ExpectedError('not-allowed');
    return member;
  };

  const requireRoom = async (id: string) => {
    const room = await store.rooms.find(id);
    if (room === null) throw new ExpectedError('not-found');
    return room;
  };

  /** `work`, counting against the address when it finds that the invite leads nowhere. */
  const countingWrongInvites = async <T>(address: string, work: () => Promise<T>): Promise<T> => {
    const network = networkOf(address);
    await wrongInvites.take(network);
    try {
      const found = await work();
      await wrongInvites.giveBack(network);
      return found;
    } catch (error) {
      if (!(error instanceof ExpectedError && error.code === 'invite-invalid')) await wrongInvites.giveBack(network);
      throw error;
    }
  };

  const isUsable = ({ revokedAt, usesLeft, expiresAt }: InviteRow): boolean =>
    revokedAt === null && usesLeft > 0 && expiresAt > clock();

  return {
    async list(user) {
      const rooms = await store.rooms.listForUser(user.id);
      const ids = rooms.map(({ id }) => id);
      const [members, overviews] = await Promise.all([store.rooms.membersOfAll(ids), store.sessions.overview(ids)]);
      const membersByRoom = Map.groupBy(members, (member) => member.room);
      const overviewByRoom = new Map(overviews.map((overview) => [overview.room, overview]));
      return rooms
        .map((room) => ({ room, members: membersByRoom.get(room.id) ?? [], overview: overviewByRoom.get(room.id) }))
        .sort(liveThenLatest)
        .map((parts) => roomSummary(parts, (session) => presence.here(session)));
    },
    async create(user, name) {
      const id = nanoid();
      const at = clock();
      await store.rooms.insert(
        { id, name: roomName(name, user), createdBy: user.id, createdAt: at },
        { room: id, user: user.id, role: 'peer', hue: 1, joinedAt: at },
      );
      return { id };
    },
    async get(user, id) {
      const { role, hue } = await requireRight(user, id, 'room:read');
      const [room, members, sessions, actions, invites] = await Promise.all([
        requireRoom(id),
        store.rooms.members(id),
        store.sessions.listForRoom(id),
        mayInRoom(role, 'promise:read') ? store.actions.listOpenForRoom(id) : [],
        mayInRoom(role, 'room:invite') ? store.invites.listUsable(id, clock()) : [],
      ]);
      const live = sessions.find(({ status }) => status === 'live');
      return {
        id,
        name: room.name,
        me: { role, hue },
        members: members.map(roomMember),
        live: live === undefined ? null : { ...sessionSummary(live), here: presence.here(live.id) },
        past: sessions.filter(({ status }) => status === 'ended').map(sessionSummary),
        openActions: actions.map(openAction),
        invites: invites.map(inviteSummary),
      };
    },
    async rename(user, room, name) {
      await requireRight(user, room, 'room:rename');
      await store.rooms.rename(room, tidyName(name));
    },
    async leave(user, room) {
      await requireRight(user, room, 'room:leave');
      await store.rooms.removeMember(room, user.id, clock());
      bus.publish({ type: 'member-removed', room, user: user.id });
    },
    async invite(user, room, role = 'peer') {
      await requireRight(user, room, 'room:invite');
      const id = nanoid();
      const token = newInviteToken();
      const createdAt = clock();
      const expiresAt = createdAt + inviteLifetime;
      const [createdBy, tokenHash, usesLeft] = [user.id, inviteTokenHash(token), inviteUses];
      await store.invites.insert({
        id,
        room,
        tokenHash,
        createdBy,
        createdAt,
        expiresAt,
        usesLeft,
        role,
        revokedAt: null,
      });
      const usable = await store.invites.listUsable(room, createdAt);
      for (const old of usable.filter((invite) => invite.id !== id).slice(roomInvites - 1)) {
        await store.invites.revoke(room, old.id, createdAt);
      }
      return { id, token, expiresAt };
    },
    async revokeInvite(user, room, invite) {
      await requireRight(user, room, 'room:invite');
      await store.invites.revoke(room, invite, clock());
    },
    readInvite: (token, address, user) =>
      countingWrongInvites(address, async () => {
        const invite = await store.invites.findByHash(inviteTokenHash(token));
        if (invite === null) throw new ExpectedError('invite-invalid');
        const alreadyIn = user !== null && (await store.rooms.member(invite.room, user.id)) !== null;
        if (!alreadyIn && !isUsable(invite)) throw new ExpectedError('invite-invalid');
        const [room, members, inviter] = await Promise.all([
          requireRoom(invite.room),
          store.rooms.members(invite.room),
          store.users.find(invite.createdBy),
        ]);
        return {
          room: { id: room.id, name: room.name },
          invitedBy: inviter?.name ?? '',
          members: members.map(({ name }) => name),
          alreadyIn,
          role: invite.role,
        };
      }),
    acceptInvite: (user, token, address) =>
      countingWrongInvites(address, async () => {
        const accepted = await store.invites.accept(inviteTokenHash(token), user.id, clock());
        if (accepted.outcome === 'invalid') throw new ExpectedError('invite-invalid');
        if (accepted.outcome === 'full') throw new ExpectedError('room-full');
        const { room, outcome } = accepted;
        if (outcome === 'joined') bus.publish({ type: 'members-changed', room });
        const live = await store.sessions.findLive(room);
        return { room, liveSession: live?.id ?? null };
      }),
  };
}

function tidyName(name: string): string {
  const parsed = nameSchema.safeParse(name);
  if (!parsed.success) throw new ExpectedError('name-invalid');
  return parsed.data;
}

/** A room that was given no name is named after whoever opens it. */
function roomName(name: string, user: CurrentUser): string {
  if (name.trim() !== '') return tidyName(name);
  const named = nameSchema.safeParse(`${user.name}'s room`);
  return named.success ? named.data : 'Our room';
}
