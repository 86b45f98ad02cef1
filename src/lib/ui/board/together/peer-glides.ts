import type { BoardModel, PeerMotion } from '#lib/client/board/board-model.ts';
import { Glide } from '#lib/client/board/glide.ts';
import type { Point } from '#lib/domain/board/card.ts';

/**
 * The others' pointers, and the items that they drag, made to flow between the places that arrive. Each frame moves
 * elements of the page and wakes nothing else; while nothing moves no frame is asked for.
 */
export class PeerGlides {
  readonly #board: Pick<BoardModel, 'item' | 'watch'>;
  readonly #elementOf: (id: string) => HTMLElement | null;
  readonly #pointers = new Map<number, Glide>();
  readonly #signs = new Map<number, HTMLElement>();
  readonly #items = new Map<string, Glide>();
  /** Items that have been let go of and are still on their way. */
  readonly #landing = new Set<string>();
  readonly #stop: () => void;
  #frame: number | null = null;

  constructor(board: Pick<BoardModel, 'item' | 'watch'>, elementOf: (id: string) => HTMLElement | null) {
    this.#board = board;
    this.#elementOf = elementOf;
    this.#stop = board.watch((motion) => this.#hear(motion));
  }

  /** Moves this element with the pointer of a page. Returns what ends it. */
  carry(client: number, sign: HTMLElement): () => void {
    this.#signs.set(client, sign);
    this.#wake();
    return () => this.#signs.delete(client);
  }

  destroy(): void {
    this.#stop();
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    for (const id of this.#items.keys()) this.#elementOf(id)?.style.removeProperty('translate');
  }

  #hear({ pointers, drags }: PeerMotion): void {
    const now = performance.now();
    for (const client of [...this.#pointers.keys()]) if (!pointers.has(client)) this.#pointers.delete(client);
    for (const [client, at] of pointers) follow(this.#pointers, client, at, now);
    for (const [id, at] of Object.entries(drags)) {
      if (!this.#items.has(id)) this.#items.set(id, new Glide(this.#board.item(id)?.at ?? at, now));
      follow(this.#items, id, at, now);
      this.#landing.delete(id);
    }
    for (const [id, glide] of this.#items) {
      if (drags[id] !== undefined) continue;
      // The place of the drop is written, and was perhaps never told as one on the way.
      glide.add(this.#board.item(id)?.at ?? glide.end, now);
      this.#landing.add(id);
    }
    this.#wake();
  }

  #wake(): void {
    this.#frame ??= requestAnimationFrame(this.#draw);
  }

  readonly #draw = (): void => {
    this.#frame = null;
    const now = performance.now();
    let isMoving = false;
    for (const [client, glide] of this.#pointers) {
      const { x, y } = glide.at(now);
      const sign = this.#signs.get(client);
      if (sign !== undefined) sign.style.transform = `translate(${String(x)}px, ${String(y)}px)`;
      isMoving ||= !glide.rests(now);
    }
    for (const [id, glide] of this.#items) {
      const element = this.#elementOf(id);
      const rests = glide.rests(now);
      const [here, set] = [glide.at(now), glide.end];
      // The canvas has put the item where the last word says; until the glide is there, it is held back by this much.
      if (rests) element?.style.removeProperty('translate');
      else if (element !== null) element.style.translate = `${String(here.x - set.x)}px ${String(here.y - set.y)}px`;
      if (rests && this.#landing.delete(id)) this.#items.delete(id);
      isMoving ||= !rests;
    }
    if (isMoving) this.#wake();
  };
}

function follow<Key>(glides: Map<Key, Glide>, key: Key, at: Point, now: number): void {
  const glide = glides.get(key);
  if (glide === undefined) glides.set(key, new Glide(at, now));
  else glide.add(at, now);
}
