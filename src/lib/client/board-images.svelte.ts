import { nanoid } from 'nanoid';
import type * as Y from 'yjs';
import { boardMaps, readImages, type ImagePatch } from '#lib/crdt/board-doc.ts';
import type { BoardImage } from '#lib/domain/image.ts';
import type { BoardWriter } from './board-writer.ts';
import type { ImagesModel, NewImage } from './images-model.ts';

interface Parts {
  doc: Y.Doc;
  me: string;
  write: BoardWriter;
  writable: () => boolean;
}

/** The pictures of a live document. */
export class LiveImages implements ImagesModel {
  readonly #parts: Parts;
  #all = $state.raw<readonly BoardImage[]>([]);

  constructor(parts: Parts) {
    this.#parts = parts;
    boardMaps(parts.doc).images.observeDeep(this.#read);
    this.#read();
  }

  get all(): readonly BoardImage[] {
    return this.#all;
  }

  add(image: NewImage): string | null {
    const { me, write, writable } = this.#parts;
    if (!writable()) return null;
    const id = nanoid();
    write.addImage({ ...image, id, alt: '', author: me, createdAt: Date.now() });
    return id;
  }

  change(id: string, change: ImagePatch): void {
    if (this.#parts.writable()) this.#parts.write.changeImage(id, change);
  }

  remove(ids: readonly string[]): void {
    if (this.#parts.writable()) this.#parts.write.removeImages(ids);
  }

  destroy(): void {
    boardMaps(this.#parts.doc).images.unobserveDeep(this.#read);
  }

  readonly #read = (): void => {
    this.#all = readImages(boardMaps(this.#parts.doc).images);
  };
}
