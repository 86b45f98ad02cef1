/** The board server, put together: the way in (`upgrade`), the server's own hands (`read`, `edit`), the way out (`drain`). */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import type * as Y from 'yjs';
import type { Board } from '#lib/domain/card.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import { boardClose, boardFrameLimit } from '#lib/protocol/board-messages.ts';
import type { Gate } from '../auth/gate.ts';
import type { Clock } from '../clock.ts';
import type { Bus } from '../realtime/bus.ts';
import type { Access, BoardStore } from '../store/ports.ts';
import { admit, authorise, refuse, type Visit } from './admission.ts';
import { Allowance, allowanceLimits, type AllowanceLimits } from './allowance.ts';
import { editBoard, readStoredBoard } from './board-edit.ts';
import { Connection } from './connection.ts';
import { BoardLog, logTiming, type LogTiming } from './log.ts';
import { Pulse, pulseTiming, type PulseTiming } from './pulse.ts';
import { Rooms, type Lease } from './rooms.ts';
import { Standing } from './standing.ts';

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
  /** Takes nothing more, stores all that was taken, and closes every connection so that it comes back. */
  drain(): Promise<void>;
}

export interface BoardHostParts {
  store: BoardStore;
  access: (user: string, session: string) => Promise<Access | null>;
  gate: Gate;
  bus: Bus;
  clock: Clock;
  log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
  originAllowed: (request: IncomingMessage) => boolean;
  /** For tests and measurements; the defaults are right for everything else. */
  tuning?: { log?: Partial<LogTiming>; pulse?: Partial<PulseTiming>; allowance?: Partial<AllowanceLimits> };
}

/** How long a closing handshake may take, and how long draining waits for the disk before it closes connections, in milliseconds. */
const farewellMs = 2_000;

/** `closeTimeout` is missing from the types of ws: after it a socket whose other side does not say farewell is destroyed. */
const socketOptions: ServerOptions & { closeTimeout: number } = {
  noServer: true,
  clientTracking: false,
  maxPayload: boardFrameLimit,
  perMessageDeflate: false,
  closeTimeout: farewellMs,
};

export function createBoardHost(parts: BoardHostParts): BoardHost {
  const { store, gate, access, bus, clock, log: output, originAllowed, tuning } = parts;
  const pulse = { ...pulseTiming, ...tuning?.pulse };
  const allowance = { ...allowanceLimits, ...tuning?.allowance };
  const log = new BoardLog(store, output, { ...logTiming, ...tuning?.log });
  const rooms = new Rooms({ store, log, bus, clock, output });
  const connections = new Set<Connection>();
  const server = new WebSocketServer(socketOptions);
  let phase: 'serving' | 'draining' = 'serving';
  let onLastClosed = (): void => {};

  const heart = setInterval(() => {
    const now = performance.now();
    for (const connection of connections) connection.beat(now);
  }, pulse.beatMs);
  heart.unref();

  const unsubscribe = bus.subscribe((news) => {
    if (news.type === 'board-quiet') return;
    for (const connection of connections) void connection.hear(news);
  });

  async function welcome(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const visit = await authorise({ gate, access, originAllowed }, request);
    if ('refusal' in visit) refuse(socket, visit.refusal);
    else if (phase === 'draining') refuse(socket, 'unavailable');
    else if (!socket.destroyed) {
      server.handleUpgrade(request, socket, head, (ws) => {
        const connection = connect(ws, visit);
        socket.on('drain', () => {
          connection.drained();
        });
        void connection.open();
      });
    }
  }

  function connect(socket: WebSocket, { session, cookie, admission }: Visit): Connection {
    const connection = new Connection({
      socket,
      session,
      standing: new Standing(admission, () => admit({ gate, access }, cookie, session)),
      allowance: new Allowance(allowance, performance.now()),
      pulse: new Pulse(pulse),
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

  return {
    upgrade(request, socket, head) {
      // From the first moment on: a connection that breaks during its handshake must not end the process.
      socket.on('error', (error) => {
        output.debug({ err: error }, 'a board connection broke');
        socket.destroy();
      });
      welcome(request, socket, head).catch((error: unknown) => {
        output.error({ err: error }, 'a board connection could not be authorised');
        refuse(socket, 'unavailable');
      });
    },

    read: (session) => holding(session, ({ room }) => readStoredBoard(room)),

    async edit(session, author, change) {
      if (phase === 'draining') throw new ExpectedError('unavailable');
      await holding(session, ({ room }) => editBoard(room, author, change));
    },

    async drain() {
      phase = 'draining';
      for (const connection of connections) connection.pause();
      await Promise.race([log.flush(), new Promise((resolve) => setTimeout(resolve, farewellMs).unref())]);
      for (const connection of connections) connection.close(boardClose.goingAway);
      clearInterval(heart);
      await allClosed();
      unsubscribe();
      await log.flush();
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
