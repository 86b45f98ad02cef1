/** How far the log of a board goes, made short or not, and which boards were not read to the end of theirs. */
import { and, eq, gt, max, or, sql, type SQL } from 'drizzle-orm';
import { unnamed, type Engine } from './engine.ts';
import { isIndexed, isUnlisted } from './log-rows.ts';
import type { OutcomeStore } from './ports/outcome-port.ts';

type ReachingEngine = Pick<Engine, 'tables' | 'read' | 'listsLater'>;

export function reachReader({ tables, read, listsLater }: ReachingEngine): OutcomeStore['reach'] {
  const { boardUpdates, boardPlaces, boardCheckpoints } = tables;
  const session = sql.placeholder('session');
  const lastOf = (where: SQL) =>
    read
      .select({ seq: max(boardUpdates.seq) })
      .from(boardUpdates)
      .where(and(eq(boardUpdates.session, session), where));
  const folded = read
    .select({ seq: max(boardCheckpoints.through) })
    .from(boardCheckpoints)
    .where(eq(boardCheckpoints.session, session));
  const placed = read
    .select({ seq: max(boardPlaces.through) })
    .from(boardPlaces)
    .where(eq(boardPlaces.session, session));
  const known = lastOf(isIndexed(tables)).unionAll(folded);
  const all = listsLater ? known.unionAll(placed).unionAll(lastOf(isUnlisted(tables))) : known;
  const statement = all.prepare(unnamed);
  return async (session) => Math.max(...(await statement.execute({ session })).map(({ seq }) => seq ?? 0));
}

/** Goes through the sessions and looks up the end of each log in its index: no row of a log or of a board is read. */
export function owedReader({ tables, read, listsLater }: ReachingEngine): OutcomeStore['listOwed'] {
  const { sessions, boardUpdates, boardPlaces, boardCheckpoints, boardOutcomes } = tables;
  const readThrough = sql`coalesce(${boardOutcomes.through}, 0)`;
  const indexed = read
    .select({ seq: max(boardUpdates.seq) })
    .from(boardUpdates)
    .where(and(eq(boardUpdates.session, sessions.id), isIndexed(tables)));
  const placed = read
    .select({ seq: max(boardPlaces.through) })
    .from(boardPlaces)
    .where(eq(boardPlaces.session, sessions.id));
  const folded = read
    .select({ through: boardCheckpoints.through })
    .from(boardCheckpoints)
    .where(eq(boardCheckpoints.session, sessions.id));
  const owed = read
    .select({ id: sessions.id })
    .from(sessions)
    .leftJoin(boardOutcomes, eq(boardOutcomes.session, sessions.id))
    .where(or(...[indexed, placed, folded].map((last) => gt(sql`coalesce(${last}, 0)`, readThrough))));
  const owedNewly = read
    .select({ id: boardUpdates.session })
    .from(boardUpdates)
    .leftJoin(boardOutcomes, eq(boardOutcomes.session, boardUpdates.session))
    .where(and(isUnlisted(tables), gt(boardUpdates.seq, readThrough)));
  const statement = (listsLater ? owed.union(owedNewly) : owed).prepare(unnamed);
  return async () => (await statement.execute()).map(({ id }) => id);
}
