import { eq, sql } from 'drizzle-orm';
import type { Db, Engine } from './engine.ts';

/**
 * Holds the room's row until the transaction ends, so that decisions that count what a room holds (seats, numbers,
 * the live session) are taken one after the other. Writing a name over itself is the lock both dialects know.
 * False when there is no such room.
 */
export async function lockRoom(tx: Db, { rooms }: Engine['tables'], room: string): Promise<boolean> {
  const locked = await tx
    .update(rooms)
    .set({ name: sql`${rooms.name}` })
    .where(eq(rooms.id, room))
    .returning({ id: rooms.id });
  return locked.length > 0;
}
