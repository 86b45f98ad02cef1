import { eq, sql } from 'drizzle-orm';
import { unnamed, type Engine } from './engine.ts';
import { logRowReader } from './log-rows.ts';
import type { BoardStore } from './ports/board-port.ts';

/** Entries of a log that are read together. */
const rowsAtOnce = 2_000;

export function createBoardStore(engine: Engine): BoardStore {
  const { tables, read, appendUpdates } = engine;
  const { sessions, boardCheckpoints } = tables;
  const session = sql.placeholder('session');
  const findSession = read.select({ id: sessions.id }).from(sessions).where(eq(sessions.id, session)).prepare(unnamed);
  const findCheckpoint = read
    .select({ bytes: boardCheckpoints.bytes, plan: boardCheckpoints.plan })
    .from(boardCheckpoints)
    .where(eq(boardCheckpoints.session, session))
    .prepare(unnamed);
  const readRows = logRowReader(engine);

  return {
    async append(entries) {
      if (entries.length > 0) await appendUpdates(entries);
    },
    async load(session) {
      // The tail first: what is folded into a newer checkpoint meanwhile is then there twice, never missing.
      const tail: Uint8Array[] = [];
      let after = 0;
      for (let more = true; more;) {
        const rows = await readRows(session, after, rowsAtOnce);
        for (const { update } of rows) tail.push(update);
        after = rows.at(-1)?.seq ?? after;
        more = rows.length === rowsAtOnce;
        // SQLite is read on the main thread: everybody else has a turn before the next part of a long log.
        if (more) await new Promise((resolve) => setImmediate(resolve));
      }
      const [checkpoint] = await findCheckpoint.execute({ session });
      // Every board begins with something: only one that is empty may be none at all.
      if (!checkpoint && tail.length === 0 && (await findSession.execute({ session })).length === 0) return null;
      return { checkpoint: checkpoint?.bytes ?? null, plan: checkpoint?.plan ?? null, tail };
    },
  };
}
