import type { BoardModel } from '#lib/client/board/board-model.ts';
import { readLine } from '#lib/domain/board/stroke-line.ts';
import type { Drawing } from '#lib/protocol/awareness.ts';
import { pathOf } from './stroke-path.ts';

/** A stroke that is done is left on screen for so long at most, until it comes as one that is written. */
const graceMs = 1_500;

interface Grown {
  drawing: Drawing;
  path: SVGPathElement;
  /** Takes it away when it is never written. */
  timer: ReturnType<typeof setTimeout> | null;
}

/** The strokes that grow under the others' hands. They are painted as they arrive, and wake nothing else. */
export class PeerInk {
  readonly #board: Pick<BoardModel, 'watch' | 'ink'>;
  readonly #layer: SVGElement;
  /** By the id of the stroke. */
  readonly #grown = new Map<string, Grown>();
  readonly #written = new Set<string>();
  readonly #stop: () => void;

  constructor(board: Pick<BoardModel, 'watch' | 'ink'>, layer: SVGElement) {
    this.#board = board;
    this.#layer = layer;
    this.#stop = board.watch(({ drawings }) => this.#hear([...drawings.values()]));
  }

  /** What has been written is drawn with the board's own strokes from now on. To be called when these change. */
  settle(): void {
    if (this.#grown.size === 0) return;
    for (const { id } of this.#board.ink.all) {
      if (!this.#grown.has(id)) continue;
      this.#written.add(id);
      this.#drop(id);
    }
  }

  destroy(): void {
    this.#stop();
    for (const id of [...this.#grown.keys()]) this.#drop(id);
  }

  #hear(drawings: readonly Drawing[]): void {
    const growing = new Set(drawings.map(({ id }) => id));
    for (const id of this.#written) if (!growing.has(id)) this.#written.delete(id);
    for (const drawing of drawings) if (!this.#written.has(drawing.id)) this.#paint(drawing);
    for (const [id, grown] of this.#grown) {
      if (!growing.has(id)) grown.timer ??= setTimeout(() => this.#drop(id), graceMs);
    }
  }

  #paint(drawing: Drawing): void {
    const known = this.#grown.get(drawing.id);
    if (known?.drawing.line === drawing.line) return;
    const points = readLine(drawing.line);
    if (points === null) return;
    const path = known?.path ?? document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', pathOf(points, drawing.width));
    path.setAttribute('transform', `translate(${String(drawing.at.x)} ${String(drawing.at.y)})`);
    path.style.fill = `var(--${drawing.colour})`;
    if (known === undefined) this.#layer.append(path);
    if (known?.timer != null) clearTimeout(known.timer);
    this.#grown.set(drawing.id, { drawing, path, timer: null });
  }

  #drop(id: string): void {
    const grown = this.#grown.get(id);
    if (grown?.timer != null) clearTimeout(grown.timer);
    grown?.path.remove();
    this.#grown.delete(id);
  }
}
