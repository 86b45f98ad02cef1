/**
 * Rows of the log that a checkpoint has come to cover. On SQLite a page holds rows of many boards: removing those of each
 * board by itself would write every page dozens of times. So compacting only notes, by number, which rows are covered (and
 * part of no board from then on); they are removed later, those of all boards together, in the order in which they stand.
 */
import { and, asc, eq, inArray, lte, sql, type SQL } from 'drizzle-orm';
import type { Db, Engine } from './engine.ts';
import { coveredThrough, isListed, isUnlisted } from './log-rows.ts';
import type { BoardArchive } from './ports/archive-port.ts';

/** Rows that are removed in one transaction: other writes wait behind it for some ten milliseconds. */
const rowsAtOnce = 5_000;

/** Notes that are taken off by one statement. */
const notesAtOnce = 5_000;

/**
 * Takes the rows of a board up to `through` off its log, in the transaction that stores their checkpoint. Resolves to their
 * numbers, in order: it is for the caller to see that they are what the checkpoint covers, and to undo it when they are not.
 */
export type CoverRows = (tx: Db, session: string, through: number) => Promise<number[]>;

export function rowCover({ tables, listsLater, removesLater }: Engine): CoverRows {
  const { boardUpdates, boardCovered } = tables;
  const { seq } = boardUpdates;
  const upTo = (session: string, through: number) => and(eq(boardUpdates.session, session), lte(seq, through));

  const remove: CoverRows = async (tx, session, through) => {
    // Nothing is listed later where rows are removed at once.
    const listed = and(upTo(session, through), isListed(tables));
    const rows = await tx.delete(boardUpdates).where(listed).returning({ seq });
    return rows.map((row) => row.seq).sort((a, b) => a - b);
  };

  const note: CoverRows = async (tx, session, through) => {
    const after = coveredThrough(tables, session);
    const rowsThatAre = (where: SQL) =>
      tx
        .select({ seq })
        .from(boardUpdates)
        .where(and(upTo(session, through), where));
    const listed = rowsThatAre(isListed(tables, after));
    const rowsAfter = listsLater ? listed.unionAll(rowsThatAre(isUnlisted(tables, after))) : listed;
    const found = await rowsAfter.orderBy(asc(seq));
    const rows = found.map((row) => row.seq);
    await tx.insert(boardCovered).values({ session, through, rows });
    return rows;
  };

  return removesLater ? note : remove;
}

/** See `BoardArchive.removeCovered`. */
export function coveredRemover({ tables, read, write, removesLater }: Engine): BoardArchive['removeCovered'] {
  const { boardUpdates, boardCovered } = tables;
  const { id, rows } = boardCovered;

  const removeRows = (tx: Db, part: Float64Array) =>
    // Only SQLite comes here, and it takes one value more quickly than thousands.
    tx
      .delete(boardUpdates)
      .where(sql`${boardUpdates.seq} in (select value from json_each(${JSON.stringify([...part])}))`);

  return async (goOn) => {
    if (!removesLater) return 0;
    const notes = await read.select({ id, rows }).from(boardCovered);
    const covered = Float64Array.from(notes.flatMap((note) => note.rows)).sort();
    for (let from = 0; from < covered.length; from += rowsAtOnce) {
      if (from > 0 && !(await goOn())) return from;
      await write((tx) => removeRows(tx, covered.subarray(from, from + rowsAtOnce)));
    }
    // Last of all: until then whatever is left is found again.
    const ids = notes.map((note) => note.id);
    for (let from = 0; from < ids.length; from += notesAtOnce)
      await write((tx) => tx.delete(boardCovered).where(inArray(id, ids.slice(from, from + notesAtOnce))));
    return covered.length;
  };
}
