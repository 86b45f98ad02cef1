/** The tables, written once for both dialects. A change here is followed by `npm run db:generate`. */
import { sql } from 'drizzle-orm';
import type { Card } from '#lib/domain/card.ts';
import type { FlowEvent, FlowState } from '#lib/domain/flow.ts';
import type { Format } from '#lib/domain/format.ts';
import type { MemberRole, SessionStatus } from '#lib/domain/permissions.ts';
import type { Hue } from '#lib/domain/person.ts';
import type { Kit } from './columns.ts';
import type { ImageRow, SessionRow } from './ports.ts';

export function defineSchema(kit: Kit) {
  const users = kit.table(
    'users',
    {
      id: kit.text('id').primaryKey(),
      name: kit.text('name').notNull(),
      /** Lower case; null for a guest. */
      email: kit.text('email'),
      passwordHash: kit.text('password_hash'),
      createdAt: kit.time('created_at').notNull(),
    },
    (t) => [kit.uniqueIndex('users_email').on(t.email)],
  );

  const signIns = kit.table(
    'sign_ins',
    {
      idHash: kit.text('id_hash').primaryKey(),
      user: kit
        .text('user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      expiresAt: kit.time('expires_at').notNull(),
    },
    (t) => [kit.index('sign_ins_user').on(t.user), kit.index('sign_ins_expires').on(t.expiresAt)],
  );

  const rooms = kit.table('rooms', {
    id: kit.text('id').primaryKey(),
    name: kit.text('name').notNull(),
    createdBy: kit
      .text('created_by')
      .notNull()
      .references(() => users.id),
    createdAt: kit.time('created_at').notNull(),
  });

  const members = kit.table(
    'members',
    {
      room: kit
        .text('room_id')
        .notNull()
        .references(() => rooms.id, { onDelete: 'cascade' }),
      user: kit
        .text('user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      role: kit.text('role').$type<MemberRole>().notNull(),
      hue: kit.int('hue').$type<Hue>().notNull(),
      joinedAt: kit.time('joined_at').notNull(),
    },
    (t) => [
      kit.primaryKey(t.room, t.user),
      kit.uniqueIndex('members_hue').on(t.room, t.hue),
      kit.index('members_user').on(t.user),
    ],
  );

  const invites = kit.table(
    'invites',
    {
      id: kit.text('id').primaryKey(),
      room: kit
        .text('room_id')
        .notNull()
        .references(() => rooms.id, { onDelete: 'cascade' }),
      tokenHash: kit.text('token_hash').notNull(),
      createdBy: kit
        .text('created_by')
        .notNull()
        .references(() => users.id),
      createdAt: kit.time('created_at').notNull(),
      expiresAt: kit.time('expires_at').notNull(),
      usesLeft: kit.int('uses_left').notNull(),
      role: kit.text('role').$type<MemberRole>().notNull().default('peer'),
      revokedAt: kit.time('revoked_at'),
    },
    (t) => [kit.uniqueIndex('invites_token').on(t.tokenHash), kit.index('invites_room').on(t.room)],
  );

  const sessions = kit.table(
    'sessions',
    {
      id: kit.text('id').primaryKey(),
      room: kit
        .text('room_id')
        .notNull()
        .references(() => rooms.id, { onDelete: 'cascade' }),
      number: kit.int('number').notNull(),
      status: kit.text('status').$type<SessionStatus>().notNull(),
      /** The session's own copy: a format that changes later does not change the past. */
      format: kit.json('format').$type<Format>().notNull(),
      createdBy: kit
        .text('created_by')
        .notNull()
        .references(() => users.id),
      createdAt: kit.time('created_at').notNull(),
      startedAt: kit.time('started_at'),
      endedAt: kit.time('ended_at'),
      counts: kit.json('counts').$type<SessionRow['counts']>().notNull(),
    },
    (t) => [
      kit.uniqueIndex('sessions_number').on(t.room, t.number),
      kit
        .uniqueIndex('sessions_one_live')
        .on(t.room)
        // Unqualified: SQLite refuses `table.column` in the condition of an index.
        .where(sql`status = 'live'`),
    ],
  );

  /** Who took part in a session, with the hue of that day: it outlasts membership, for names on past boards. */
  const participants = kit.table(
    'participants',
    {
      session: kit
        .text('session_id')
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
      user: kit
        .text('user_id')
        .notNull()
        .references(() => users.id, { onDelete: 'cascade' }),
      hue: kit.int('hue').$type<Hue>().notNull(),
      since: kit.time('since').notNull(),
    },
    (t) => [kit.primaryKey(t.session, t.user), kit.index('participants_user').on(t.user)],
  );

  const flows = kit.table('flows', {
    session: kit
      .text('session_id')
      .primaryKey()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    version: kit.int('version').notNull(),
    state: kit.json('state').$type<FlowState>().notNull(),
  });

  /** Every accepted event; `version` is the one that it led to. */
  const flowEvents = kit.table(
    'flow_events',
    {
      session: kit
        .text('session_id')
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
      version: kit.int('version').notNull(),
      at: kit.time('at').notNull(),
      by: kit.text('by').notNull(),
      event: kit.json('event').$type<FlowEvent>().notNull(),
    },
    (t) => [kit.primaryKey(t.session, t.version)],
  );

  /**
   * The append log of all boards. What a row says is never changed; compacting a board folds rows into segments. The
   * index of a board shows only rows that are `listed` (1). On SQLite new rows are not (0): a commit of many boards'
   * edits would write a page of the index for nearly every edit. They are listed later, thousands at a time.
   */
  const boardUpdates = kit.table(
    'board_updates',
    {
      seq: kit.serial('seq'),
      session: kit
        .text('session_id')
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
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

  /** One row: every entry of the log up to and including `through` is listed. */
  const boardListing = kit.table('board_listing', {
    id: kit.int('id').primaryKey(),
    through: kit.serialRef('through').notNull(),
  });

  /** A board merged up to and including `through`. */
  const boardCheckpoints = kit.table('board_checkpoints', {
    session: kit
      .text('session_id')
      .primaryKey()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    through: kit.serialRef('through').notNull(),
    at: kit.time('at').notNull(),
    bytes: kit.bytes('bytes').notNull(),
  });

  /** The time line of a board, from before its checkpoint: what one author wrote within a few seconds, merged. */
  const boardSegments = kit.table(
    'board_segments',
    {
      session: kit
        .text('session_id')
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
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
      session: kit
        .text('session_id')
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
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
      session: kit
        .text('session_id')
        .notNull()
        .references(() => sessions.id, { onDelete: 'cascade' }),
      seq: kit.serialRef('seq').notNull(),
      author: kit.text('author').references(() => users.id, { onDelete: 'set null' }),
      at: kit.time('at').notNull(),
      bytes: kit.bytes('bytes').notNull(),
      reason: kit.text('reason').notNull(),
      foundAt: kit.time('found_at').notNull(),
    },
    (t) => [kit.primaryKey(t.session, t.seq)],
  );

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

  return {
    users,
    signIns,
    rooms,
    members,
    invites,
    sessions,
    participants,
    flows,
    flowEvents,
    boardUpdates,
    boardListing,
    boardCheckpoints,
    boardSegments,
    boardStates,
    boardQuarantine,
    actions,
    formats,
    peerWords,
    reflections,
    favouritePrompts,
    nextDates,
    signatures,
    images,
  };
}

export type Tables = ReturnType<typeof defineSchema>;
