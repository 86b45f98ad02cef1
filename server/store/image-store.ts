import { and, eq, sum } from 'drizzle-orm';
import type { Engine } from './engine.ts';
import type { ImageStore } from './ports/image-port.ts';
import { lockRoom } from './room-lock.ts';

export function createImageStore({ tables, read, write }: Engine): ImageStore {
  const { images } = tables;
  return {
    insert: (row, quota) =>
      write(async (tx) => {
        await lockRoom(tx, tables, row.room);
        const [there] = await tx
          .select({ bytes: sum(images.size) })
          .from(images)
          .where(eq(images.room, row.room));
        if (Number(there?.bytes ?? 0) + row.bytes.length > quota) return false;
        await tx.insert(images).values({ ...row, size: row.bytes.length });
        return true;
      }),
    async find(room, id) {
      const [row] = await read
        .select()
        .from(images)
        .where(and(eq(images.id, id), eq(images.room, room)));
      if (row === undefined) return null;
      const { size: _size, ...image } = row;
      return image;
    },
  };
}
