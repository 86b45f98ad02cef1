/** The board server, put together: the way in (`upgrade`), the server's own hands (`read`, `edit`), the way out (`drain`). */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import type * as Y from 'yjs';
import type { Board } from '#lib/domain/board/card.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import { boardClose, boardFrameLimit, comeBackWithin } from '#lib/protocol/board-messages.ts';
import type { Gate } from '../auth/gate.ts';
import type { Clock } from '../clock.ts';
import type { Bus } from '../realtime/bus.ts';
import type { BoardArchive } from '../store/ports/archive-port.ts';
import type { BoardStore } from '../store/ports/board-port.ts';
import type { Access } from '../store/ports/session-port.ts';
import { admit, authorise, refuse, type Refusal, type Visit } from './connection/admission.ts';
import { BoardCrowd, boardCrowdLimits, type BoardCrowdLimits, type BoardPlace } from './connection/board-crowd.ts';
import { Turnstile } from '../realtime/turnstile.ts';
import { Allowance, allowanceLimits, type AllowanceLimits } from './connection/allowance.ts';
import { BoardRepair } from './compaction/board-repair.ts';
import { editBoard, groundForEdit, readStoredBoard } from './board-edit.ts';
import { Compactor } from './compaction/compactor.ts';
import { RowRemoval, rowRemovalTiming, type RowRemovalTiming } from './compaction/row-removal.ts';
import { Connection } from './connection/connection.ts';
import { within } from './connection/deadline.ts';
import { LatePost, type LatePostTiming } from './connection/late-post.ts';
import { SocketLine } from './connection/line.ts';
import { BoardLog, logTiming, type LogTiming } from './log.ts';
import { LongMerge } from './state/long-merge.ts';
import { meteredAppend, silentMeter, type Meter } from './meter.ts';
import { BoardReader } from './reading/board-reader.ts';
import { UnsoundBoard } from './reading/unsound-board.ts';
import { Pulse, pulseTiming, type PulseTiming } from './connection/pulse.ts';
import type { Room } from './room.ts';
import { Rooms, type Lease } from './rooms.ts';
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
  edit(session: string, author: string | null, change: (doc: Y.Doc) => void): Promise<void>;
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

/** Handshakes that are looked at together. */
const handshakesAtOnce = 8;

/** Milliseconds over which those who come back after a restart are spread, for each of them; and the longest. */
const comeBackMsEach = 4;
const comeBackMsLimit = 5_000;

/** Pieces in which the network may bring one frame: each takes memory of its own, and the largest frames come in some 2,000. */
const framePieces = 8_192;

/** `closeTimeout` is missing from the types of ws: after it a socket whose other side does not say farewell is destroyed. */
const socketOptions: ServerOptions & { closeTimeout: number } = {
  noServer: true,
  clientTracking: false,
  maxPayload: boardFrameLimit,
  maxBufferedChunks: framePieces,
  perMessageDeflate: false,
  closeTimeout: farewellMs,
};

export function createBoardHost(parts: BoardHostParts): BoardHost {
  const { store, gate, access, isLive, bus, clock, log: output, originAllowed, tuning } = parts;
  const pulse = { ...pulseTiming, ...tuning?.pulse };
  const allowance = { ...allowanceLimits, ...tuning?.allowance };
  const meter = parts.meter ?? silentMeter;
  const addressOf = parts.addressOf ?? ((request) => request.socket.remoteAddress ?? 'unknown');
  const patienceMs = tuning?.patienceMs ?? openingMs;
  const crowd = new BoardCrowd({ ...boardCrowdLimits, ...parts.crowd });
  const turnstile = new Turnstile(handshakesAtOnce);
  const log = new BoardLog(meteredAppend(store, meter), output, { ...logTiming, ...tuning?.log });
  const { archive } = parts;
  const repair = archive ? new BoardRepair({ archive, clock, output }) : null;
  const removal = archive ? new RowRemoval({ archive, output }, { ...rowRemovalTiming, ...tuning?.removal }) : null;
  const compactor = archive && repair && removal ? new Compactor({ archive, clock, output, repair, removal }) : null;
  const merger = new LongMerge();
  const reader = new BoardReader(output);
  const rooms = new Rooms({ store, merger, log, bus, clock, output, compactor, repair });
  const latePost = new LatePost(savedTiming);
  const connections = new Set<Connection>();
  const server = new WebSocketServer(socketOptions);
  /** News so far that may have changed somebody's rights. */
  let newsHeard = 0;
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
    newsHeard++;
    for (const connection of connections) void connection.hear(news);
  });

  function turnAway(socket: Duplex, refusal: Refusal): void {
    meter.refused(refusal);
    refuse(socket, refusal);
  }

  async function welcome(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): Promise<void> {
    // Gone again before its turn came: in a crowd that is not rare.
    if (!socket.writable) return;
    const heardBefore = newsHeard;
    const visit = await within(patienceMs, authorise({ gate, access, originAllowed }, request, address));
    if ('refusal' in visit) turnAway(socket, visit.refusal);
    else if (phase === 'draining') turnAway(socket, 'unavailable');
    else if (!socket.destroyed) {
      server.handleUpgrade(request, socket, head, (ws) => {
        const entrance = crowd.enter(visit.admission.access.person.id, visit.address);
        if ('why' in entrance) {
          // After the handshake, because a browser shows its page no more of a refused one than that it failed.
          meter.refused(entrance.why.reason);
          ws.on('error', () => ws.terminate());
          ws.close(entrance.why.code, entrance.why.reason);
          return;
        }
        const connection = connect(ws, socket, visit, entrance.place, newsHeard > heardBefore);
        socket.on('drain', () => {
          connection.drained();
        });
        void connection.open();
      });
    }
  }

  function connect(
    socket: WebSocket,
    line: Duplex,
    { session, cookie, admission }: Visit,
    place: BoardPlace,
    askAgain: boolean,
  ): Connection {
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
    return connection;
  }

  async function holding<T>(session: string, use: (lease: Lease) => T | Promise<T>): Promise<T> {
    const lease = await rooms.enter(session);
    if (lease === null) throw new ExpectedError('not-found');
    try {
      return await use(lease);
    } finally {
      lease.release();
    }
  }

  /** `use` again, once, when what is stored had to be mended first. `UnsoundBoard` tells that it has done nothing. */
  function holdingSound<T>(session: string, use: (room: Room) => T | Promise<T>): Promise<T> {
    return holding(session, async (lease) => {
      try {
        return await use(lease.room);
      } catch (error) {
        if (!(error instanceof UnsoundBoard)) throw error;
        output.warn({ err: error, session }, 'a board cannot be read as it is; what is wrong with it is looked for');
        await lease.mend();
        return await use(lease.room);
      }
    });
  }

  return {
    upgrade(request, socket, head) {
      // From the first moment on: a connection that breaks during its handshake must not end the process.
      socket.on('error', (error) => {
        output.debug({ err: error }, 'a board connection broke');
        socket.destroy();
      });
      const address = addressOf(request);
      const done = crowd.knock(address);
      if (done === null) {
        turnAway(socket, 'address-crowded');
        return;
      }
      turnstile.pass(() =>
        welcome(request, socket, head, address)
          .catch((error: unknown) => {
            output.error({ err: error }, 'a board connection could not be authorised');
            turnAway(socket, 'unavailable');
          })
          .finally(done),
      );
    },

    read: (session) => holdingSound(session, (room) => readStoredBoard(room, reader)),

    async edit(session, author, change) {
      if (phase === 'draining') throw new ExpectedError('unavailable');
      await holdingSound(session, async (room) => {
        const ground = await groundForEdit(room, reader);
        // Asked here, and not before: the board may have been a while in coming, and nothing is written after the end.
        if (!(await isLive(session))) throw new ExpectedError('session-ended');
        await editBoard(room, author, { ground, reader, change });
      });
    },

    census: () => ({ rooms: rooms.size, connections: connections.size, unsavedBytes: log.unsavedBytes }),

    async drain() {
      phase = 'draining';
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
      reader.closeWithin(lastReadingMs);
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
