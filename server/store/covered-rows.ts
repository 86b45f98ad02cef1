/**
 * Rows of the log that a checkpoint has come to cover. On SQLite a page holds rows of many boards: removing those of each
 * board by itself would write every page dozens of times. So compacting only notes, by number, which rows are covered (and
 * part of no board from then on); they are removed later, those of all boards together, in the order in which they stand.
 */
import { isDeepStrictEqual } from 'node:util';
import { and, asc, eq, exists, gte, inArray, lte, sql, type Column } from 'drizzle-orm';
import type { Db, Engine } from './engine.ts';
import { isIndexed, selectRowNumbers } from './log-rows.ts';
import type { BoardArchive } from './ports/archive-port.ts';

/** Rows that are removed in one transaction: other writes wait behind it for some milliseconds. */
const rowsAtOnce = 4_000;

/** Notes that are taken off in one transaction. */
const notesAtOnce = 500;

/**
 * Takes rows (by number, in order) off a board's log, in the transaction that stores their checkpoint. False when they are not
 * all that it has up to the last of them: then the transaction must not be committed.
 */
export type CoverRows = (tx: Db, session: string, covered: readonly number[]) => Promise<boolean>;

export function rowCover(engine: Engine): CoverRows {
  const { boardUpdates, boardCovered } = engine.tables;
  const { seq } = boardUpdates;

  const remove: CoverRows = async (tx, session, covered) => {
    const rows = await tx
      .delete(boardUpdates)
      .where(and(eq(boardUpdates.session, session), isIndexed(engine.tables), lte(seq, covered.at(-1) ?? 0)))
      .returning({ seq });
    return isDeepStrictEqual(
      rows.map((row) => row.seq).sort((a, b) => a - b),
      covered,
    );
  };

  const note: CoverRows = async (tx, session, covered) => {
    const rows = await selectRowNumbers(engine, tx, session, 0).orderBy(asc(seq)).limit(covered.length);
    await tx.insert(boardCovered).values({ session, through: covered.at(-1) ?? 0, rows: [...covered] });
    return isDeepStrictEqual(
      rows.map((row) => row.seq),
      covered,
    );
  };

  return engine.removesLater ? note : remove;
}

/** See `BoardArchive.removeCovered`. */
export function coveredRemover({ tables, read, write, removesLater }: Engine): BoardArchive['removeCovered'] {
  const { boardUpdates, boardPlaces, boardCovered } = tables;
  const { id, session, through } = boardCovered;

  /** Whether what a row says of the board `of`, up to the entry `last`, is covered: asked once more by what removes it. */
  const isCovered = (of: Column, last: Column) =>
    exists(
      read
        .select({ id })
        .from(boardCovered)
        .where(and(eq(session, of), gte(through, last))),
    );
  const removeRows = (tx: Db, part: Float64Array) =>
    tx.delete(boardUpdates).where(and(isRowOf(part), isCovered(boardUpdates.session, boardUpdates.seq)));
  const removePlaces = (tx: Db, part: Float64Array) =>
    tx.delete(boardPlaces).where(and(isRowOf(part), isCovered(boardPlaces.session, boardPlaces.through)));
  const removeNotes = (tx: Db, part: Float64Array) => tx.delete(boardCovered).where(inArray(id, [...part]));

  const findPlaces = async (): Promise<number[]> => {
    const [found] = await read
      .select({ rows: sql<string>`json_group_array(${boardPlaces}.rowid)` })
      .from(boardCovered)
      .innerJoin(boardPlaces, and(eq(boardPlaces.session, session), lte(boardPlaces.through, through)));
    return JSON.parse(found?.rows ?? '[]') as number[];
  };

  return async (goOn) => {
    if (!removesLater) return 0;
    const notes = await read.select({ id, rows: boardCovered.rows }).from(boardCovered);
    const rows = notes.flatMap((note) => note.rows);
    const parts = [
      ...inParts(rows, rowsAtOnce, removeRows),
      ...inParts(await findPlaces(), rowsAtOnce, removePlaces),
      // Last of all: until then whatever is left is found again.
      ...inParts(
        notes.map((note) => note.id),
        notesAtOnce,
        removeNotes,
      ),
    ];
    for (const [nth, remove] of parts.entries()) {
      if (nth > 0 && !(await goOn())) return Math.min(nth * rowsAtOnce, rows.length);
      await write(remove);
    }
    return rows.length;
  };
}

type Removal = (tx: Db, part: Float64Array) => PromiseLike<unknown>;

/** The steps that remove all of these, in the order in which they stand. */
function inParts(numbers: number[], size: number, remove: Removal): ((tx: Db) => Promise<void>)[] {
  const inOrder = Float64Array.from(numbers).sort();
  return Array.from({ length: Math.ceil(inOrder.length / size) }, (_, nth) => async (tx) => {
    await remove(tx, inOrder.subarray(nth * size, (nth + 1) * size));
  });
}

/** One value is taken more quickly than thousands. Only SQLite comes here. */
const isRowOf = (numbers: Float64Array) => sql`rowid in (select value from json_each(${JSON.stringify([...numbers])}))`;
