import { and, asc, count, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Engine } from './engine.ts';
import type { NamedMemberRow, RoomStore } from './ports/room-port.ts';
import { lockRoom } from './room-lock.ts';

export function createRoomStore({ tables, read, write }: Engine): RoomStore {
  const { rooms, members, users, invites } = tables;

  const membersOfAll = async (ids: readonly string[]): Promise<NamedMemberRow[]> => {
    if (ids.length === 0) return [];
    const rows = await read
      .select({ member: members, name: users.name, email: users.email })
      .from(members)
      .innerJoin(users, eq(users.id, members.user))
      .where(inArray(members.room, [...ids]))
      .orderBy(asc(members.joinedAt), asc(members.hue));
    return rows.map(({ member, name, email }) => ({ ...member, name, isGuest: email === null }));
  };

  return {
    async insert(room, first) {
      await write(async (tx) => {
        await tx.insert(rooms).values(room);
        await tx.insert(members).values(first);
      });
    },
    async find(id) {
      const [row] = await read.select().from(rooms).where(eq(rooms.id, id));
      return row ?? null;
    },
    async rename(id, name) {
      await write((tx) => tx.update(rooms).set({ name }).where(eq(rooms.id, id)));
    },
    async listForUser(user) {
      const rows = await read
        .select({ room: rooms })
        .from(members)
        .innerJoin(rooms, eq(rooms.id, members.room))
        .where(eq(members.user, user))
        .orderBy(desc(rooms.createdAt), asc(rooms.id));
      return rows.map(({ room }) => room);
    },
    members: (room) => membersOfAll([room]),
    membersOfAll,
    async member(room, user) {
      const [row] = await read
        .select()
        .from(members)
        .where(and(eq(members.room, room), eq(members.user, user)));
      return row ?? null;
    },
    async removeMember(room, user, now) {
      await write(async (tx) => {
        await lockRoom(tx, tables, room);
        await tx.delete(members).where(and(eq(members.room, room), eq(members.user, user)));
        const [left] = await tx.select({ members: count() }).from(members).where(eq(members.room, room));
        if (left?.members !== 0) return;
        await tx
          .update(invites)
          .set({ revokedAt: now })
          .where(and(eq(invites.room, room), isNull(invites.revokedAt)));
      });
    },
  };
}
