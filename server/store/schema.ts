/** The tables, written once for both dialects. A change in `tables/` is followed by `npm run db:generate`. */
import type { Kit } from './columns.ts';
import { defineBoardTables } from './tables/board-tables.ts';
import { defineContinuityTables } from './tables/continuity-tables.ts';
import { definePeopleTables } from './tables/people-tables.ts';
import { defineSessionTables } from './tables/session-tables.ts';

export function defineSchema(kit: Kit) {
  const people = definePeopleTables(kit);
  const sessions = defineSessionTables(kit, people);
  const boards = defineBoardTables(kit, people, sessions);
  const continuity = defineContinuityTables(kit, people, sessions);
  return { ...people, ...sessions, ...boards, ...continuity };
}

export type Tables = ReturnType<typeof defineSchema>;
