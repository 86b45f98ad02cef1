import type { Point } from '#lib/domain/board/card.ts';
import { findCards } from '#lib/ui/board/find/find-cards.ts';
import { readPreference, writePreference } from '#lib/ui/board/board-preference.ts';
import type { BoardStage } from '#lib/ui/board/board-stage.svelte.ts';

/** What dragging does: move the canvas, select cards, draw, or erase what was drawn. */
export type CanvasTool = 'hand' | 'select' | 'pen' | 'eraser';

/** How one person works on the canvas right now. Nothing of it is shared; what is a habit stays on this device. */
export class CanvasMode {
  readonly #found: readonly string[];
  readonly #foundSet: ReadonlySet<string>;
  tool = $state<CanvasTool>('hand');
  /** The canvas is one picture, which is moved and not painted again. */
  #afloat = $state(false);
  /** The zoom at which that picture was painted. */
  #paintedAt = 1;
  /** A link on which one writes. */
  labelling = $state<string | null>(null);
  /** A picture that one describes. */
  describing = $state<string | null>(null);
  /** A frame whose title is open. */
  naming = $state<string | null>(null);
  /** The bar for finding was asked for and is not there yet: what is typed is meant for it. */
  awaitsFinding = false;
  /** How near the canvas is: for what keeps its size on screen. */
  zoom = $state(1);
  /** The canvas moves: whatever passes under a pointer is not pointed at. */
  moves = $state(false);
  /** So many times pictures are on their way to the room. */
  addingImages = $state(0);
  /** Selects the drawings between two corners; null where there are none yet. */
  boxInk: ((from: Point, to: Point) => void) | null = null;
  /** A box over the board has just been let go of: the click that comes of it is none. */
  boxed = false;
  /** What is looked for; null while nothing is. */
  #query = $state<string | null>(null);
  #current = $state(0);
  #miniMap = $state(readPreference('mini-map', true));
  #stays = $state(readPreference('stay', false));

  constructor(stage: BoardStage) {
    this.#found = $derived(this.#query === null ? [] : findCards(stage.board.cards, this.#query));
    this.#foundSet = $derived(new Set(this.#found));
  }

  get query(): string | null {
    return this.#query;
  }

  get afloat(): boolean {
    return this.#afloat;
  }

  /** From so far away no word can be read: bars stand for them, and what is small on a card is of no use. */
  get afar(): boolean {
    return this.zoom < 0.25;
  }

  /** The canvas begins to move, at this zoom. */
  setAfloat(zoom: number): void {
    this.moves = true;
    if (this.#afloat) return;
    this.#paintedAt = zoom;
    this.#afloat = true;
  }

  /** It comes nearer or goes further, and not only aside: a picture of every size that it passes would be too many. */
  get zooms(): boolean {
    return this.#afloat && this.zoom !== this.#paintedAt;
  }

  /** It has come to rest: after zooming it is painted again, as a picture of another size would be blurred. */
  comeToRest(zoom: number): void {
    this.moves = false;
    if (zoom !== this.#paintedAt) this.#afloat = false;
  }

  /** Cards that contain the query, in reading order. */
  get found(): readonly string[] {
    return this.#found;
  }

  get foundSet(): ReadonlySet<string> {
    return this.#foundSet;
  }

  /** The place of the match that one is at, from 0. */
  get place(): number {
    return Math.min(this.#current, Math.max(0, this.#found.length - 1));
  }

  /** The match that one is at. */
  get current(): string | null {
    return this.#found[this.place] ?? null;
  }

  find(query: string | null): void {
    this.#query = query;
    if (query === null) this.awaitsFinding = false;
    this.#current = 0;
  }

  /** Goes to the next match, or the one before; round at the ends. */
  goOn(by: 1 | -1): void {
    const { length } = this.#found;
    if (length > 0) this.#current = (this.place + by + length) % length;
  }

  get miniMap(): boolean {
    return this.#miniMap;
  }

  set miniMap(shown: boolean) {
    this.#miniMap = shown;
    writePreference('mini-map', shown);
  }

  /** The canvas stays where it is when the session moves on. */
  get stays(): boolean {
    return this.#stays;
  }

  set stays(stays: boolean) {
    this.#stays = stays;
    writePreference('stay', stays);
  }
}
