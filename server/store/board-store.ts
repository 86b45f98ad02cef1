import { and, asc, eq, gt } from 'drizzle-orm';
import type { Engine } from './engine.ts';
import type { BoardStore } from './ports.ts';

export function createBoardStore({ tables, read, appendUpdates }: Engine): BoardStore {
  const { sessions, boardUpdates, boardCheckpoints } = tables;
  return {
    async append(entries) {
      if (entries.length === 0) return;
      const rows = entries.map(({ session, author, at, update }) => ({ session, author, at, bytes: update }));
      await appendUpdates(rows);
    },
    async load(session) {
      const [known] = await read.select({ id: sessions.id }).from(sessions).where(eq(sessions.id, session));
      if (known === undefined) return null;
      // A newer checkpoint between the two reads does no harm: updates are kept, so the tail starts where this one ends.
      const [checkpoint] = await read
        .select({ through: boardCheckpoints.through, bytes: boardCheckpoints.bytes })
        .from(boardCheckpoints)
        .where(eq(boardCheckpoints.session, session));
      const tail = await read
        .select({ bytes: boardUpdates.bytes })
        .from(boardUpdates)
        .where(and(eq(boardUpdates.session, session), gt(boardUpdates.seq, checkpoint?.through ?? 0)))
        .orderBy(asc(boardUpdates.seq));
      return { checkpoint: checkpoint?.bytes ?? null, tail: tail.map(({ bytes }) => bytes) };
    },
  };
}
