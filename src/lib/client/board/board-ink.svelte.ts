import type * as Y from 'yjs';
import { boardMaps, inOrder, readStroke } from '#lib/crdt/board-doc.ts';
import { strokesMost, type Stroke, type StrokeLook } from '#lib/domain/board/stroke.ts';
import { changedCards } from './board-changes.ts';
import type { BoardWriter } from './board-writer.ts';
import type { InkModel, NewStroke } from './ink-model.ts';

interface Parts {
  doc: Y.Doc;
  me: string;
  write: BoardWriter;
  writable: () => boolean;
}

/** The drawings of a live document: after a change only the strokes that it touched are read again. */
export class LiveInk implements InkModel {
  readonly #parts: Parts;
  readonly #byId = new Map<string, Stroke>();
  readonly #followers = new Set<(drawn: readonly Stroke[]) => void>();
  #all = $state.raw<readonly Stroke[]>([]);

  constructor(parts: Parts) {
    this.#parts = parts;
    const { ink } = boardMaps(parts.doc);
    ink.observeDeep(this.#read);
    for (const id of ink.keys()) this.#take(id);
    this.#all = inOrder(this.#byId.values());
  }

  get all(): readonly Stroke[] {
    return this.#all;
  }

  add(stroke: NewStroke): boolean {
    const { me, write, writable } = this.#parts;
    if (!writable() || this.#byId.size >= strokesMost) return false;
    write.addStroke({ ...stroke, author: me, createdAt: Date.now(), locked: false, group: null });
    return true;
  }

  stroke(id: string): Stroke | null {
    // Whoever reads one is woken with all of them.
    return this.#all.length === 0 ? null : (this.#byId.get(id) ?? null);
  }

  change(ids: readonly string[], look: Partial<StrokeLook>): void {
    if (this.#parts.writable() && ids.length > 0) this.#parts.write.changeStrokes(ids, look);
  }

  remove(ids: readonly string[]): void {
    const free = ids.filter((id) => this.stroke(id)?.locked !== true);
    if (this.#parts.writable() && free.length > 0) this.#parts.write.remove(free);
  }

  follow(listener: (drawn: readonly Stroke[]) => void): () => void {
    this.#followers.add(listener);
    return () => this.#followers.delete(listener);
  }

  destroy(): void {
    boardMaps(this.#parts.doc).ink.unobserveDeep(this.#read);
  }

  readonly #read = (events: Y.YEvent<Y.AbstractType<unknown>>[], { local }: Y.Transaction): void => {
    const drawn: Stroke[] = [];
    for (const id of changedCards(events).changed) {
      const isNew = !this.#byId.has(id);
      const stroke = this.#take(id);
      if (isNew && !local && stroke !== null) drawn.push(stroke);
    }
    this.#all = inOrder(this.#byId.values());
    if (drawn.length > 0) for (const follower of this.#followers) follower(drawn);
  };

  #take(id: string): Stroke | null {
    const stroke = readStroke(boardMaps(this.#parts.doc).ink.get(id), id);
    if (stroke === null) this.#byId.delete(id);
    else this.#byId.set(id, stroke);
    return stroke;
  }
}
