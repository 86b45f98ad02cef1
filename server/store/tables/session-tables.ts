/** Meetings: who took part, and the flow of each with its events. */
import { sql } from 'drizzle-orm';
import type { FlowEvent, FlowState } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import type { SessionStatus } from '#lib/domain/permissions.ts';
import type { Hue } from '#lib/domain/person.ts';
import type { Kit } from '../columns.ts';
import type { SessionRow } from '../ports/session-port.ts';
import type { PeopleTables } from './people-tables.ts';

export function defineSessionTables(kit: Kit, { rooms, users }: PeopleTables) {
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

  return { sessions, participants, flows, flowEvents };
}

export type SessionTables = ReturnType<typeof defineSessionTables>;
