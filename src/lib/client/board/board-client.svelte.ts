import { cardText } from '#lib/crdt/board-doc.ts';
import type { Point } from '#lib/domain/board/card.ts';
import type { Person } from '#lib/domain/person.ts';
import { BoardConnection } from './board-connection.svelte.ts';
import { BoardKeeper } from './board-keeper.svelte.ts';
import type {
  BoardModel,
  BoardStatus,
  CardEditor,
  CardEditorEvents,
  CardMark,
  Companion,
  OwnPresence,
  PeerMotion,
  PeerPointer,
} from './board-model.ts';
import { BoardPresence } from './board-presence.svelte.ts';
import { forgetUnreachableBoard } from './ended-board.ts';
import { stampEdit } from './edit-stamp.ts';
import { LocalBoard } from './local-board.svelte.ts';
import { fetchWhenIdle } from '#lib/client/when-idle.ts';

/** The copy on this device goes first, since it is quick; the server is not kept waiting longer than this for it. */
const copyHeadStartMs = 400;

/** A session's live board in the browser: the document, its copy on this device, its connection, and one's commands. */
export class BoardClient extends LocalBoard implements BoardModel {
  readonly #session: string;
  readonly #me: Person;
  readonly #connection: BoardConnection;
  readonly #presence: BoardPresence;
  readonly #keeper = new BoardKeeper();
  #readOnly = $state(false);
  #destroyed = false;
  readonly #stopKeeping: () => void;

  /** Only in a browser: it connects at once, to the host of the page. Call `destroy` when the page goes. */
  constructor(options: { session: string; me: Person; readOnly: boolean }) {
    super(options.me.id);
    this.#session = options.session;
    this.#me = options.me;
    this.#readOnly = options.readOnly;
    this.#connection = new BoardConnection({
      session: options.session,
      doc: this.doc,
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
    return this.#readOnly || this.tooNew || this.#dismissed;
  }

  /** The server has let go of this page for good. A board that is full is not meant: removing cards is what helps. */
  get #dismissed(): boolean {
    const { state, reason } = this.#connection.status;
    return state === 'refused' && (reason === 'not-signed-in' || reason === 'not-found' || reason === 'not-allowed');
  }

  /** The session has ended, or one's role has changed: from now on nothing is written. */
  setReadOnly(readOnly: boolean): void {
    this.#readOnly = readOnly;
    this.#connection.refresh();
  }

  get ready(): boolean {
    return this.#connection.everSynced || (this.#keeper.loaded && this.frames.length + this.cards.length > 0);
  }

  get pointers(): readonly PeerPointer[] {
    return this.#presence.pointers;
  }

  get companions(): readonly Companion[] {
    return this.#presence.companions;
  }

  watch(listener: (motion: PeerMotion) => void): () => void {
    return this.#presence.watch(listener);
  }

  marks(id: string): readonly CardMark[] {
    return this.#presence.marks(id);
  }

  get drags(): Readonly<Record<string, Point>> {
    return this.#presence.drags;
  }

  get erasing(): ReadonlySet<string> {
    return this.#presence.erasing;
  }

  removedBy(id: string): Person | null {
    return this.#presence.removedBy(id);
  }

  /** The editor comes after the board (see the constructor): reading one does not wait for it. */
  async edit(id: string, host: HTMLElement, events: CardEditorEvents): Promise<CardEditor | null> {
    const { openCardEditor } = await loadEditor();
    const text = cardText(this.doc, id);
    const card = this.card(id);
    if (!this.writable || text === null || card === null || card.locked) return null;
    this.undoSteps.stopCapturing();
    const editor = openCardEditor({ text, host, events, undo: this.undoSteps, awareness: this.#connection.awareness });
    const stopStamping = stampEdit(this.doc, card, text, this.#me.id);
    // A pointer at rest would only cover what is being written.
    this.#presence.say({ writing: id, pointer: null });
    return {
      ...editor,
      close: () => {
        editor.close();
        stopStamping();
        this.undoSteps.stopCapturing();
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
    this.#connection.destroy();
    this.letGo();
    if (reason === 'not-found' || reason === 'not-allowed') void forgetUnreachableBoard(this.#session, this.#me.id);
  }

  protected override get writable(): boolean {
    return this.ready && !this.readOnly && !this.#destroyed;
  }

  async #start(session: string): Promise<void> {
    // What is read only is read from the server: a copy with unsent edits would show what nobody else can see.
    const opened = this.#readOnly ? Promise.resolve(0) : this.#keeper.open(session, this.#me.id, this.doc);
    const headStart = new Promise<void>((resolve) => setTimeout(resolve, copyHeadStartMs));
    await Promise.race([opened, headStart]);
    this.#connection.connect();
    this.#connection.addWaiting(await opened);
  }

  /** Leaving would lose edits that are nowhere but in this page, or leave behind ones that nobody else can see yet. */
  readonly #warn = (event: BeforeUnloadEvent): void => {
    const { state, waiting, copy } = this.status;
    if (waiting === 0) return;
    if (copy !== 'all' || state !== 'saving') event.preventDefault();
  };
}

const loadEditor = () => import('./card-editor.ts');
