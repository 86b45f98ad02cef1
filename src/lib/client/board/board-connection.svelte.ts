import { WebsocketProvider } from 'y-websocket';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { ErrorCode } from '#lib/domain/errors.ts';
import { boardPath, comeBackStretch } from '#lib/protocol/board-messages.ts';
import { FrameCount } from './board-frame-count.ts';
import type { ServerStatus } from './board-model.ts';
import { boardSocket } from './board-socket.ts';
import { boardStatus, reconnectDelay, refusalOf, troubleOf } from './board-status.ts';
import { SecondChance } from '#lib/client/session/second-chance.ts';

/** `saved` is shown only after this long without a change, so that the badge does not flicker with every key. */
const settleMs = 250;

/** How long a new sign-in may take from the server to this browser's other tabs. */
const newSignInMs = 1_500;

/**
 * The connection of one document to the server: the unmodified y-websocket provider, with a socket that counts frames,
 * and a way of reconnecting that spreads the crowd after a restart. What it says of itself is true: see `boardStatus`.
 */
export class BoardConnection {
  readonly #provider: WebsocketProvider;
  readonly #count = new FrameCount();
  readonly #readOnly: () => boolean;
  readonly #ignored: () => unknown;
  #status = $state.raw<ServerStatus>({ state: 'connecting', waiting: 0 });
  #everSynced = $state(false);
  #refused: ErrorCode | null = null;
  readonly #chance = new SecondChance();
  #trouble: ErrorCode | null = null;
  #denied = false;
  #failures = 0;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #settle: ReturnType<typeof setTimeout> | null = null;
  #destroyed = false;

  /**
   * Does not connect yet: see `connect`. `ignoredOrigin` names the transactions that are no news: those that come out
   * of the copy on this device.
   */
  constructor(options: { session: string; doc: Y.Doc; readOnly: () => boolean; ignoredOrigin: () => unknown }) {
    const { session, doc } = options;
    this.#readOnly = options.readOnly;
    this.#ignored = options.ignoredOrigin;
    // Before the provider exists: its own handler sends the frame that carries the change counted here.
    doc.on('update', this.#countChange);
    const server = `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}`;
    this.#provider = new WebsocketProvider(server, boardPath(session).slice(1), doc, {
      connect: false,
      disableBc: true,
      shouldReconnect: () => false,
      WebSocketPolyfill: boardSocket(
        WebSocket,
        {
          sent: (frame) => {
            this.#count.sent(frame);
            this.#tell();
          },
          saved: (stored) => {
            this.#count.stored(stored);
            this.#tell();
          },
          denied: () => {
            this.#denied = true;
            this.#tell();
          },
        },
        this.#readOnly,
      ),
    });
    this.#provider.on('connection-close', (event) => this.#closed(event));
    this.#provider.on('status', () => this.#tell());
    this.#provider.on('sync', (synced) => {
      if (synced) {
        this.#failures = 0;
        this.#trouble = null;
        this.#chance.letIn();
        this.#everSynced = true;
      }
      this.#tell();
    });
    addEventListener('online', this.#tryNow);
    addEventListener('offline', this.#startAnew);
    document.addEventListener('visibilitychange', this.#tryWhenVisible);
  }

  get status(): ServerStatus {
    return this.#status;
  }

  /** Whether all that the server had has been here at least once. */
  get everSynced(): boolean {
    return this.#everSynced;
  }

  get awareness(): Awareness {
    return this.#provider.awareness;
  }

  connect(): void {
    if (!this.#destroyed && this.#refused === null) this.#provider.connect();
  }

  /** Changes that an earlier page made and could not send; they are in the document, out of the copy on this device. */
  addWaiting(changes: number): void {
    if (changes === 0 || this.#destroyed) return;
    this.#count.changed(changes);
    // They came after this connection had told the server what it lacks: a new one tells it all.
    if (this.#provider.wsconnected) this.#startAnew();
    this.#tell();
  }

  /** Reads the facts anew, after something outside the connection has changed. */
  refresh(): void {
    this.#tell();
  }

  destroy(): void {
    this.#destroyed = true;
    removeEventListener('online', this.#tryNow);
    removeEventListener('offline', this.#startAnew);
    document.removeEventListener('visibilitychange', this.#tryWhenVisible);
    if (this.#retry !== null) clearTimeout(this.#retry);
    if (this.#settle !== null) clearTimeout(this.#settle);
    this.#provider.doc.off('update', this.#countChange);
    this.#provider.destroy();
  }

  readonly #countChange = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.#provider || origin === this.#ignored()) return;
    this.#count.changed();
    this.#tell();
  };

  /** `event` is null when this side closed, because nothing was heard for too long. */
  #closed(event: CloseEvent | null): void {
    this.#count.disconnected();
    this.#denied = false;
    if (this.#destroyed) return;
    this.#failures += 1;
    const refusal = event === null ? null : refusalOf(event.code);
    if (refusal !== null && this.#chance.believes(refusal)) this.#refused = refusal;
    if (event !== null) this.#trouble = troubleOf(event.code) ?? this.#trouble;
    if (this.#refused === null) {
      const stretch = event === null ? null : comeBackStretch(event.reason);
      const wait = reconnectDelay(this.#failures, Math.random(), stretch);
      this.#retry ??= setTimeout(this.#tryNow, refusal === null ? wait : Math.max(wait, newSignInMs));
    }
    // The provider learns only after this event that it is disconnected.
    queueMicrotask(this.#tell);
  }

  /** A connection of which the network is gone would only be missed after half a minute: better to know at once. */
  readonly #startAnew = (): void => {
    if (this.#destroyed || this.#refused !== null) return;
    this.#provider.disconnect();
    this.#provider.connect();
  };

  readonly #tryNow = (): void => {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
    this.connect();
  };

  readonly #tryWhenVisible = (): void => {
    if (document.visibilityState === 'visible' && this.#retry !== null) this.#tryNow();
  };

  readonly #tell = (): void => {
    if (this.#destroyed) return;
    const next = boardStatus({
      refused: this.#refused,
      trouble: this.#trouble,
      denied: this.#denied,
      online: navigator.onLine,
      connected: this.#provider.wsconnected,
      synced: this.#provider.synced,
      everSynced: this.#everSynced,
      failures: this.#failures,
      readOnly: this.#readOnly(),
      waiting: this.#count.waiting,
      settled: this.#count.settled,
    });
    if (this.#settle !== null) clearTimeout(this.#settle);
    this.#settle = null;
    if (next.state === 'saved' && this.#status.state === 'saving') {
      this.#settle = setTimeout(() => {
        this.#settle = null;
        this.#status = next;
      }, settleMs);
      return;
    }
    const before = this.#status;
    if (before.state !== next.state || before.waiting !== next.waiting || before.reason !== next.reason)
      this.#status = next;
  };
}
