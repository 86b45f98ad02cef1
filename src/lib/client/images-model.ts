import type { ImagePatch } from '#lib/crdt/board-doc.ts';
import type { BoardImage } from '#lib/domain/image.ts';

export type NewImage = Pick<BoardImage, 'file' | 'at' | 'size'>;

/** The pictures of a board, and what one does with them: commands as in `BoardModel`, each one step of undo. */
export interface ImagesModel {
  /** The oldest first. */
  readonly all: readonly BoardImage[];
  /** Puts a file that the server keeps on the board. Null when the board cannot be written on. */
  add(image: NewImage): string | null;
  change(id: string, change: ImagePatch): void;
  remove(ids: readonly string[]): void;
}
