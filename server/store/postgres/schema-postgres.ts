import { postgresKit } from '../columns.ts';
import { defineSchema } from '../schema.ts';

export const tables = defineSchema(postgresKit);
/** One by one for drizzle-kit, which reads a module's exports. */
export const { users, signIns, rooms, members, invites, sessions, participants } = tables;
export const {
  flows,
  flowEvents,
  boardUpdates,
  boardListing,
  boardCheckpoints,
  actions,
  formats,
  peerWords,
  reflections,
  favouritePrompts,
  nextDates,
  signatures,
  images,
} = tables;
export const { boardPlaces, boardCovered, boardOutcomes, boardSegments, boardStates, boardQuarantine } = tables;
