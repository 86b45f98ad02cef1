/** What boards say, as lists can ask for it: written whenever a board was read, together with how far it was. */
import { eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import { unnamed, type Db, type Engine } from './engine.ts';
import { owedReader, reachReader } from './log-reach.ts';
import type { OutcomeStore } from './ports/outcome-port.ts';
import { lockRoom } from './room-lock.ts';

export function createOutcomeStore(engine: Engine): OutcomeStore {
  const { tables, read, write } = engine;
  const { actions, sessions, participants, boardOutcomes } = tables;
  const { statusAt, ...columns } = getTableColumns(actions);

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

  const reach = reachReader(engine);
  const through = read
    .select({ through: boardOutcomes.through })
    .from(boardOutcomes)
    .where(eq(boardOutcomes.session, sql.placeholder('session')))
    .prepare(unnamed);

  return {
    reach,
    async isOwed(session) {
      const [known] = await through.execute({ session });
      return (await reach(session)) > (known?.through ?? 0);
    },
    listOwed: owedReader(engine),
    project: (session, { actions: rows, counts, through }) =>
      write(async (tx) => {
        const [here] = await tx
          .select({ room: sessions.room, number: sessions.number, endedAt: sessions.endedAt })
          .from(sessions)
          .where(eq(sessions.id, session));
        if (here === undefined) return;
        await lockRoom(tx, tables, here.room);
        await tx.update(sessions).set({ counts }).where(eq(sessions.id, session));
        await tx
          .insert(boardOutcomes)
          .values({ session, through })
          .onConflictDoUpdate({ target: boardOutcomes.session, set: { through } });

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
  };
}

/** PostgreSQL takes neither NUL nor half a surrogate pair; a board can hold both. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
