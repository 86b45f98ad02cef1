import { and, eq, getTableColumns } from 'drizzle-orm';
import type { Engine } from './engine.ts';
import type { ActionStore, OpenActionRow } from './ports/action-port.ts';

export function createActionStore({ tables, read, write }: Engine): ActionStore {
  const { actions, sessions, rooms, members, users } = tables;
  const { statusAt: _statusAt, ...columns } = getTableColumns(actions);

  const open = () =>
    read
      .select({ action: columns, ownerName: users.name, roomName: rooms.name, sessionNumber: sessions.number })
      .from(actions)
      .innerJoin(rooms, eq(rooms.id, actions.room))
      .innerJoin(sessions, eq(sessions.id, actions.session))
      .leftJoin(users, eq(users.id, actions.owner));

  return {
    async find(id) {
      const [row] = await read.select(columns).from(actions).where(eq(actions.id, id));
      return row ?? null;
    },
    async listOpenForOwner(owner) {
      const rows = await open()
        .innerJoin(members, and(eq(members.room, actions.room), eq(members.user, owner)))
        .where(and(eq(actions.owner, owner), eq(actions.status, 'open')));
      return rows.map(({ action, ...names }) => ({ ...action, ...names })).sort(soonestFirst);
    },
    async listOpenForRoom(room) {
      const rows = await open().where(and(eq(actions.room, room), eq(actions.status, 'open')));
      return rows.map(({ action, ...names }) => ({ ...action, ...names })).sort(soonestFirst);
    },
    async setStatus(id, status, at) {
      await write((tx) => tx.update(actions).set({ status, statusAt: at, updatedAt: at }).where(eq(actions.id, id)));
    },
  };
}

/** Days compare as texts; the undated come last, the older before the newer. */
function soonestFirst(a: OpenActionRow, b: OpenActionRow): number {
  if (a.due !== b.due) return a.due === null ? 1 : b.due === null ? -1 : a.due < b.due ? -1 : 1;
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}
