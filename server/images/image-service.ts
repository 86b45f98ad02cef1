/** Pictures that the people of a room put on its boards. Rights are checked here; see `server/services.ts`. */
import { ExpectedError } from '#lib/domain/errors.ts';
import { imageLimit } from '#lib/domain/image.ts';
import { mayInRoom, type RoomRight } from '#lib/domain/permissions.ts';
import { nanoid } from 'nanoid';
import { createRateLimit, type Limit } from '../auth/rate-limit.ts';
import type { Clock } from '../clock.ts';
import type { CurrentUser, ImageService } from '../services.ts';
import type { Store } from '../store/ports.ts';
import { cleanImage } from './clean-image.ts';

/** Bytes of all pictures of a room. */
const roomQuota = 100 * 1024 * 1024;
/** For each user: somebody who drops a whole folder is asked to wait. */
const uploads: Limit = { tries: 30, seconds: 300 };

export interface ImageServiceDependencies {
  store: Pick<Store, 'rooms' | 'images'>;
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

  async function requireRight(user: CurrentUser, room: string, right: RoomRight): Promise<void> {
    const member = await store.rooms.member(room, user.id);
    if (member === null) throw new ExpectedError('not-found');
    if (!mayInRoom(member.role, right)) throw new ExpectedError('not-allowed');
  }

  return {
    async add(user, room, sent) {
      await requireRight(user, room, 'image:add');
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
      await requireRight(user, room, 'room:read');
      const row = await store.images.find(room, image);
      if (row === null) throw new ExpectedError('not-found');
      return { type: row.type, bytes: row.bytes };
    },
  };
}
