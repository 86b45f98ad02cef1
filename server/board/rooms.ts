/**
 * The boards that are open. A board is loaded once for all who come while it loads, and let go in one step when
 * nobody holds it and everything is on disk: so whoever comes later loads all of it, and nothing can be saved
 * over what failed to load.
 */
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Bus } from '../realtime/bus.ts';
import type { BoardStore } from '../store/ports/board-port.ts';
import type { BoardState } from './state/board-state.ts';
import { loadBoard, type LoadedBoard } from './state/load-board.ts';
import { BoardIndex } from './state/board-index.ts';
import type { BoardRepair } from './compaction/board-repair.ts';
import type { Compactor } from './compaction/compactor.ts';
import { DamagedBoard } from './state/damaged-board.ts';
import type { BoardLog } from './log.ts';
import type { LongMerge } from './state/long-merge.ts';
import { Room } from './room.ts';

/** A hold on an open board. It stays open until the hold is released (once; more often does no harm). */
export interface Lease {
  readonly room: Room;
  release(): void;
  /** Takes out what keeps the board from being read, and has the room read anew what is left. Rejects when loading fails. */
  mend(): Promise<void>;
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
  merger: Pick<LongMerge, 'merge' | 'mergeAll'>;
  /** Null: logs stay as they are. */
  compactor: Pick<Compactor, 'compact'> | null;
  /** Null: what is damaged stays so. */
  repair: Pick<BoardRepair, 'repair'> | null;
}

/** Entries of the log with which a board that comes to rest is compacted, and with which one that does not. */
const quietTail = 20;
const longTail = 2_000;

export class Rooms {
  readonly #parts: RoomsParts;
  readonly #slots = new Map<string, Slot>();
  readonly #compacting = new Set<string>();

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
      mend: () => this.#mend(room),
    };
  }

  #open(session: string): Slot {
    const slot: Slot = { session, holders: 0, room: null, loading: this.#load(session, (): Slot => slot) };
    this.#slots.set(session, slot);
    slot.loading.then(
      (room) => {
        slot.room = room;
        if (room === null) this.#slots.delete(session);
        else this.#shortenIfLong(room);
      },
      // Nothing of a failed load stays: whoever comes next tries anew. Those who wait are told by their own promise.
      () => this.#slots.delete(session),
    );
    return slot;
  }

  async #load(session: string, slotOf: () => Slot): Promise<Room | null> {
    const { log, clock } = this.#parts;
    const read = await this.#read(session);
    const onStored = (): void => this.#stored(slotOf());
    const onFull = (): void => this.#makeSpace(slotOf());
    const onHeavy = (state: BoardState): void => void this.#lighten(session, state);
    return read && new Room({ session, ...read, log, clock, onStored, onFull, onHeavy });
  }

  /** Rejects with `DamagedBoard` when what is stored can neither be read nor put together anew. */
  async #read(session: string): Promise<LoadedBoard | null> {
    try {
      return await loadBoard(this.#parts, session);
    } catch (error) {
      if (!(error instanceof DamagedBoard) || this.#parts.repair === null) throw error;
      if ((await this.#parts.repair.repair(session)) === 'damaged') throw error;
      return await loadBoard(this.#parts, session);
    }
  }

  /** Has a large board merged where nobody waits for it. Never rejects. */
  async #lighten(session: string, state: BoardState): Promise<void> {
    const { merger, output } = this.#parts;
    try {
      await state.mergeElsewhere(async (board) => {
        const { merged, plan, leftOut } = await merger.mergeAll(board);
        if (leftOut.length > 0) throw new Error('what was written cannot be merged into the rest');
        return new BoardIndex(merged, plan);
      });
    } catch (error) {
      // Closing ends the thread in the midst of its work, too; what is held stays as it is, and right.
      output.debug({ err: error, session }, 'a large board could not be merged');
    }
  }

  #stored(slot: Slot): void {
    if (slot.room) this.#shortenIfLong(slot.room);
    this.#letGoIfIdle(slot);
  }

  /** A board that is never at rest must not take ever longer to open. */
  #shortenIfLong(room: Room): void {
    if (room.logged >= longTail) void this.#compact(room);
  }

  /** What was removed takes up space until the board is compacted and read anew. */
  #makeSpace({ room }: Slot): void {
    if (room !== null && room.logged > 0) void this.#compact(room, 'read-anew');
  }

  /** Has the open room hold what is left when something was taken out, or when it is to be read anew. Never rejects. */
  async #compact(room: Room, after: 'go-on' | 'read-anew' = 'go-on'): Promise<void> {
    const { compactor, output } = this.#parts;
    // One that is under way has read the log already: what came since is for the next.
    if (compactor === null || this.#compacting.has(room.session)) return;
    room.logged = 0;
    this.#compacting.add(room.session);
    const mended = await compactor.compact(room.session);
    this.#compacting.delete(room.session);
    if (mended === 0 && after === 'go-on') return;
    if (this.#slots.get(room.session)?.room !== room) return;
    try {
      await this.#renew(room);
    } catch (error) {
      output.error(
        { err: error, session: room.session },
        'a compacted board could not be read anew; it stays open as it was',
      );
    }
  }

  async #mend(room: Room): Promise<void> {
    await room.renew(async () => {
      if ((await this.#parts.repair?.repair(room.session)) === 'damaged')
        throw new DamagedBoard('the checkpoint of a board cannot be applied');
      // One that was under way may have begun too early to see all of it.
      await this.#parts.compactor?.compact(room.session);
      await this.#parts.compactor?.compact(room.session);
      return this.#readAnew(room.session);
    });
  }

  #renew(room: Room): Promise<void> {
    return room.renew(() => this.#readAnew(room.session));
  }

  async #readAnew(session: string): Promise<BoardState> {
    const read = await this.#read(session);
    if (read === null) throw new Error('the session of an open board is gone');
    return read.state;
  }

  #letGoIfIdle(slot: Slot): void {
    const { session, room, holders } = slot;
    if (room === null || holders > 0 || room.unsaved > 0 || this.#slots.get(session) !== slot) return;
    this.#slots.delete(session);
    room.close();
    this.#parts.output.debug({ session }, 'board closed');
    if (room.logged >= quietTail) void this.#compact(room);
    if (room.visited) this.#parts.bus.publish({ type: 'board-quiet', session });
  }
}
