/** What goes on from one session to the next: promises, formats, words, agreements and dates. */
import type { Card } from '#lib/domain/board/card.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import type { Kit } from '../columns.ts';
import type { PeopleTables } from './people-tables.ts';
import type { SessionTables } from './session-tables.ts';

export function defineContinuityTables(kit: Kit, { rooms, users }: PeopleTables, { sessions }: SessionTables) {
  const actions = kit.table(
    'actions',
    {
      id: kit.text('id').primaryKey(),
      room: kit
        .text('room_id')
        .notNull()
        .references(() => rooms.id, { onDelete: 'cascade' }),
      session: kit
        .text('session_id')
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
      lastSession: kit
        .text('last_session_id')
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
      owner: kit.text('owner').references(() => users.id, { onDelete: 'set null' }),
      text: kit.text('text').notNull(),
      due: kit.text('due'),
      confidence: kit.int('confidence'),
      plan: kit.text('plan').notNull(),
      status: kit.text('status').$type<Card['status']>().notNull(),
      /** When the status was last set by hand, apart from any board. */
      statusAt: kit.time('status_at'),
      createdAt: kit.time('created_at').notNull(),
      updatedAt: kit.time('updated_at').notNull(),
    },
    (t) => [
      kit.index('actions_owner').on(t.owner, t.status),
      kit.index('actions_room').on(t.room, t.status),
      kit.index('actions_last_session').on(t.lastSession),
    ],
  );

  /** Formats that a room has made for itself. Sessions keep their own copy, so these may change and go. */
  const formats = kit.table(
    'formats',
    {
      id: kit.text('id').primaryKey(),
      room: kit
        .text('room_id')
        .notNull()
        .references(() => rooms.id, { onDelete: 'cascade' }),
      /** Grows by one with every change: whoever saves says which one they began from. */
      version: kit.int('version').notNull(),
      format: kit.json('format').$type<Format>().notNull(),
      createdAt: kit.time('created_at').notNull(),
      updatedAt: kit.time('updated_at').notNull(),
      updatedBy: kit.text('updated_by').references(() => users.id, { onDelete: 'set null' }),
    },
    (t) => [kit.index('formats_room').on(t.room, t.createdAt)],
  );

  /** What one person said to another when a session was over. Read by these two alone (see `PeerWordsStore`). */
  const peerWords = kit.table(
    'peer_words',
    {
      session: kit
        .text('session_id')
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
      from: kit
        .text('from_user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      to: kit
        .text('to_user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      thanks: kit.text('thanks').notNull(),
      helped: kit.text('helped').notNull(),
      tryNext: kit.text('try_next').notNull(),
      at: kit.time('at').notNull(),
    },
    (t) => [kit.primaryKey(t.session, t.from, t.to), kit.index('peer_words_to').on(t.to)],
  );

  /** Private: it belongs to its owner alone, and outlasts the room and the session that it was written about. */
  const reflections = kit.table(
    'reflections',
    {
      id: kit.text('id').primaryKey(),
      owner: kit
        .text('owner_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      session: kit.text('session_id').references(() => sessions.id, { onDelete: 'set null' }),
      /** The names of that day, so that it can be told apart when the room is gone. */
      roomName: kit.text('room_name').notNull(),
      sessionNumber: kit.int('session_number').notNull(),
      text: kit.text('text').notNull(),
      createdAt: kit.time('created_at').notNull(),
      updatedAt: kit.time('updated_at').notNull(),
    },
    (t) => [kit.uniqueIndex('reflections_session').on(t.owner, t.session)],
  );

  /** Questions that a person likes to ask, in their own words or a format's. */
  const favouritePrompts = kit.table(
    'favourite_prompts',
    {
      owner: kit
        .text('owner_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      text: kit.text('text').notNull(),
      createdAt: kit.time('created_at').notNull(),
    },
    (t) => [kit.primaryKey(t.owner, t.text)],
  );

  /** Who signed which wording of an agreement, one row for each person and session. */
  const signatures = kit.table(
    'signatures',
    {
      session: kit
        .text('session_id')
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
      room: kit
        .text('room_id')
        .notNull()
        .references(() => rooms.id, { onDelete: 'cascade' }),
      user: kit
        .text('user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      text: kit.text('text').notNull(),
      at: kit.time('at').notNull(),
    },
    (t) => [kit.primaryKey(t.session, t.user), kit.index('signatures_room').on(t.room, t.at)],
  );

  /** When a room meets next, and by which format where that is settled: the session that is planned. */
  const nextDates = kit.table('next_dates', {
    room: kit
      .text('room_id')
      .primaryKey()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    at: kit.time('at').notNull(),
    setBy: kit.text('set_by').references(() => users.id, { onDelete: 'set null' }),
    setAt: kit.time('set_at').notNull(),
    /** The room's own copy, so that it stays what was agreed on; null: to be chosen when they meet. */
    format: kit.json('format').$type<Format>(),
  });

  return { actions, formats, peerWords, reflections, favouritePrompts, signatures, nextDates };
}

export type ContinuityTables = ReturnType<typeof defineContinuityTables>;
