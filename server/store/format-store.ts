import { and, asc, count, eq, getTableColumns } from 'drizzle-orm';
import type { Engine } from './engine.ts';
import type { FormatStore } from './ports/format-port.ts';
import { lockRoom } from './room-lock.ts';

export function createFormatStore({ tables, read, write }: Engine): FormatStore {
  const { formats, users } = tables;

  const named = () =>
    read
      .select({ ...getTableColumns(formats), updatedByName: users.name })
      .from(formats)
      .leftJoin(users, eq(users.id, formats.updatedBy));

  const still = (room: string, id: string, version: number) =>
    and(eq(formats.id, id), eq(formats.room, room), eq(formats.version, version));

  return {
    insert: (row, most) =>
      write(async (tx) => {
        await lockRoom(tx, tables, row.room);
        const [there] = await tx.select({ formats: count() }).from(formats).where(eq(formats.room, row.room));
        if ((there?.formats ?? 0) >= most) return false;
        await tx.insert(formats).values(row);
        return true;
      }),
    async find(room, id) {
      const [row] = await named().where(and(eq(formats.id, id), eq(formats.room, room)));
      return row ?? null;
    },
    async listForRoom(room) {
      return await named().where(eq(formats.room, room)).orderBy(asc(formats.createdAt), asc(formats.id));
    },
    update: (room, id, version, change) =>
      write(async (tx) => {
        const changed = await tx
          .update(formats)
          .set({ ...change, version: version + 1 })
          .where(still(room, id, version))
          .returning({ id: formats.id });
        return changed.length > 0;
      }),
    remove: (room, id, version) =>
      write(async (tx) => {
        const removed = await tx
          .delete(formats)
          .where(still(room, id, version))
          .returning({ id: formats.id });
        return removed.length > 0;
      }),
  };
}
