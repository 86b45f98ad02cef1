import { nanoid } from 'nanoid';
import type * as Y from 'yjs';
import {
  addCard,
  addFrame,
  addImage,
  addLink,
  addStroke,
  changeCard,
  changeFrame,
  changeImage,
  changeItem,
  changeStroke,
  dropRound,
  finishDots,
  growZone,
  insertPiece,
  labelLink,
  migrateBoard,
  moveItems,
  removeItems,
  removeLinks,
  setDots,
  setReaction,
  startRound,
  type BoardPiece,
  type CardPatch,
  type FramePatch,
  type ImagePatch,
  type PieceFrame,
} from '#lib/crdt/board-doc.ts';
import type { DotRound, NewRound } from '#lib/domain/board/dot-round.ts';
import type { BoardItem, ItemChange } from '#lib/domain/board/board-item.ts';
import { orderReach, type Card, type CardColour, type CardKind, type Point } from '#lib/domain/board/card.ts';
import type { BoardImage } from '#lib/domain/board/image.ts';
import type { Stroke, StrokeLook } from '#lib/domain/board/stroke.ts';
import type { CardChange } from './board-model.ts';
import type { ZoneRoom } from './new-card-place.ts';

/** What commands ask of the board that they are for. */
interface WrittenBoard {
  readonly cards: readonly Card[];
  readonly images: readonly BoardImage[];
  card(id: string): Card | null;
  item(id: string): BoardItem | null;
}

/** Writes a person's commands into a board's document: each is one transaction, and one step of undo. */
export class BoardWriter {
  readonly #doc: Y.Doc;
  readonly #me: string;
  readonly #own: unknown;
  readonly #undo: Y.UndoManager;
  readonly #board: WrittenBoard;

  /** `own` is the origin of this person's commands, the one that `undo` goes by. */
  constructor(options: { doc: Y.Doc; me: string; own: unknown; undo: Y.UndoManager; board: WrittenBoard }) {
    this.#doc = options.doc;
    this.#me = options.me;
    this.#own = options.own;
    this.#undo = options.undo;
    this.#board = options.board;
  }

  /** Adds a card; a zone that has no room for it grows first (`zone` is to reach down to `bottom`). */
  add(card: Card, room: ZoneRoom | null = null): void {
    if (room !== null) this.makeRoom(room);
    this.#step(() => addCard(this.#doc, card, this.#own));
  }

  /** A zone comes to reach down to `bottom`. */
  makeRoom({ zone, bottom }: ZoneRoom): void {
    // No part of a step: should that be undone, what others have put into the room meanwhile lies where it should.
    growZone(this.#doc, zone, bottom);
  }

  change(ids: readonly string[], change: CardChange): void {
    this.#patch(ids, () => change);
  }

  recolour(ids: readonly string[], colour: CardColour): void {
    this.#step(() => {
      for (const id of ids) {
        const item = this.#board.item(id);
        if (item?.type === 'card') changeCard(this.#doc, id, { colour }, this.#own);
        if (item?.type !== 'stroke' || item.locked) continue;
        // What has no kind is drawn in the colour of writing.
        changeStroke(this.#doc, id, { colour: colour === 'kind' ? 'ink' : colour }, this.#own);
      }
    });
  }

  changeItems(ids: readonly string[], change: ItemChange): void {
    this.#step(() => {
      for (const id of ids) changeItem(this.#doc, id, change, this.#own);
    });
  }

  convert(id: string, kind: CardKind): void {
    const card = this.#board.card(id);
    if (card === null || card.locked || card.kind === kind) return;
    // A promise that nobody owns would come back to nobody.
    const owner = kind === 'action' ? (card.owner ?? card.author ?? this.#me) : card.owner;
    this.#patch([id], () => ({ kind, owner }));
  }

  move(places: Readonly<Record<string, Point>>): void {
    const free = Object.fromEntries(Object.entries(places).filter(([id]) => this.#board.item(id)?.locked !== true));
    this.#step(() => moveItems(this.#doc, free, this.#own));
  }

  restack(ids: readonly string[], to: 'front' | 'back'): void {
    const wanted = new Set(ids);
    // Pictures under cards, the oldest first; sorting keeps that among equals: as they lie on screen.
    const pile = [...this.#board.images, ...this.#board.cards];
    const others = pile.filter(({ id }) => !wanted.has(id)).map(({ order }) => order);
    const chosen = pile.filter(({ id }) => wanted.has(id)).sort((a, b) => a.order - b.order);
    const edge = to === 'front' ? Math.max(0, ...others) + 1 : Math.min(0, ...others) - chosen.length;
    this.#step(() => {
      for (const [index, { id }] of chosen.entries()) {
        changeItem(this.#doc, id, { order: clampOrder(edge + index) }, this.#own);
      }
    });
  }

  react(id: string, emoji: string): void {
    const mine = this.#board.card(id)?.reactions.some((one) => one.user === this.#me && one.emoji === emoji);
    this.#step(() => setReaction(this.#doc, id, { user: this.#me, emoji, on: mine !== true }, this.#own));
  }

  /** Begins a round of dots; it is no step of undo, like all about a round but the dots themselves. */
  startRound({ dots, cards, people }: NewRound): void {
    startRound(this.#doc, { id: nanoid(), by: this.#me, dots, cards, people });
  }

  finishDots(round: string): void {
    finishDots(this.#doc, round, this.#me);
  }

  dropRound(round: string): void {
    dropRound(this.#doc, round);
  }

  showDots({ cards }: DotRound, dots: Readonly<Record<string, number>>): void {
    this.#step(() => setDots(this.#doc, { cards, user: this.#me, dots }, this.#own));
  }

  remove(ids: readonly string[]): void {
    this.#step(() => removeItems(this.#doc, ids, this.#own));
  }

  addStroke(stroke: Stroke): void {
    this.#step(() => addStroke(this.#doc, stroke, this.#own));
  }

  changeStrokes(ids: readonly string[], look: Partial<StrokeLook>): void {
    const free = ids.filter((id) => this.#board.item(id)?.locked !== true);
    this.#step(() => {
      for (const id of free) changeStroke(this.#doc, id, look, this.#own);
    });
  }

  insert(piece: BoardPiece): string[] {
    let ids: string[] = [];
    this.#step(() => {
      ids = insertPiece(this.#doc, piece, { author: this.#me, now: Date.now(), newId: () => nanoid() }, this.#own);
    });
    return ids;
  }

  link(from: string, to: string): void {
    this.#step(() => addLink(this.#doc, { id: nanoid(), from, to, label: '' }, this.#own));
  }

  labelLink(id: string, label: string): void {
    this.#step(() => labelLink(this.#doc, id, label, this.#own));
  }

  unlink(ids: readonly string[]): void {
    this.#step(() => removeLinks(this.#doc, ids, this.#own));
  }

  addFrame({ title, at, size }: PieceFrame): string {
    const id = nanoid();
    this.#step(() =>
      addFrame(this.#doc, { id, title, at, size, step: null, turn: null, locked: false, group: null }, this.#own),
    );
    return id;
  }

  changeFrame(id: string, change: FramePatch): void {
    this.#step(() => changeFrame(this.#doc, id, change, this.#own));
  }

  addImage(image: BoardImage): void {
    this.#step(() => addImage(this.#doc, image, this.#own));
  }

  changeImage(id: string, change: ImagePatch): void {
    this.#step(() => changeImage(this.#doc, id, change, this.#own));
  }

  #patch(ids: readonly string[], patchOf: (id: string) => CardPatch): void {
    this.#step(() => {
      for (const id of ids) changeCard(this.#doc, id, patchOf(id), this.#own);
    });
  }

  /** One command is one step of undo, and reaches the others as one update. */
  #step(write: () => void): void {
    this.#undo.stopCapturing();
    migrateBoard(this.#doc);
    this.#doc.transact(write, this.#own);
    this.#undo.stopCapturing();
  }
}

const clampOrder = (order: number): number => Math.min(orderReach, Math.max(-orderReach, order));
