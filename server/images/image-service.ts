/** Pictures that the people of a room put on its boards. Rights are checked here; see `server/services.ts`. */
import { ExpectedError } from '#lib/domain/errors.ts';
import { imageLimit } from '#lib/domain/board/image.ts';
import { mayInRoom, mayInSession } from '#lib/domain/permissions.ts';
import { nanoid } from 'nanoid';
import { createRateLimit, type Limit } from '../auth/rate-limit.ts';
import type { Clock } from '../clock.ts';
import type { CurrentUser, ImageService } from '../services.ts';
import type { Store } from '../store/ports/store.ts';
import { cleanImage } from './clean-image.ts';

/** Bytes of all pictures of a room. */
const roomQuota = 100 * 1024 * 1024;
/** For each user: somebody who drops a whole folder is asked to wait. */
const uploads: Limit = { tries: 30, seconds: 300 };

export interface ImageServiceDependencies {
  store: Pick<Store, 'rooms' | 'sessions' | 'images'>;
  clock: Clock;
  quota?: number;
  limit?: Limit;
}

export function createImageService({
  store,
  clock,
  quota = roomQuota,
  limit = uploads,
}: ImageServiceDependencies): ImageService {
  const tries = createRateLimit(limit);

  /** Whether somebody may read a board of the room that a picture from this instant can stand on. */
  async function readsBoardWith(user: CurrentUser, room: string, addedAt: number): Promise<boolean> {
    for (const { id, endedAt } of await store.sessions.listForRoom(room)) {
      // Nothing is put on a board after its session has ended.
      if (endedAt !== null && endedAt < addedAt) continue;
      const access = await store.sessions.access(user.id, id);
      if (access !== null && mayInSession(access.role, 'board:read', access.session.status)) return true;
    }
    return false;
  }

  return {
    async add(user, room, sent) {
      const member = await store.rooms.member(room, user.id);
      if (member === null) throw new ExpectedError('not-found');
      if (!mayInRoom(member.role, 'image:add')) throw new ExpectedError('not-allowed');
      await tries.take(user.id);
      if (sent.length > imageLimit) throw new ExpectedError('image-large');
      const image = cleanImage(sent);
      if (image === null) throw new ExpectedError('image-invalid');
      const id = nanoid();
      const kept = await store.images.insert({ id, room, addedBy: user.id, addedAt: clock(), ...image }, quota);
      if (!kept) throw new ExpectedError('images-full');
      return { id };
    },

    async read(user, room, image) {
      const member = await store.rooms.member(room, user.id);
      const row = member === null ? null : await store.images.find(room, image);
      if (member === null || row === null) throw new ExpectedError('not-found');
      const maySee = mayInRoom(member.role, 'image:read') || (await readsBoardWith(user, room, row.addedAt));
      if (!maySee) throw new ExpectedError('not-found');
      return { type: row.type, bytes: row.bytes };
    },
  };
}
