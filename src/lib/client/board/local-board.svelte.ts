import { nanoid } from 'nanoid';
import * as Y from 'yjs';
import { pieceOf, type BoardPiece, type FramePatch, type ImagePatch, type PieceFrame } from '#lib/crdt/board-doc.ts';
import { createBoardUndo } from '#lib/crdt/board-undo.ts';
import { strokeItem, type BoardItem, type ItemChange } from '#lib/domain/board/board-item.ts';
import {
  blankCard,
  type Card,
  type CardColour,
  type CardKind,
  type Frame,
  type Link,
  type Point,
  type Size,
} from '#lib/domain/board/card.ts';
import { isRevealed, type DotRound, type NewRound } from '#lib/domain/board/dot-round.ts';
import { withContent } from '#lib/domain/board/frame-content.ts';
import type { BoardImage } from '#lib/domain/board/image.ts';
import { BoardContents } from './board-contents.svelte.ts';
import { LiveInk } from './board-ink.svelte.ts';
import type { CardChange, CardTurn, NewCard, NewImage, OwnPresence, Place } from './board-model.ts';
import { BoardWriter } from './board-writer.ts';
import { NewCardPlace } from './new-card-place.ts';

/** A board's document with what one person reads in it and does to it: all that needs no connection. */
export abstract class LocalBoard {
  protected readonly doc = new Y.Doc();
  protected readonly undoSteps: Y.UndoManager;
  readonly ink: LiveInk;
  readonly #me: string;
  readonly #contents: BoardContents;
  readonly #place: NewCardPlace;
  readonly #write: BoardWriter;
  #canUndo = $state(false);
  #canRedo = $state(false);

  constructor(me: string) {
    this.#me = me;
    /** The origin of this person's own commands, for undo. */
    const own = { by: 'board' };
    this.undoSteps = createBoardUndo(this.doc, own);
    this.undoSteps.on('stack-item-added', this.#readUndo);
    this.undoSteps.on('stack-item-popped', this.#readUndo);
    this.undoSteps.on('stack-cleared', this.#readUndo);
    this.#contents = new BoardContents(this.doc);
    this.#place = new NewCardPlace(this.#contents);
    this.#write = new BoardWriter({ doc: this.doc, me, own, undo: this.undoSteps, board: this });
    this.ink = new LiveInk({ doc: this.doc, me, write: this.#write, writable: () => this.writable });
  }

  /** Whether commands do anything right now. */
  protected abstract get writable(): boolean;
  /** Tells the others something that is not stored. */
  abstract say(presence: OwnPresence): void;

  get tooNew(): boolean {
    return this.#contents.schemaAge === 'newer';
  }

  get cards(): readonly Card[] {
    return this.#contents.cards;
  }

  get links(): readonly Link[] {
    return this.#contents.links;
  }

  get frames(): readonly Frame[] {
    return this.#contents.frames;
  }

  get images(): readonly BoardImage[] {
    return this.#contents.images;
  }

  card(id: string): Card | null {
    return this.#contents.card(id);
  }

  item(id: string): BoardItem | null {
    const item = this.#contents.item(id);
    if (item !== null) return item;
    const stroke = this.ink.stroke(id);
    return stroke === null ? null : strokeItem(stroke);
  }

  follow(listener: (turns: readonly CardTurn[]) => void): () => void {
    return this.#contents.follow(listener);
  }

  get canUndo(): boolean {
    return this.#canUndo && this.writable;
  }

  get canRedo(): boolean {
    return this.#canRedo && this.writable;
  }

  setPlace(place: Place): void {
    this.#place.at = place;
  }

  measureWith(sizeOf: (id: string) => Size | null): void {
    this.#place.sizeOf = sizeOf;
  }

  add(card: NewCard): string | null {
    if (!this.writable) return null;
    const id = card.id ?? nanoid();
    if (card.id !== undefined && this.card(id) !== null) return id;
    const { kind, near = { x: 0, y: 0 } } = card;
    const { at, room, label } =
      card.at === undefined ? this.#place.free(kind, near, card.zone, card.spare) : this.#place.chosen(kind, card.at);
    this.#write.add(
      blankCard({
        id,
        kind,
        label: card.label ?? label,
        text: card.text ?? '',
        at,
        author: this.#me,
        createdAt: Date.now(),
        step: card.zone?.step ?? this.#place.at.step,
        scale: card.scale ?? null,
        // A promise that nobody owns would come back to nobody.
        owner: kind === 'action' ? (this.#place.at.owner ?? this.#me) : null,
      }),
      room,
    );
    return id;
  }

  change(id: string, change: CardChange): void {
    this.changeAll([id], change);
  }

  changeAll(ids: readonly string[], change: CardChange): void {
    if (this.writable) this.#write.change(ids, change);
  }

  changeItems(ids: readonly string[], change: ItemChange): void {
    if (this.writable) this.#write.changeItems(ids, change);
  }

  recolour(ids: readonly string[], colour: CardColour): void {
    if (this.writable) this.#write.recolour(ids, colour);
  }

  convert(id: string, kind: CardKind): void {
    if (this.writable) this.#write.convert(id, kind);
  }

  move(places: Record<string, Point>): void {
    if (this.writable) this.#write.move(places);
  }

  restack(ids: readonly string[], to: 'front' | 'back'): void {
    if (this.writable) this.#write.restack(ids, to);
  }

  react(id: string, emoji: string): void {
    if (this.writable) this.#write.react(id, emoji);
  }

  get round(): DotRound | null {
    return this.#contents.round;
  }

  startRound(round: NewRound): void {
    if (this.writable) this.#write.startRound(round);
  }

  finishDots(round: string): void {
    if (this.writable) this.#write.finishDots(round);
  }

  dropRound(round: string): void {
    if (this.writable) this.#write.dropRound(round);
  }

  showDots(round: DotRound, dots: Readonly<Record<string, number>>): void {
    if (this.writable && isRevealed(round)) this.#write.showDots(round, dots);
  }

  remove(ids: readonly string[]): void {
    if (!this.writable) return;
    const free = ids.filter((id) => this.item(id)?.locked !== true);
    // Said first, so that those who have one of them open know by whom when it goes.
    this.say({ removed: free.slice(0, 200) });
    this.#write.remove(free);
  }

  duplicate(ids: readonly string[], by: Point): string[] {
    const { cards, links, frames, images } = this;
    const board = { cards, links, frames, images, ink: this.ink.all };
    return this.insert(pieceOf(board, withContent(board, ids), by));
  }

  insert(piece: BoardPiece): string[] {
    return this.writable ? this.#write.insert(piece) : [];
  }

  gone(id: string): Card | null {
    return this.#contents.gone(id);
  }

  putBack(id: string): void {
    const card = this.gone(id);
    if (this.writable && card !== null) this.#write.add(card);
  }

  link(from: string, to: string): void {
    if (this.writable) this.#write.link(from, to);
  }

  labelLink(id: string, label: string): void {
    if (this.writable) this.#write.labelLink(id, label);
  }

  unlink(ids: readonly string[]): void {
    if (this.writable) this.#write.unlink(ids);
  }

  addFrame(frame: PieceFrame): string | null {
    return this.writable ? this.#write.addFrame(frame) : null;
  }

  changeFrame(id: string, change: FramePatch): void {
    if (this.writable && this.item(id)?.locked === false) this.#write.changeFrame(id, change);
  }

  makeRoom(zone: string, bottom: number): void {
    if (this.writable) this.#write.makeRoom({ zone, bottom });
  }

  addImage(image: NewImage): string | null {
    if (!this.writable) return null;
    const id = nanoid();
    const fresh = { id, alt: '', author: this.#me, createdAt: Date.now(), locked: false, group: null, order: 0 };
    this.#write.addImage({ ...image, ...fresh });
    return id;
  }

  changeImage(id: string, change: ImagePatch): void {
    if (this.writable && this.item(id)?.locked === false) this.#write.changeImage(id, change);
  }

  undo(): void {
    if (this.writable) this.undoSteps.undo();
  }

  redo(): void {
    if (this.writable) this.undoSteps.redo();
  }

  protected letGo(): void {
    this.#contents.destroy();
    this.ink.destroy();
    this.undoSteps.destroy();
    // Closes the copy on this device too, which listens to its document.
    this.doc.destroy();
  }

  readonly #readUndo = (): void => {
    this.#canUndo = this.undoSteps.canUndo();
    this.#canRedo = this.undoSteps.canRedo();
  };
}
