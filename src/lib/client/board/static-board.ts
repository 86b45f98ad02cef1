import { cardItem, frameItem, imageItem, strokeItem, type BoardItem } from '#lib/domain/board/board-item.ts';
import type { Board, Card, Frame, Link } from '#lib/domain/board/card.ts';
import type { BoardImage } from '#lib/domain/board/image.ts';
import type { BoardModel, CardEditor } from './board-model.ts';
import type { InkModel } from './ink-model.ts';

/** A board to read: plain data behind the same face as a live one. Works on the server too. */
export class StaticBoard implements BoardModel {
  readonly readOnly = true;
  readonly tooNew = false;
  readonly ready = true;
  readonly cards: readonly Card[];
  readonly links: readonly Link[];
  readonly frames: readonly Frame[];
  readonly images: readonly BoardImage[];
  readonly ink: InkModel;
  readonly pointers = [];
  readonly drags = {};
  readonly erasing = new Set<string>();
  readonly companions = [];
  readonly round = null;
  readonly canUndo = false;
  readonly canRedo = false;
  readonly #byId: ReadonlyMap<string, Card>;
  readonly #items: ReadonlyMap<string, BoardItem>;

  constructor(board: Board) {
    this.cards = board.cards;
    this.links = board.links;
    this.frames = board.frames;
    this.images = board.images;
    this.ink = {
      all: board.ink,
      stroke: (id) => board.ink.find((stroke) => stroke.id === id) ?? null,
      add: () => false,
      change: () => undefined,
      remove: () => undefined,
      follow: () => () => undefined,
    };
    this.#byId = new Map(board.cards.map((card) => [card.id, card]));
    const frames = board.frames.filter(({ step }) => step === null);
    const ground = [...board.ink.map(strokeItem), ...frames.map(frameItem)];
    const pile = [...board.images.map(imageItem), ...board.cards.map(cardItem)];
    this.#items = new Map([...ground, ...pile].map((item) => [item.id, item]));
  }

  card(id: string): Card | null {
    return this.#byId.get(id) ?? null;
  }

  item(id: string): BoardItem | null {
    return this.#items.get(id) ?? null;
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

  addImage(): null {
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
  changeItems(): void {}
  recolour(): void {}
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
  makeRoom(): void {}
  changeImage(): void {}
  startRound(): void {}
  finishDots(): void {}
  dropRound(): void {}
  showDots(): void {}
  undo(): void {}
  redo(): void {}
  say(): void {}
}
