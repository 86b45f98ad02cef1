import { asc, eq } from 'drizzle-orm';
import type { Engine } from './engine.ts';
import type { BoardStore } from './ports.ts';

export function createBoardStore({ tables, read, appendUpdates }: Engine): BoardStore {
  const { sessions, boardUpdates, boardCheckpoints } = tables;
  return {
    async append(entries) {
      if (entries.length > 0) await appendUpdates(entries);
    },
    async load(session) {
      const [known] = await read.select({ id: sessions.id }).from(sessions).where(eq(sessions.id, session));
      if (known === undefined) return null;
      // The tail first: what is folded into a newer checkpoint meanwhile is then there twice, never missing.
      const tail = await read
        .select({ bytes: boardUpdates.bytes })
        .from(boardUpdates)
        .where(eq(boardUpdates.session, session))
        .orderBy(asc(boardUpdates.seq));
      const [checkpoint] = await read
        .select({ bytes: boardCheckpoints.bytes })
        .from(boardCheckpoints)
        .where(eq(boardCheckpoints.session, session));
      return { checkpoint: checkpoint?.bytes ?? null, tail: tail.map(({ bytes }) => bytes) };
    },
  };
}
