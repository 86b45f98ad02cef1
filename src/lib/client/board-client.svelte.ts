import { nanoid } from 'nanoid';
import * as Y from 'yjs';
import { cardText, pieceOf, type BoardPiece, type FramePatch, type PieceFrame } from '#lib/crdt/board-doc.ts';
import { createBoardUndo } from '#lib/crdt/board-undo.ts';
import { blankCard, type Card, type CardKind, type Frame, type Link, type Point, type Size } from '#lib/domain/card.ts';
import type { Person } from '#lib/domain/person.ts';
import { BoardConnection } from './board-connection.svelte.ts';
import { BoardContents } from './board-contents.svelte.ts';
import { BoardKeeper } from './board-keeper.svelte.ts';
import type {
  BoardModel,
  BoardStatus,
  CardChange,
  CardEditor,
  CardEditorEvents,
  CardMark,
  NewCard,
  OwnPresence,
  PeerPointer,
  Place,
} from './board-model.ts';
import { BoardPresence } from './board-presence.svelte.ts';
import { BoardWriter } from './board-writer.ts';
import { forgetUnreachableBoard } from './ended-board.ts';
import { NewCardPlace } from './new-card-place.ts';
import { fetchWhenIdle } from './when-idle.ts';

/** The copy on this device goes first, since it is quick; the server is not kept waiting longer than this for it. */
const copyHeadStartMs = 400;

/** A session's live board in the browser: the document, its copy on this device, its connection, and one's commands. */
export class BoardClient implements BoardModel {
  readonly #session: string;
  readonly #me: Person;
  readonly #doc = new Y.Doc();
  /** The origin of this person's own commands, for undo. */
  readonly #own = { by: 'board-client' };
  readonly #undo: Y.UndoManager;
  readonly #write: BoardWriter;
  readonly #contents: BoardContents;
  readonly #connection: BoardConnection;
  readonly #presence: BoardPresence;
  readonly #keeper = new BoardKeeper();
  #readOnly = $state(false);
  #canUndo = $state(false);
  #canRedo = $state(false);
  readonly #place: NewCardPlace;
  #destroyed = false;
  readonly #stopKeeping: () => void;

  /** Only in a browser: it connects at once, to the host of the page. Call `destroy` when the page goes. */
  constructor(options: { session: string; me: Person; readOnly: boolean }) {
    this.#session = options.session;
    this.#me = options.me;
    this.#readOnly = options.readOnly;
    this.#undo = createBoardUndo(this.#doc, this.#own);
    this.#undo.on('stack-item-added', this.#readUndo);
    this.#undo.on('stack-item-popped', this.#readUndo);
    this.#undo.on('stack-cleared', this.#readUndo);
    this.#contents = new BoardContents(this.#doc);
    this.#place = new NewCardPlace(this.#contents);
    this.#write = new BoardWriter({
      doc: this.#doc,
      me: options.me.id,
      own: this.#own,
      undo: this.#undo,
      board: this.#contents,
    });
    this.#connection = new BoardConnection({
      session: options.session,
      doc: this.#doc,
      readOnly: () => this.#readOnly,
      ignoredOrigin: () => this.#keeper.origin,
    });
    this.#presence = new BoardPresence(this.#connection.awareness, options.me.id);
    this.#stopKeeping = $effect.root(() => {
      $effect(() => this.#keeper.noteWaiting(this.#connection.status.waiting));
      $effect(() => {
        // Once the board is there: whoever writes first while the connection is away needs the editor's code too.
        if (this.#connection.everSynced && !this.#readOnly) return fetchWhenIdle([loadEditor]);
      });
    });
    addEventListener('beforeunload', this.#warn);
    void this.#start(options.session);
  }

  get status(): BoardStatus {
    return { ...this.#connection.status, copy: this.#keeper.state };
  }

  get readOnly(): boolean {
    return this.#readOnly || this.tooNew;
  }

  get tooNew(): boolean {
    return this.#contents.schemaAge === 'newer';
  }

  /** The session has ended, or one's role has changed: from now on nothing is written. */
  setReadOnly(readOnly: boolean): void {
    this.#readOnly = readOnly;
    this.#connection.refresh();
  }

  get ready(): boolean {
    return (
      this.#connection.everSynced ||
      (this.#keeper.loaded && this.#contents.frames.length + this.#contents.cards.length > 0)
    );
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

  card(id: string): Card | null {
    return this.#contents.card(id);
  }

  get pointers(): readonly PeerPointer[] {
    return this.#presence.pointers;
  }

  marks(id: string): readonly CardMark[] {
    return this.#presence.marks(id);
  }

  get drags(): Readonly<Record<string, Point>> {
    return this.#presence.drags;
  }

  get canUndo(): boolean {
    return this.#canUndo && !this.readOnly;
  }

  get canRedo(): boolean {
    return this.#canRedo && !this.readOnly;
  }

  setPlace(place: Place): void {
    this.#place.at = place;
  }

  measureWith(sizeOf: (id: string) => Size | null): void {
    this.#place.sizeOf = sizeOf;
  }

  add(card: NewCard): string | null {
    if (!this.#writable) return null;
    const id = nanoid();
    const at = card.at ?? this.#place.freeSpot(card.near ?? { x: 0, y: 0 });
    this.#write.add(
      blankCard({
        id,
        kind: card.kind,
        label: card.label ?? this.#place.labelFor(card.kind, at),
        text: card.text ?? '',
        at,
        author: this.#me.id,
        createdAt: Date.now(),
        step: this.#place.at.step,
        // A promise that nobody owns would come back to nobody.
        owner: card.kind === 'action' ? (this.#place.at.owner ?? this.#me.id) : null,
      }),
    );
    return id;
  }

  change(id: string, change: CardChange): void {
    this.changeAll([id], change);
  }

  changeAll(ids: readonly string[], change: CardChange): void {
    if (this.#writable) this.#write.change(ids, change);
  }

  convert(id: string, kind: CardKind): void {
    if (this.#writable) this.#write.convert(id, kind);
  }

  move(places: Record<string, Point>, frames: Record<string, Point> = {}): void {
    if (this.#writable) this.#write.move(places, frames);
  }

  restack(ids: readonly string[], to: 'front' | 'back'): void {
    if (this.#writable) this.#write.restack(ids, to);
  }

  react(id: string, emoji: string): void {
    if (this.#writable) this.#write.react(id, emoji);
  }

  remove(ids: readonly string[]): void {
    if (!this.#writable) return;
    const free = ids.filter((id) => this.card(id)?.locked !== true);
    // Said first, so that those who have one of them open know by whom when it goes.
    this.#presence.say({ removed: free.slice(0, 200) });
    this.#write.remove(free);
  }

  duplicate(ids: readonly string[], by: Point): string[] {
    return this.insert(pieceOf(this.#contents, ids, by));
  }

  insert(piece: BoardPiece): string[] {
    return this.#writable ? this.#write.insert(piece) : [];
  }

  gone(id: string): Card | null {
    return this.#contents.gone(id);
  }

  removedBy(id: string): Person | null {
    return this.#presence.removedBy(id);
  }

  putBack(id: string): void {
    const card = this.gone(id);
    if (this.#writable && card !== null) this.#write.add(card);
  }

  link(from: string, to: string): void {
    if (this.#writable) this.#write.link(from, to);
  }

  labelLink(id: string, label: string): void {
    if (this.#writable) this.#write.labelLink(id, label);
  }

  unlink(ids: readonly string[]): void {
    if (this.#writable) this.#write.unlink(ids);
  }

  addFrame(frame: PieceFrame): string | null {
    return this.#writable ? this.#write.addFrame(frame) : null;
  }

  changeFrame(id: string, change: FramePatch): void {
    if (this.#writable) this.#write.changeFrame(id, change);
  }

  removeFrames(ids: readonly string[]): void {
    if (this.#writable) this.#write.removeFrames(ids);
  }

  undo(): void {
    if (this.#writable) this.#undo.undo();
  }

  redo(): void {
    if (this.#writable) this.#undo.redo();
  }

  /** The editor comes after the board (see the constructor): reading one does not wait for it. */
  async edit(id: string, host: HTMLElement, events: CardEditorEvents): Promise<CardEditor | null> {
    const { openCardEditor } = await loadEditor();
    const text = cardText(this.#doc, id);
    if (!this.#writable || text === null || this.card(id)?.locked === true) return null;
    this.#undo.stopCapturing();
    const editor = openCardEditor({ text, host, events, undo: this.#undo, awareness: this.#connection.awareness });
    // A pointer at rest would only cover what is being written.
    this.#presence.say({ writing: id, pointer: null });
    return {
      ...editor,
      close: () => {
        editor.close();
        this.#undo.stopCapturing();
        if (!this.#destroyed) this.#presence.say({ writing: null });
      },
    };
  }

  say(presence: OwnPresence): void {
    this.#presence.say(presence);
  }

  destroy(): void {
    const { reason } = this.status;
    this.#destroyed = true;
    removeEventListener('beforeunload', this.#warn);
    this.#stopKeeping();
    this.#keeper.close();
    this.#presence.destroy();
    this.#contents.destroy();
    this.#connection.destroy();
    this.#undo.destroy();
    // Closes the copy too, which listens to its document.
    this.#doc.destroy();
    if (reason === 'not-found' || reason === 'not-allowed') void forgetUnreachableBoard(this.#session, this.#me.id);
  }

  get #writable(): boolean {
    return this.ready && !this.readOnly && !this.#destroyed;
  }

  async #start(session: string): Promise<void> {
    // What is read only is read from the server: a copy with unsent edits would show what nobody else can see.
    const opened = this.#readOnly ? Promise.resolve(0) : this.#keeper.open(session, this.#me.id, this.#doc);
    const headStart = new Promise<void>((resolve) => setTimeout(resolve, copyHeadStartMs));
    await Promise.race([opened, headStart]);
    this.#connection.connect();
    this.#connection.addWaiting(await opened);
  }

  readonly #readUndo = (): void => {
    this.#canUndo = this.#undo.canUndo();
    this.#canRedo = this.#undo.canRedo();
  };

  /** Leaving would lose edits that are nowhere but in this page, or leave behind ones that nobody else can see yet. */
  readonly #warn = (event: BeforeUnloadEvent): void => {
    const { state, waiting, copy } = this.status;
    if (waiting === 0) return;
    if (copy !== 'all' || state !== 'saving') event.preventDefault();
  };
}

const loadEditor = () => import('./card-editor.ts');
