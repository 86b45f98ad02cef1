/** The board server, put together: the way in (`upgrade`), the server's own hands (`read`, `edit`), the way out (`drain`). */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { Board } from '#lib/domain/board/card.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import { boardClose, comeBackWithin } from '#lib/protocol/board-messages.ts';
import type { Gate } from '../auth/gate.ts';
import type { Clock } from '../clock.ts';
import type { Bus } from '../realtime/bus.ts';
import type { BoardArchive } from '../store/ports/archive-port.ts';
import type { BoardStore } from '../store/ports/board-port.ts';
import type { Access } from '../store/ports/session-port.ts';
import { admit } from './connection/admission.ts';
import { BoardCrowd, boardCrowdLimits, type BoardCrowdLimits } from './connection/board-crowd.ts';
import { BoardDoor, type Arrival } from './connection/board-door.ts';
import { Allowance, allowanceLimits, type AllowanceLimits } from './connection/allowance.ts';
import { BoardRepair } from './compaction/board-repair.ts';
import { Compactor } from './compaction/compactor.ts';
import { RowRemoval, rowRemovalTiming, type RowRemovalTiming } from './compaction/row-removal.ts';
import { Connection } from './connection/connection.ts';
import { LatePost, type LatePostTiming } from './connection/late-post.ts';
import { SocketLine } from './connection/line.ts';
import { BoardLog, logTiming, type LogTiming } from './log.ts';
import { LongMerge } from './state/long-merge.ts';
import { meteredAppend, silentMeter, type Meter } from './meter.ts';
import { OwnHands, type BoardChange } from './own-hands.ts';
import { Pulse, pulseTiming, type PulseTiming } from './connection/pulse.ts';
import { Rooms } from './rooms.ts';
import { Standing } from './connection/standing.ts';

export interface BoardHost {
  /** Takes over an upgrade to `/board/<session id>`: authorises it, then completes the handshake, or refuses and ends it. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** The board as plain data, what is on its way to disk included. `not-found`, or the failure to load it. */
  read(session: string): Promise<Board>;
  /**
   * Changes the board in one transaction, relays the change to those who are on it, and resolves when it is stored.
   * `author` is null for the server itself. `not-found` or `unavailable` when it cannot be done: then nothing happened.
   */
  edit(session: string, author: string | null, change: BoardChange): Promise<void>;
  /** How much there is of what, now. */
  census(): Census;
  /** Takes nothing more, stores all that was taken, and closes every connection so that it comes back. */
  drain(): Promise<void>;
}

export interface Census {
  /** Boards that are held open. */
  rooms: number;
  connections: number;
  /** What waits for the disk, in bytes of memory. */
  unsavedBytes: number;
}

export interface BoardHostParts {
  store: BoardStore;
  /** Where logs are made short; they stay as they are when it is left out. */
  archive?: BoardArchive;
  access: (user: string, session: string) => Promise<Access | null>;
  /** Whether the session goes on: the server's own edits are for live boards only. */
  isLive: (session: string) => Promise<boolean>;
  gate: Gate;
  bus: Bus;
  clock: Clock;
  log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
  originAllowed: (request: IncomingMessage) => boolean;
  /** Where a request comes from, for limits by address; the connection's own address when left out. */
  addressOf?: (request: IncomingMessage) => string;
  /** Who counts; nobody when left out. */
  meter?: Meter;
  /** Limits of connections that the operator may set. */
  crowd?: Partial<BoardCrowdLimits>;
  /** For tests and measurements; the defaults are right for everything else. */
  tuning?: {
    log?: Partial<LogTiming>;
    pulse?: Partial<PulseTiming>;
    allowance?: Partial<AllowanceLimits>;
    removal?: Partial<RowRemovalTiming>;
    /** How long a store may take to say who comes, and to bring a board, in milliseconds. */
    patienceMs?: number;
  };
}

/** How long a closing handshake may take, and how long draining waits for the disk before it closes connections, in milliseconds. */
const farewellMs = 2_000;

/** How long boards that have come to rest by draining may take to be read, in milliseconds. */
const lastReadingMs = 3_000;

/** How long a handshake may wait for the store, and after it a board for being loaded, in milliseconds. */
const openingMs = 15_000;

/**
 * How writers hear that an edit is on disk, once it is. At four edits a second from each of two people in many rooms
 * nearly all of it goes along with the other's edits: a message of its own costs as much as an edit.
 */
const savedTiming: LatePostTiming = { delayMs: 500, calmPerSecond: 200 };

/** Milliseconds over which those who come back after a restart are spread, for each of them; and the longest. */
const comeBackMsEach = 4;
const comeBackMsLimit = 5_000;

export function createBoardHost(parts: BoardHostParts): BoardHost {
  const { store, gate, access, isLive, bus, clock, log: output, originAllowed, tuning } = parts;
  const pulse = { ...pulseTiming, ...tuning?.pulse };
  const allowance = { ...allowanceLimits, ...tuning?.allowance };
  const meter = parts.meter ?? silentMeter;
  const addressOf = parts.addressOf ?? ((request) => request.socket.remoteAddress ?? 'unknown');
  const patienceMs = tuning?.patienceMs ?? openingMs;
  const crowd = new BoardCrowd({ ...boardCrowdLimits, ...parts.crowd });
  const log = new BoardLog(meteredAppend(store, meter), output, { ...logTiming, ...tuning?.log });
  const { archive } = parts;
  const repair = archive ? new BoardRepair({ archive, clock, output }) : null;
  const removal = archive ? new RowRemoval({ archive, output }, { ...rowRemovalTiming, ...tuning?.removal }) : null;
  const compactor = archive && repair && removal ? new Compactor({ archive, clock, output, repair, removal }) : null;
  const merger = new LongMerge();
  const rooms = new Rooms({ store, merger, log, bus, clock, output, compactor, repair });
  const hands = new OwnHands({ rooms, isLive, output });
  const latePost = new LatePost(savedTiming);
  const connections = new Set<Connection>();
  const door = new BoardDoor({
    gate,
    access,
    originAllowed,
    addressOf,
    crowd,
    meter,
    bus,
    output,
    patienceMs,
    farewellMs,
    onArrival: connect,
  });
  let phase: 'serving' | 'draining' = 'serving';
  let onLastClosed = (): void => {};

  const heart = setInterval(() => {
    const now = performance.now();
    for (const connection of connections) connection.beat(now);
    crowd.sweep(now);
  }, pulse.beatMs);
  heart.unref();

  const unsubscribe = bus.subscribe((news) => {
    if (news.type === 'board-quiet') return;
    for (const connection of connections) void connection.hear(news);
  });

  function connect({ socket, line, visit: { session, cookie, admission }, place, askAgain }: Arrival): void {
    const connection = new Connection({
      socket,
      line: new SocketLine(socket, line),
      latePost,
      session,
      standing: new Standing(admission, () => admit({ gate, access }, cookie, session)),
      allowance: new Allowance(allowance, performance.now()),
      pulse: new Pulse(pulse),
      place,
      askAgain,
      patienceMs,
      meter,
      enter: () => rooms.enter(session),
      output,
      onClosed(closed) {
        connections.delete(closed);
        if (connections.size === 0) onLastClosed();
      },
    });
    connections.add(connection);
    line.on('drain', () => connection.drained());
    void connection.open();
  }

  return {
    upgrade: (request, socket, head) => door.knock(request, socket, head),

    read: (session) => hands.read(session),

    async edit(session, author, change) {
      if (phase === 'draining') throw new ExpectedError('unavailable');
      await hands.edit(session, author, change);
    },

    census: () => ({ rooms: rooms.size, connections: connections.size, unsavedBytes: log.unsavedBytes }),

    async drain() {
      phase = 'draining';
      door.close();
      // Nothing is lost with it: a log that is not made short now is made short another time.
      const threads = [compactor, removal, repair, merger].filter((each) => each !== null);
      const closing = Promise.all(threads.map((thread) => thread.close()));
      for (const connection of connections) connection.pause();
      await Promise.race([log.flush(), new Promise((resolve) => setTimeout(resolve, farewellMs).unref())]);
      const reason = comeBackWithin(Math.min(connections.size * comeBackMsEach, comeBackMsLimit));
      for (const connection of connections) connection.close(boardClose.goingAway, reason);
      clearInterval(heart);
      await allClosed();
      unsubscribe();
      hands.closeWithin(lastReadingMs);
      await log.flush();
      await closing;
    },
  };

  /** Resolves when the last socket is gone; `closeTimeout` sees to it that each goes. */
  function allClosed(): Promise<void> {
    if (connections.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      onLastClosed = resolve;
    });
  }
}
