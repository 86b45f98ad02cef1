import { and, eq, getTableColumns, inArray } from 'drizzle-orm';
import type { Db, Engine } from './engine.ts';
import type { ActionStore, OpenActionRow } from './ports.ts';
import { lockRoom } from './room-lock.ts';

export function createActionStore({ tables, read, write }: Engine): ActionStore {
  const { actions, sessions, rooms, members, users, participants } = tables;

  const { statusAt, ...columns } = getTableColumns(actions);

  const open = () =>
    read
      .select({ action: columns, ownerName: users.name, roomName: rooms.name, sessionNumber: sessions.number })
      .from(actions)
      .innerJoin(rooms, eq(rooms.id, actions.room))
      .innerJoin(sessions, eq(sessions.id, actions.session))
      .leftJoin(users, eq(users.id, actions.owner));

  /** Those who ever took part in a session of the room: a board may name anybody as an owner, the lists may not. */
  const everSeated = async (tx: Db, room: string): Promise<Set<string>> => {
    const rows = await tx
      .selectDistinct({ user: participants.user })
      .from(participants)
      .innerJoin(sessions, eq(sessions.id, participants.session))
      .where(eq(sessions.room, room));
    return new Set(rows.map(({ user }) => user));
  };

  const knownActions = async (tx: Db, session: string, ids: string[]) => {
    const select = () =>
      tx
        .select({ action: columns, statusAt, lastNumber: sessions.number })
        .from(actions)
        .innerJoin(sessions, eq(sessions.id, actions.lastSession));
    const onBoard = ids.length === 0 ? [] : await select().where(inArray(actions.id, ids));
    const lastSeenHere = await select().where(eq(actions.lastSession, session));
    return new Map([...onBoard, ...lastSeenHere].map((known) => [known.action.id, known]));
  };

  return {
    project: (session, rows, counts) =>
      write(async (tx) => {
        const [here] = await tx
          .select({ room: sessions.room, number: sessions.number, endedAt: sessions.endedAt })
          .from(sessions)
          .where(eq(sessions.id, session));
        if (here === undefined) return;
        await lockRoom(tx, tables, here.room);
        await tx.update(sessions).set({ counts }).where(eq(sessions.id, session));

        const seated = await everSeated(tx, here.room);
        const known = await knownActions(
          tx,
          session,
          rows.map(({ id }) => id),
        );
        for (const row of rows) {
          const earlier = known.get(row.id);
          const owner = row.owner !== null && seated.has(row.owner) ? row.owner : null;
          const now = { ...row, room: here.room, owner, text: storable(row.text), plan: storable(row.plan) };
          if (earlier === undefined) {
            // Nothing happens when another room made it a moment ago.
            await tx.insert(actions).values(now).onConflictDoNothing();
          } else if (earlier.action.room === here.room && earlier.lastNumber <= here.number) {
            const setByHand = here.endedAt !== null && earlier.statusAt !== null && earlier.statusAt > here.endedAt;
            const { owner, text, due, confidence, plan, status, updatedAt } = now;
            await tx
              .update(actions)
              .set({
                owner,
                text,
                due,
                confidence,
                plan,
                updatedAt,
                lastSession: session,
                ...(setByHand ? {} : { status }),
              })
              .where(eq(actions.id, row.id));
          }
        }

        const onBoard = new Set(rows.map(({ id }) => id));
        const gone = [...known.values()]
          .filter(
            ({ action }) => action.session === session && action.lastSession === session && !onBoard.has(action.id),
          )
          .map(({ action }) => action.id);
        if (gone.length > 0) await tx.delete(actions).where(inArray(actions.id, gone));
      }),
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

/** PostgreSQL takes neither NUL nor half a surrogate pair; a board can hold both. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
