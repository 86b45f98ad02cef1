/** What becomes of the log of a board when it is compacted: checkpoint, time line, quarantine. */
import { and, asc, eq, gt, max, sql } from 'drizzle-orm';
import { coveredRemover, rowCover } from './covered-rows.ts';
import type { BoardArchive, Compaction } from './ports/archive-port.ts';
import type { Db, Engine } from './engine.ts';
import { logRowReader } from './log-rows.ts';

/** Rows in one statement. SQLite takes 32,766 values in one. */
const rowsAtOnce = 500;

/** Undoes a compaction whose ground has moved. */
class Overtaken extends Error {}

export function createBoardArchive(engine: Engine): BoardArchive {
  const { tables, read, write } = engine;
  const readRows = logRowReader(engine);
  const coverRows = rowCover(engine);
  const { boardCheckpoints, boardSegments, boardStates, boardQuarantine } = tables;

  const replaceCheckpoint = async (tx: Db, session: string, through: number, compaction: Compaction) => {
    const { after, at, checkpoint, plan } = compaction;
    const row = { session, through, at, bytes: checkpoint, plan };
    const replaced =
      after === null
        ? await tx.insert(boardCheckpoints).values(row).onConflictDoNothing().returning({ at: boardCheckpoints.at })
        : await tx
            .update(boardCheckpoints)
            .set(row)
            .where(and(eq(boardCheckpoints.session, session), eq(boardCheckpoints.through, after)))
            .returning({ at: boardCheckpoints.at });
    if (replaced.length !== 1) throw new Overtaken();
  };

  return {
    async readTail(session, limit) {
      // The tail first: what is folded into a newer checkpoint meanwhile is then there twice, never missing.
      const entries = await readRows(session, 0, limit);
      const [checkpoint] = await read
        .select({ through: boardCheckpoints.through, bytes: boardCheckpoints.bytes })
        .from(boardCheckpoints)
        .where(eq(boardCheckpoints.session, session));
      return { checkpoint: checkpoint ?? null, entries };
    },
    async compact(session, compaction) {
      const { after, covered, segments, states, quarantined, at } = compaction;
      const last = covered.at(-1);
      if (last === undefined) throw new Error('a checkpoint that covers nothing');
      // On PostgreSQL a commit that arrives late brings entries from before the checkpoint that there is.
      const through = Math.max(after ?? 0, last);
      try {
        await write(async (tx) => {
          await replaceCheckpoint(tx, session, through, compaction);
          // No entry may go that is not in the checkpoint, and none that is may stay.
          if (!(await coverRows(tx, session, covered))) throw new Overtaken();
          for (const rows of inParts(segments)) {
            await tx.insert(boardSegments).values(rows.map((segment) => ({ ...segment, session })));
          }
          for (const rows of inParts(states)) {
            await tx.insert(boardStates).values(rows.map((state) => ({ ...state, session })));
          }
          for (const rows of inParts(quarantined)) {
            await tx
              .insert(boardQuarantine)
              .values(rows.map(({ update, ...entry }) => ({ ...entry, session, bytes: update, foundAt: at })));
          }
        });
        return true;
      } catch (error) {
        if (error instanceof Overtaken) return false;
        throw error;
      }
    },
    removeCovered: coveredRemover(engine),
    async replaceCheckpoint(session, { through, bytes, rebuilt, at, reason }) {
      return await write(async (tx) => {
        const replaced = await tx
          .update(boardCheckpoints)
          .set({ bytes: rebuilt, plan: null, at })
          .where(and(eq(boardCheckpoints.session, session), eq(boardCheckpoints.through, through)))
          .returning({ at: boardCheckpoints.at });
        if (replaced.length !== 1) return false;
        await tx
          .insert(boardQuarantine)
          .values({ session, seq: through, author: null, at, bytes, reason, foundAt: at })
          .onConflictDoNothing();
        return true;
      });
    },
    async readTimeline(session, after, limit) {
      return await read
        .select({
          fromSeq: boardSegments.fromSeq,
          toSeq: boardSegments.toSeq,
          fromAt: boardSegments.fromAt,
          toAt: boardSegments.toAt,
          author: boardSegments.author,
          bytes: boardSegments.bytes,
        })
        .from(boardSegments)
        .where(and(eq(boardSegments.session, session), gt(boardSegments.fromSeq, after)))
        .orderBy(asc(boardSegments.fromSeq))
        .limit(limit);
    },
    async listStates(session) {
      return await read
        .select({ through: boardStates.through, at: boardStates.at })
        .from(boardStates)
        .where(eq(boardStates.session, session))
        .orderBy(asc(boardStates.through));
    },
    async sinceState(session) {
      const [latest] = await read
        .select({ through: max(boardStates.through) })
        .from(boardStates)
        .where(eq(boardStates.session, session));
      const [row] = await read
        .select({ bytes: sql`coalesce(sum(length(${boardSegments.bytes})), 0)`.mapWith(Number) })
        .from(boardSegments)
        .where(and(eq(boardSegments.session, session), gt(boardSegments.fromSeq, latest?.through ?? 0)));
      return row?.bytes ?? 0;
    },
    async readState(session, through) {
      const [row] = await read
        .select({ bytes: boardStates.bytes })
        .from(boardStates)
        .where(and(eq(boardStates.session, session), eq(boardStates.through, through)));
      return row?.bytes ?? null;
    },
    async listQuarantined() {
      const { session, seq, author, at, bytes, reason, foundAt } = boardQuarantine;
      const rows = await read
        .select({ session, seq, author, at, update: bytes, reason, foundAt })
        .from(boardQuarantine)
        .orderBy(asc(foundAt), asc(seq));
      return rows.map(({ update, ...entry }) => ({ ...entry, size: update.length }));
    },
    async findQuarantined(session, seq) {
      const { author, at, bytes, reason, foundAt } = boardQuarantine;
      const [row] = await read
        .select({
          session: boardQuarantine.session,
          seq: boardQuarantine.seq,
          author,
          at,
          update: bytes,
          reason,
          foundAt,
        })
        .from(boardQuarantine)
        .where(and(eq(boardQuarantine.session, session), eq(boardQuarantine.seq, seq)));
      return row ?? null;
    },
  };
}

function* inParts<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) yield rows.slice(from, from + rowsAtOnce);
}
