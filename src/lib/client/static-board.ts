import type { Board, Card, Frame, Link } from '#lib/domain/card.ts';
import type { ImagesModel } from './images-model.ts';
import type { BoardModel, CardEditor } from './board-model.ts';

/** A board to read: plain data behind the same face as a live one. Works on the server too. */
export class StaticBoard implements BoardModel {
  readonly readOnly = true;
  readonly tooNew = false;
  readonly ready = true;
  readonly cards: readonly Card[];
  readonly links: readonly Link[];
  readonly frames: readonly Frame[];
  readonly images: ImagesModel;
  readonly pointers = [];
  readonly drags = {};
  readonly companions = [];
  readonly round = null;
  readonly canUndo = false;
  readonly canRedo = false;
  readonly #byId: ReadonlyMap<string, Card>;

  constructor(board: Board) {
    this.cards = board.cards;
    this.links = board.links;
    this.frames = board.frames;
    this.images = {
      all: board.images,
      add: () => null,
      change: () => undefined,
      remove: () => undefined,
    };
    this.#byId = new Map(board.cards.map((card) => [card.id, card]));
  }

  card(id: string): Card | null {
    return this.#byId.get(id) ?? null;
  }

  /** Nothing ever happens on it. */
  follow(): () => void {
    return () => undefined;
  }

  watch(): () => void {
    return () => undefined;
  }

  marks(): [] {
    return [];
  }

  add(): null {
    return null;
  }

  gone(): null {
    return null;
  }

  removedBy(): null {
    return null;
  }

  addFrame(): null {
    return null;
  }

  duplicate(): [] {
    return [];
  }

  insert(): [] {
    return [];
  }

  edit(): Promise<CardEditor | null> {
    return Promise.resolve(null);
  }

  setPlace(): void {}
  measureWith(): void {}
  change(): void {}
  changeAll(): void {}
  convert(): void {}
  move(): void {}
  restack(): void {}
  react(): void {}
  remove(): void {}
  putBack(): void {}
  link(): void {}
  labelLink(): void {}
  unlink(): void {}
  changeFrame(): void {}
  removeFrames(): void {}
  startRound(): void {}
  finishDots(): void {}
  dropRound(): void {}
  showDots(): void {}
  undo(): void {}
  redo(): void {}
  say(): void {}
}
