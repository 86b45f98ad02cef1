import { and, asc, count, desc, eq, inArray, max, sql } from 'drizzle-orm';
import { mayWatch } from '#lib/domain/flow/flow-observers.ts';
import { formatSchema } from '#lib/domain/formats/format.ts';
import { unnamed, type Engine } from './engine.ts';
import { createFlowStore } from './flow-store.ts';
import type { RoomOverview, SessionRow, SessionStore } from './ports/session-port.ts';
import { lockRoom } from './room-lock.ts';

/** A format that was stored by an earlier version lacks what came later. */
const inFull = (row: SessionRow): SessionRow => ({ ...row, format: formatSchema.parse(row.format) });

export function createSessionStore(engine: Engine): SessionStore {
  const { tables, read, write } = engine;
  const { sessions, rooms, members, users, participants, flows, boardUpdates } = tables;

  const flowStore = createFlowStore(engine);

  // Asked at every handshake.
  const findAccess = read
    .select({
      person: { id: users.id, name: users.name, hue: members.hue },
      role: members.role,
      session: {
        id: sessions.id,
        number: sessions.number,
        status: sessions.status,
        room: sessions.room,
        roomName: rooms.name,
      },
    })
    .from(sessions)
    .innerJoin(rooms, eq(rooms.id, sessions.room))
    .innerJoin(members, and(eq(members.room, sessions.room), eq(members.user, sql.placeholder('user'))))
    .innerJoin(users, eq(users.id, members.user))
    .where(eq(sessions.id, sql.placeholder('session')))
    .prepare(unnamed);

  return {
    ...flowStore,
    insert: (session, flow, seed) =>
      write(async (tx) => {
        await lockRoom(tx, tables, session.room);
        const inRoom = eq(sessions.room, session.room);
        if (session.status === 'live') {
          const [live] = await tx
            .select({ id: sessions.id })
            .from(sessions)
            .where(and(inRoom, eq(sessions.status, 'live')));
          if (live !== undefined) return null;
        }
        const [latest] = await tx
          .select({ number: max(sessions.number) })
          .from(sessions)
          .where(inRoom);
        const number = (latest?.number ?? 0) + 1;
        const { id, createdAt: at } = session;
        await tx
          .insert(sessions)
          .values({ ...session, number, counts: { goals: 0, questions: 0, actions: 0, notes: 0 } });
        await tx.insert(flows).values({ session: id, version: 0, state: flow });
        await tx.insert(boardUpdates).values({ session: id, author: null, at, bytes: seed });
        const seated = await tx
          .select({ user: members.user, hue: members.hue })
          .from(members)
          .where(eq(members.room, session.room));
        if (seated.length > 0) {
          await tx.insert(participants).values(seated.map((member) => ({ ...member, session: id, since: at })));
        }
        return { number };
      }),
    async find(id) {
      const [row] = await read.select().from(sessions).where(eq(sessions.id, id));
      return row ? inFull(row) : null;
    },
    async listForRoom(room) {
      const rows = await read.select().from(sessions).where(eq(sessions.room, room)).orderBy(desc(sessions.number));
      return rows.map(inFull);
    },
    async findLive(room) {
      const [row] = await read
        .select({ id: sessions.id, number: sessions.number })
        .from(sessions)
        .where(and(eq(sessions.room, room), eq(sessions.status, 'live')));
      return row ?? null;
    },
    async overview(ids) {
      if (ids.length === 0) return [];
      const these = inArray(sessions.room, [...ids]);
      const totals = await read
        .select({
          room: sessions.room,
          sessionCount: count(),
          lastCreatedAt: max(sessions.createdAt),
          lastEndedAt: max(sessions.endedAt),
        })
        .from(sessions)
        .where(these)
        .groupBy(sessions.room);
      const live = await read
        .select({ room: sessions.room, id: sessions.id, number: sessions.number })
        .from(sessions)
        .where(and(these, eq(sessions.status, 'live')));
      const liveByRoom = new Map(live.map(({ room, id, number }) => [room, { id, number }]));
      return totals.map((total): RoomOverview => ({ ...total, live: liveByRoom.get(total.room) ?? null }));
    },
    async access(user, session) {
      const [row] = await findAccess.execute({ user, session });
      if (row === undefined) return null;
      if (row.role !== 'observer') return row;
      const flow = await flowStore.readFlow(session);
      return flow !== null && mayWatch(flow.state, user) ? row : { ...row, role: 'waiting' };
    },
    async people(session) {
      return await read
        .select({ id: users.id, name: users.name, hue: participants.hue })
        .from(participants)
        .innerJoin(users, eq(users.id, participants.user))
        .where(eq(participants.session, session))
        .orderBy(asc(participants.since), asc(participants.hue));
    },
  };
}
