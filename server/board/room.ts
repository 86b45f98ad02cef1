/**
 * One board while somebody is on it: who reads it, what it holds, what of it is not on disk yet.
 * It holds bytes, no document.
 */
import {
  boardAuthorLimit,
  boardSizeLimit,
  removalSizeLimit,
  unfoundedDeletionLimit,
} from '#lib/protocol/board-messages.ts';
import type { Clock } from '../clock.ts';
import { RoomAwareness, type AwarenessPeer } from './awareness.ts';
import type { BoardLayers } from './state/board-layers.ts';
import type { BoardState } from './state/board-state.ts';
import type { BoardSource } from './state/catch-up.ts';
import type { WireFrame } from './connection/line.ts';
import type { BoardLog, LogWriter } from './log.ts';
import type { SoundUpdate, UpdateContent } from './update/sound-update.ts';

/** A reader of the board. */
export interface RoomPeer extends AwarenessPeer {
  /** Somebody else's update, as a frame. It is part of the board's state by now. */
  relay(frame: WireFrame): void;
}

export interface RoomParts {
  session: string;
  state: BoardState;
  log: BoardLog;
  clock: Clock;
  /** Entries that its log holds beyond the checkpoint. */
  logged: number;
  /** Called whenever entries reached the disk. */
  onStored: () => void;
  /** Called whenever there was no space for an update. */
  onFull: () => void;
  /** Called when it is time to merge what was written lately into the rest, which must not be done in between. */
  onHeavy: (state: BoardState) => void;
}

export class Room implements BoardSource {
  readonly session: string;
  readonly awareness: RoomAwareness;
  #state: BoardState;
  readonly #log: BoardLog;
  readonly #clock: Clock;
  readonly #onStored: () => void;
  readonly #onFull: () => void;
  readonly #onHeavy: RoomParts['onHeavy'];
  readonly #peers = new Set<RoomPeer>();
  #unsaved = 0;
  /** Updates taken while what is held is being read anew. */
  #meanwhile: Uint8Array[] | null = null;
  #renewal: Promise<void> | null = null;
  /** Who waits for all that was taken before they asked, in the order of asking: so many entries still. */
  #awaitingDisk: { entries: number; done: () => void }[] = [];
  /** Entries that its log holds beyond the checkpoint, as far as this room knows. */
  logged: number;
  /** Whether anybody came or wrote since the board was loaded. */
  visited = false;

  constructor({ session, state, log, clock, logged, onStored, onFull, onHeavy }: RoomParts) {
    this.session = session;
    this.#state = state;
    this.#log = log;
    this.#clock = clock;
    this.logged = logged;
    this.#onStored = onStored;
    this.#onFull = onFull;
    this.#onHeavy = onHeavy;
    this.awareness = new RoomAwareness(this.#peers);
  }

  /** Entries that are on their way to disk. */
  get unsaved(): number {
    return this.#unsaved;
  }

  join(peer: RoomPeer): void {
    this.visited = true;
    this.#peers.add(peer);
  }

  leave(peer: RoomPeer): void {
    this.#peers.delete(peer);
    this.awareness.leave(peer);
  }

  stateVector(): Uint8Array {
    return this.#state.stateVector();
  }

  layers(): BoardLayers {
    return this.#state.layers();
  }

  layersAtHand(): BoardLayers {
    return this.#state.layersAtHand();
  }

  get hasNews(): boolean {
    return this.#state.hasNews;
  }

  /** How many bytes have to be read to answer a question about the board. */
  get size(): number {
    return this.#state.size;
  }

  /** Everything, as one update. */
  merged(): Uint8Array {
    return this.#state.merged();
  }

  /** Whether the board can take this update. Whoever only removes may go further: it is the way back to a board that is not full. */
  hasSpaceFor(update: SoundUpdate): boolean {
    const limit = update.adds ? boardSizeLimit : removalSizeLimit;
    const hasSpace = this.#state.hasSpaceFor(update.bytes.length, limit);
    if (!hasSpace) this.#onFull();
    return (
      hasSpace &&
      this.#state.hasSpaceForAuthors(update, boardAuthorLimit) &&
      this.#state.hasSpaceForUnfounded(update, unfoundedDeletionLimit)
    );
  }

  /** Whether all that the update says is here already. */
  holds(content: UpdateContent): boolean {
    return this.#state.holds(content);
  }

  /**
   * Takes an update in and passes it on to everybody but its writer at once; the writer hears when it is on disk.
   * False: the log is full, nothing happened.
   */
  write({ bytes }: SoundUpdate, frame: WireFrame, pen: Pen): boolean {
    // A copy: the bytes are part of a larger buffer that would otherwise be kept alive by them.
    const update = new Uint8Array(bytes);
    if (!this.#log.put({ session: this.session, author: pen.author, at: this.#clock(), update }, pen)) return false;
    this.#unsaved++;
    this.visited = true;
    this.#state.add(update);
    this.#meanwhile?.push(update);
    if (this.#state.isHeavy) this.#onHeavy(this.#state);
    for (const peer of this.#peers) if (peer !== pen.peer) peer.relay(frame);
    return true;
  }

  /** For `Pen`: this many entries of this board reached the disk. */
  settle(entries: number): void {
    this.#unsaved -= entries;
    this.logged += entries;
    // Hardly ever does anybody wait.
    if (this.#awaitingDisk.length > 0) this.#settleWaiting(entries);
    this.#onStored();
  }

  #settleWaiting(entries: number): void {
    for (const waiting of this.#awaitingDisk) waiting.entries -= entries;
    const done = this.#awaitingDisk.filter((waiting) => waiting.entries <= 0);
    this.#awaitingDisk = this.#awaitingDisk.filter((waiting) => waiting.entries > 0);
    for (const waiting of done) waiting.done();
  }

  /** Calls `done` when all that was taken so far is on disk; at once when it is. */
  whenOnDisk(done: () => void): void {
    if (this.#unsaved === 0) done();
    else this.#awaitingDisk.push({ entries: this.#unsaved, done });
  }

  /**
   * Holds from now on what `load` brings, called when all that was taken so far is on disk, and what comes meanwhile.
   * When that is going on already, this is it. Rejects when `load` does: then everything stays as it was.
   */
  renew(load: () => Promise<BoardState>): Promise<void> {
    this.#renewal ??= this.#readAnew(load).finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async #readAnew(load: () => Promise<BoardState>): Promise<void> {
    const meanwhile: Uint8Array[] = (this.#meanwhile = []);
    try {
      await new Promise<void>((resolve) => {
        this.whenOnDisk(resolve);
      });
      const state = await load();
      for (const update of meanwhile) state.add(update);
      this.#state = state;
    } finally {
      this.#meanwhile = null;
    }
  }

  close(): void {
    this.awareness.close();
  }
}

/** What one writer writes with: its name goes into the log, and it hears what is on disk. */
export class Pen implements LogWriter {
  /** The user whose connection it is; null for the server itself. */
  readonly author: string | null;
  /** Who needs no copy of what is written. */
  readonly peer: RoomPeer | null;
  readonly #room: Room;
  readonly #heard: LogWriter;

  constructor(room: Room, author: string | null, peer: RoomPeer | null, heard: LogWriter) {
    this.#room = room;
    this.author = author;
    this.peer = peer;
    this.#heard = heard;
  }

  /** See `Room.write`. */
  write(update: SoundUpdate, frame: WireFrame): boolean {
    return this.#room.write(update, frame, this);
  }

  stored(entries: number): void {
    this.#heard.stored(entries);
    this.#room.settle(entries);
  }
}
