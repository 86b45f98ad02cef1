import { io, type Socket } from 'socket.io-client';
import { errorSentences, type ErrorCode } from '#lib/domain/errors.ts';
import type {
  Ack,
  ClientToServerEvents,
  FlowRequest,
  FlowSnapshot,
  MarkRequest,
  ObserverNoteRequest,
  PresenceRequest,
  ReactionRequest,
  ServerToClientEvents,
  SessionSnapshot,
} from '#lib/protocol/session-events.ts';
import { SecondChance } from './second-chance.ts';
import type { RequestFailure } from './session-sentences.ts';

/** How long a request waits for its answer, in milliseconds. */
const answerWithin = 5_000;

export type Answer<T> = ({ ok: true } & T) | { ok: false; error: RequestFailure };

type Change<Event extends keyof ServerToClientEvents> = Parameters<ServerToClientEvents[Event]>[0];

/** What a session's page hears from its connection. */
export interface LinkListener {
  /** Connected, the first time or again: time to join. */
  connected(): void;
  /** The connection is gone, or was refused for now with a reason; the link goes on trying by itself. */
  lost(reason?: ErrorCode): void;
  /** The server does not let this page in; the link has stopped trying. */
  refused(error: ErrorCode): void;
  flowChanged(change: Change<'flow:changed'>): void;
  presenceChanged(change: Change<'presence:changed'>): void;
  reacted(change: Change<'presence:reacted'>): void;
  sessionEnded(change: Change<'session:ended'>): void;
  /** After the session: somebody said a word or set the next date. For the closing page alone. */
  closingChanged?(): void;
  /** Somebody signed the agreement. */
  agreementSigned?(): void;
}

/**
 * The connection as the session's client needs it, so that a test can stand in for the network. A request answered with
 * `not-connected` was never sent; one that `timed-out` may have been carried out.
 */
export interface SessionLink {
  open(listener: LinkListener): void;
  close(): void;
  /** Tries now instead of when the next attempt is due: the tab woke up, or the network is back. */
  wake(): void;
  /** Drops the connection and makes a new one, as when the server has not answered. */
  restart(): void;
  join(session: string): Promise<Answer<{ snapshot: SessionSnapshot }>>;
  command(request: FlowRequest): Promise<Answer<{ flow: FlowSnapshot }>>;
  setPresence(request: PresenceRequest): Promise<Answer<object>>;
  setMark(request: MarkRequest): Promise<Answer<object>>;
  react(request: ReactionRequest): Promise<Answer<object>>;
  /** Puts an observer's note on the board. */
  note(request: ObserverNoteRequest): Promise<Answer<object>>;
  readClock(): Promise<Answer<{ now: number }>>;
}

/** Where a link goes that no page opens, and as whom: for measurements, which come back by the same rules as pages. */
export interface LinkAddress {
  /** Such as `http://127.0.0.1:3000`. */
  origin: string;
  /** A ready `Cookie` header. */
  cookie: string;
}

function makeSocket(address: LinkAddress | null): Socket<ServerToClientEvents, ClientToServerEvents> {
  const options = {
    autoConnect: false,
    transports: ['websocket', 'polling'],
    // Without this a refused WebSocket would be tried for ever and polling never.
    tryAllTransports: true,
    reconnectionDelay: 500,
    // After a restart everybody is back within five seconds of the server listening again.
    reconnectionDelayMax: 3_500,
    randomizationFactor: 0.5,
    timeout: 10_000,
  };
  if (address === null) return io(options);
  return io(address.origin, { ...options, forceNew: true, extraHeaders: { cookie: address.cookie } });
}

/**
 * The session's wire over Socket.IO: WebSocket first, long polling where that does not get through. A page's link goes
 * to where the page came from.
 */
export function createSessionLink(address: LinkAddress | null = null): SessionLink {
  // Made on first use, because a page is rendered on the server as well, where there is nowhere to connect to.
  let made: Socket<ServerToClientEvents, ClientToServerEvents> | undefined;
  const socket = () => (made ??= makeSocket(address));
  let again: ReturnType<typeof setTimeout> | undefined;
  let closed = true;
  const chance = new SecondChance();

  /** For the cases in which Socket.IO itself stops trying though trying can help. */
  const connectSoon = (leastMs = 1_000) => {
    clearTimeout(again);
    again = setTimeout(() => void socket().connect(), leastMs + Math.random() * 3_000);
  };

  /**
   * Asks the server now or not at all. Socket.IO would hold a request back, unsaid, until it is connected again: then it
   * arrives before this page has joined, and comes to nothing. It also does so, while it still calls itself connected,
   * when this device's clock tells it that a ping is overdue, as after a sleep or when the clock was set forward.
   */
  const ask = <T>(
    emit: (to: ReturnType<Socket<ServerToClientEvents, ClientToServerEvents>['timeout']>) => Promise<Ack<T>>,
  ): Promise<Answer<T>> => {
    const notSent: Answer<T> = { ok: false, error: 'not-connected' };
    if (!socket().connected) return Promise.resolve(notSent);
    const answer = answered(emit(socket().timeout(answerWithin)));
    if (socket().sendBuffer.length === 0) return answer;
    socket().sendBuffer = [];
    clearTimeout(again);
    socket().disconnect().connect();
    return Promise.resolve(notSent);
  };

  return {
    open(listener) {
      closed = false;
      const refuse = (error: ErrorCode) => {
        if (!chance.believes(error)) {
          socket().disconnect();
          listener.lost();
          connectSoon();
          return;
        }
        closed = true;
        clearTimeout(again);
        socket().disconnect();
        listener.refused(error);
      };
      socket().on('connect', () => {
        chance.letIn();
        listener.connected();
      });
      socket().on('disconnect', (reason) => {
        if (closed) return;
        listener.lost();
        // The server hung up, as when it restarts: Socket.IO leaves it to us to come back.
        if (reason === 'io server disconnect') connectSoon();
      });
      socket().on('connect_error', (failure) => {
        if (closed || socket().active) return;
        const code = codeIn(failure);
        if (code === null || code === 'unavailable' || code === 'too-fast') connectSoon();
        else if (code === 'too-many-pages' || code === 'address-crowded') {
          // A person may have to close something first: there is no hurry, and the crowd is no smaller for knocking.
          connectSoon(5_000);
          listener.lost(code);
        } else refuse(code);
      });
      socket().on('session:closed', ({ error }) => refuse(error));
      socket().on('flow:changed', (change) => listener.flowChanged(change));
      socket().on('presence:changed', (change) => listener.presenceChanged(change));
      socket().on('presence:reacted', (change) => listener.reacted(change));
      socket().on('session:ended', (change) => listener.sessionEnded(change));
      socket().on('agreement:signed', () => listener.agreementSigned?.());
      socket().on('closing:changed', () => listener.closingChanged?.());
      socket().connect();
    },
    close() {
      closed = true;
      clearTimeout(again);
      socket().off();
      socket().disconnect();
    },
    wake() {
      if (closed || socket().connected) return;
      clearTimeout(again);
      // `connect` alone does nothing while Socket.IO waits for its next attempt.
      socket().disconnect().connect();
    },
    restart() {
      if (closed) return;
      socket().disconnect();
      connectSoon();
    },
    join: (session) => ask((to) => to.emitWithAck('session:join', { session })),
    command: (request) => ask((to) => to.emitWithAck('flow:command', request)),
    setPresence: (request) => ask((to) => to.emitWithAck('presence:set', request)),
    setMark: (request) => ask((to) => to.emitWithAck('presence:mark', request)),
    react: (request) => ask((to) => to.emitWithAck('presence:react', request)),
    note: (request) => ask((to) => to.emitWithAck('observer:note', request)),
    readClock: () => ask((to) => to.emitWithAck('clock:read')),
  };
}

/** The only way in which an acknowledgement fails is that none came in time, or that the connection broke meanwhile. */
async function answered<T>(acknowledgement: Promise<Ack<T>>): Promise<Answer<T>> {
  try {
    return await acknowledgement;
  } catch {
    return { ok: false, error: 'timed-out' };
  }
}

/** The server's middleware refuses with an error whose message is a code of the table. */
function codeIn(failure: Error): ErrorCode | null {
  return Object.hasOwn(errorSentences, failure.message) ? (failure.message as ErrorCode) : null;
}
