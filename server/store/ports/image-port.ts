/** Pictures on boards. */
import type { ImageType } from '#lib/domain/board/image.ts';

/** A picture that the people of a room put on a board. */
export interface ImageRow {
  id: string;
  room: string;
  /** Null when that user is gone. */
  addedBy: string | null;
  addedAt: number;
  type: ImageType;
  bytes: Uint8Array;
}

export interface ImageStore {
  /** False when the room's pictures would be more than `quota` bytes in all: nothing was stored. */
  insert(row: ImageRow, quota: number): Promise<boolean>;
  /** Null for a picture of another room. */
  find(room: string, id: string): Promise<ImageRow | null>;
}
