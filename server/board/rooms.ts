/**
 * The boards that are open. A board is loaded once for all who come while it loads, and let go in one step when
 * nobody holds it and everything is on disk: so whoever comes later loads all of it, and nothing can be saved
 * over what failed to load.
 */
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Bus } from '../realtime/bus.ts';
import type { BoardStore } from '../store/ports.ts';
import { BoardState } from './board-state.ts';
import type { BoardLog } from './log.ts';
import { Room } from './room.ts';

/** A hold on an open board. It stays open until the hold is released (once; more often does no harm). */
export interface Lease {
  readonly room: Room;
  release(): void;
}

/** `loading` is shared by all who came meanwhile; null from it: there is no such session. */
interface Slot {
  readonly session: string;
  readonly loading: Promise<Room | null>;
  /** Set when loading is over. */
  room: Room | null;
  holders: number;
}

export interface RoomsParts {
  store: Pick<BoardStore, 'load'>;
  log: BoardLog;
  bus: Pick<Bus, 'publish'>;
  clock: Clock;
  output: Pick<Logger, 'error' | 'debug'>;
}

export class Rooms {
  readonly #parts: RoomsParts;
  readonly #slots = new Map<string, Slot>();

  constructor(parts: RoomsParts) {
    this.#parts = parts;
  }

  /** How many boards are open, or about to be. */
  get size(): number {
    return this.#slots.size;
  }

  /** Opens the board, loading it when it is not open yet. Null: no such session. Rejects when loading fails. */
  async enter(session: string): Promise<Lease | null> {
    const slot = this.#slots.get(session) ?? this.#open(session);
    slot.holders++;
    const room = await slot.loading;
    if (room === null) return null;
    let held = true;
    return {
      room,
      release: () => {
        if (!held) return;
        held = false;
        slot.holders--;
        this.#letGoIfIdle(slot);
      },
    };
  }

  #open(session: string): Slot {
    const slot: Slot = { session, holders: 0, room: null, loading: this.#load(session, () => this.#letGoIfIdle(slot)) };
    this.#slots.set(session, slot);
    slot.loading.then(
      (room) => {
        slot.room = room;
        if (room === null) this.#slots.delete(session);
      },
      // Nothing of a failed load stays: whoever comes next tries anew. Those who wait are told by their own promise.
      () => this.#slots.delete(session),
    );
    return slot;
  }

  async #load(session: string, onStored: () => void): Promise<Room | null> {
    const { store, log, clock, output } = this.#parts;
    const stored = await store.load(session);
    if (stored === null) return null;
    const leftOut = (update: Uint8Array): void =>
      output.error(
        { session, bytes: update.length },
        'a board update cannot be merged; it stays in the log and is left out of the board',
      );
    const state = new BoardState(stored.checkpoint ? [stored.checkpoint, ...stored.tail] : stored.tail, leftOut);
    return new Room({ session, state, log, clock, onStored });
  }

  #letGoIfIdle(slot: Slot): void {
    const { session, room, holders } = slot;
    if (room === null || holders > 0 || room.unsaved > 0 || this.#slots.get(session) !== slot) return;
    this.#slots.delete(session);
    room.close();
    this.#parts.output.debug({ session }, 'board closed');
    if (room.visited) this.#parts.bus.publish({ type: 'board-quiet', session });
  }
}
