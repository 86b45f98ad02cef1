/** What each connection tells the others while it happens: never stored. The server stamps `user` itself. */
import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { personSchema } from '../domain/person.ts';

const place = z.object({ x: z.number(), y: z.number() });

/** What a client may say of itself. Unknown keys (an editor's cursor) pass through untouched. */
export const awarenessStateSchema = z.looseObject({
  /** Pointer on the board, in board units; null when it is elsewhere. */
  pointer: place.nullish(),
  /** Selected cards. */
  selection: z.array(idSchema).max(200).optional(),
  /** The card whose text has the caret. */
  writing: idSchema.nullish(),
  /** Cards being dragged, with where they are now; written to the document on drop. */
  dragging: z.record(idSchema, place).optional(),
  /** Cards deleted last, so that whoever is at one of them learns by whom: the document does not tell. */
  removed: z.array(idSchema).max(200).optional(),
});
export type AwarenessState = z.infer<typeof awarenessStateSchema>;

/** As others receive it: with the person, whom the server vouches for. */
export const stampedAwarenessSchema = awarenessStateSchema.extend({ user: personSchema });
export type StampedAwareness = z.infer<typeof stampedAwarenessSchema>;
