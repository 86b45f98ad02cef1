/** Somebody on a board, whichever server it is on. */
import { BoardSocket } from './board-socket.ts';
import { emptyUpdate, wires, type WireName } from './wire.ts';

export interface BoardAddress {
  wire: WireName;
  port: number;
  /** Name of the room, as the server knows it. */
  room: string;
  cookie: string | null;
  /** Each nth comes from another address of this machine, as people do. */
  nth: number;
}

export interface BoardEars {
  /** The handshake is over. */
  connected?: () => void;
  /** An update as Yjs encodes it, whether it answers a question or somebody wrote it. Valid during the call only. */
  update?: (update: Uint8Array) => void;
  saved?: (count: number) => void;
  /** The connection is gone, and the benchmark did not end it. */
  lost?: (reason: string) => void;
}

export class BoardClient {
  readonly #address: BoardAddress;
  readonly #ears: BoardEars;
  #socket: BoardSocket | null = null;
  #closing = false;
  #onSynced: () => void = () => undefined;
  /** Messages that wrote something, as our server counts them. */
  writes = 0;
  /** How many of them are on disk; stays 0 where the server does not tell. */
  saved = 0;

  /** Resolves when the client is in sync. Rejects when the server refuses. */
  static async open(address: BoardAddress, ears: BoardEars = {}): Promise<BoardClient> {
    const client = new BoardClient(address, ears);
    await client.#open();
    return client;
  }

  private constructor(address: BoardAddress, ears: BoardEars) {
    this.#address = address;
    this.#ears = ears;
  }

  async #open(): Promise<void> {
    const { port, room, cookie, nth } = this.#address;
    const wire = wires[this.#address.wire];
    let lost: (error: Error) => void = () => undefined;
    const synced = new Promise<void>((resolve, reject) => {
      this.#onSynced = resolve;
      lost = reject;
    });
    // It is waited for below; until then its failure must not count as unhandled.
    synced.catch(() => undefined);
    // The server's first words may come along with its handshake: they are answered through this.
    const socket = (this.#socket = new BoardSocket({
      port,
      path: wire.path(room),
      cookie,
      from: `127.0.${1 + Math.floor(nth / 250)}.${1 + (nth % 250)}`,
      onMessage: (bytes) => this.#hear(bytes),
      onClose: (reason) => {
        lost(new Error(reason));
        if (!this.#closing) this.#ears.lost?.(reason);
      },
    }));
    await socket.opened;
    this.#ears.connected?.();
    const greeting = wire.greeting(room);
    for (const message of greeting) socket.send(message);
    if (greeting.length > 0) await synced;
  }

  write(update: Uint8Array): void {
    this.#send('update', update);
  }

  /** Bytes that the network has not taken yet. */
  get unsent(): number {
    return this.#socket?.unsent ?? 0;
  }

  close(): void {
    this.#closing = true;
    this.#socket?.close();
  }

  #send(type: 'missing' | 'update', update: Uint8Array): void {
    this.writes++;
    const { wire, room } = this.#address;
    this.#socket?.send(wires[wire].write(room, type, update));
  }

  #hear(bytes: Uint8Array): void {
    const heard = wires[this.#address.wire].read(bytes);
    switch (heard.type) {
      case 'update':
        this.#ears.update?.(heard.update);
        break;
      case 'missing':
        this.#ears.update?.(heard.update);
        this.#onSynced();
        break;
      case 'state-vector':
        this.#send('missing', emptyUpdate);
        break;
      case 'saved':
        this.saved = heard.count;
        this.#ears.saved?.(heard.count);
        break;
      case 'other':
    }
  }
}
