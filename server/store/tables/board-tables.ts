/** Boards: the log, what it is folded into, and the pictures on them. */
import { sql } from 'drizzle-orm';
import type { Kit } from '../columns.ts';
import type { ImageRow } from '../ports/image-port.ts';
import type { PeopleTables } from './people-tables.ts';
import type { SessionTables } from './session-tables.ts';

export function defineBoardTables(kit: Kit, { rooms, users }: PeopleTables, { sessions }: SessionTables) {
  /** The session whose board it is: what is stored of a board goes with it. */
  const ofSession = () =>
    kit
      .text('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' });

  /**
   * The append log of all boards. What a row says is never changed; compacting a board folds rows into segments, and
   * they are removed then, or later (`boardCovered`). The index of a board shows only rows that are `listed` (1). On SQLite
   * new rows are not (0): a commit of many boards' edits would write a page of the index for nearly every edit. Their places
   * are noted later (`boardPlaces`), those of thousands at a time.
   */
  const boardUpdates = kit.table(
    'board_updates',
    {
      seq: kit.serial('seq'),
      session: ofSession(),
      author: kit.text('author').references(() => users.id, { onDelete: 'set null' }),
      at: kit.time('at').notNull(),
      bytes: kit.bytes('bytes').notNull(),
      listed: kit.int('listed').notNull().default(1),
    },
    (t) => [
      kit
        .index('board_updates_session')
        .on(t.session, t.seq)
        .where(sql`listed = 1`),
    ],
  );

  /** Where rows of a board stand that are not in its index: some, by number, up to `through`. `log-rows.ts` reads it. */
  const boardPlaces = kit.table(
    'board_places',
    {
      session: ofSession(),
      through: kit.serialRef('through').notNull(),
      rows: kit.json('rows').$type<number[]>().notNull(),
    },
    (t) => [kit.primaryKey(t.session, t.through)],
  );

  /** One row: every entry of the log up to and including `through` is in the index of its board, or its place is noted. */
  const boardListing = kit.table('board_listing', {
    id: kit.int('id').primaryKey(),
    through: kit.serialRef('through').notNull(),
  });

  /** A board merged up to and including `through`. */
  const boardCheckpoints = kit.table('board_checkpoints', {
    session: ofSession().primaryKey(),
    through: kit.serialRef('through').notNull(),
    at: kit.time('at').notNull(),
    bytes: kit.bytes('bytes').notNull(),
    /** What stands where in them; null when nobody noted it. */
    plan: kit.bytes('plan'),
  });

  /**
   * Rows of the log that a checkpoint covers and that are not removed yet: all that the board has up to `through`, by
   * number. They are part of no board any more. Empty where they are removed at once (`covered-rows.ts` says why).
   */
  const boardCovered = kit.table(
    'board_covered',
    {
      id: kit.serial('id'),
      session: ofSession(),
      through: kit.serialRef('through').notNull(),
      rows: kit.json('rows').$type<number[]>().notNull(),
    },
    (t) => [kit.index('board_covered_session').on(t.session, t.through)],
  );

  /** How far the log of a board was read for what lists say of it: `through`, and perhaps further. Without a row: not at all. */
  const boardOutcomes = kit.table('board_outcomes', {
    session: ofSession().primaryKey(),
    through: kit.serialRef('through').notNull(),
  });

  /** The time line of a board, from before its checkpoint: what one author wrote within a few seconds, merged. */
  const boardSegments = kit.table(
    'board_segments',
    {
      session: ofSession(),
      fromSeq: kit.serialRef('from_seq').notNull(),
      toSeq: kit.serialRef('to_seq').notNull(),
      fromAt: kit.time('from_at').notNull(),
      toAt: kit.time('to_at').notNull(),
      author: kit.text('author').references(() => users.id, { onDelete: 'set null' }),
      bytes: kit.bytes('bytes').notNull(),
    },
    (t) => [kit.primaryKey(t.session, t.fromSeq)],
  );

  /** The whole board as it was after `through`, every now and then: where a replay may begin. */
  const boardStates = kit.table(
    'board_states',
    {
      session: ofSession(),
      through: kit.serialRef('through').notNull(),
      at: kit.time('at').notNull(),
      bytes: kit.bytes('bytes').notNull(),
    },
    (t) => [kit.primaryKey(t.session, t.through)],
  );

  /** Entries of the log that no document can take. They are part of no board, and kept for whoever wants to know. */
  const boardQuarantine = kit.table(
    'board_quarantine',
    {
      session: ofSession(),
      seq: kit.serialRef('seq').notNull(),
      author: kit.text('author').references(() => users.id, { onDelete: 'set null' }),
      at: kit.time('at').notNull(),
      bytes: kit.bytes('bytes').notNull(),
      reason: kit.text('reason').notNull(),
      foundAt: kit.time('found_at').notNull(),
    },
    (t) => [kit.primaryKey(t.session, t.seq)],
  );

  /**
   * Pictures on the boards of a room, as they are sent to browsers. In the database and not beside it: a backup is then
   * of one moment on either engine. Rows are never changed, and not removed when no board shows them any more: an undo,
   * a copy on a device that is offline or a replay may show them again.
   */
  const images = kit.table(
    'images',
    {
      id: kit.text('id').primaryKey(),
      room: kit
        .text('room_id')
        .notNull()
        .references(() => rooms.id, { onDelete: 'cascade' }),
      addedBy: kit.text('added_by').references(() => users.id, { onDelete: 'set null' }),
      addedAt: kit.time('added_at').notNull(),
      type: kit.text('type').$type<ImageRow['type']>().notNull(),
      /** Bytes: counted without reading them. */
      size: kit.int('size').notNull(),
      bytes: kit.bytes('bytes').notNull(),
    },
    (t) => [kit.index('images_room').on(t.room)],
  );

  return {
    boardUpdates,
    boardPlaces,
    boardListing,
    boardCheckpoints,
    boardCovered,
    boardOutcomes,
    boardSegments,
    boardStates,
    boardQuarantine,
    images,
  };
}

export type BoardTables = ReturnType<typeof defineBoardTables>;
