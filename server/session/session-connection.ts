/** One Socket.IO connection: reads its requests, answers every one of them, and knows which session it has joined. */
import { ExpectedError, type ErrorCode } from '#lib/domain/errors.ts';
import {
  flowRequestSchema,
  joinRequestSchema,
  markRequestSchema,
  observerNoteSchema,
  presenceRequestSchema,
  reactionRequestSchema,
  type ClientToServerEvents,
  type FlowRequest,
  type FlowSnapshot,
  type MarkRequest,
  type PresenceRequest,
  type Reaction,
  type ServerToClientEvents,
  type SessionSnapshot,
} from '#lib/protocol/session-events.ts';
import type { Server, Socket } from 'socket.io';
import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Access } from '../store/ports/session-port.ts';
import { createMessageAllowance, type MessageAllowance } from './message-allowance.ts';

/** Who opened the connection, as the gate said at the handshake. */
export interface Opener {
  user: { id: string; name: string };
  signIn: string;
}

export type SessionServer = Server<ClientToServerEvents, ServerToClientEvents>;
export type SessionSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

/** What a connection asks of the hub. All of it may throw `ExpectedError`. */
export interface ConnectionHost {
  /**
   * Checks that the connection may be in the session, and calls `enter` in the same breath, so that no loss of
   * rights falls between the two. Refuses with `not-signed-in`, `not-found` or `not-allowed`.
   */
  admit(connection: SessionConnection, session: string, enter: (access: Access) => void): Promise<Access>;
  /** The connection is in the session from now on, or still: broadcasts reach it, as far as its role allows. */
  entered(connection: SessionConnection, access: Access): void;
  snapshot(connection: SessionConnection, access: Access): Promise<SessionSnapshot>;
  command(user: string, session: string, request: FlowRequest): Promise<FlowSnapshot>;
  presence(connection: SessionConnection, session: string, state: PresenceRequest['state']): void;
  mark(connection: SessionConnection, session: string, request: MarkRequest): void;
  react(connection: SessionConnection, session: string, reaction: Reaction): void;
  note(connection: SessionConnection, session: string, text: string): Promise<void>;
  /** The connection is over. `lost`: its page may come back in a moment. */
  left(connection: SessionConnection, how: 'lost' | 'left'): void;
}

export interface SessionConnection {
  readonly socket: SessionSocket;
  readonly opener: Opener;
  /** The session it has joined, with its room; null before that. */
  joined(): { session: string; room: string } | null;
  /** Tells the page why it must let go, and ends the connection. */
  dismiss(error: ErrorCode): void;
  /** Resolves when the requests that have come in are answered. */
  answered(): Promise<void>;
}

type Life = { state: 'open' } | { state: 'joined'; session: string; room: string } | { state: 'over' };

export interface ConnectionOptions {
  socket: SessionSocket;
  opener: Opener;
  host: ConnectionHost;
  clock: Clock;
  log: Pick<Log, 'error' | 'warn'>;
  allowance?: MessageAllowance;
}

/** Reasons by which a page says goodbye, or by which the server sends it away: it is not waited for. */
const farewells = new Set<string>(['client namespace disconnect', 'server namespace disconnect']);

export function acceptConnection({
  socket,
  opener,
  host,
  clock,
  log,
  allowance = createMessageAllowance(),
}: ConnectionOptions): SessionConnection {
  /** Signs to everybody are few: they are worth something as long as they are. */
  const signs = createMessageAllowance({ burst: 5, perSecond: 1, patience: Number.POSITIVE_INFINITY });
  /** Notes are written by hand. */
  const notes = createMessageAllowance({ burst: 5, perSecond: 0.5, patience: Number.POSITIVE_INFINITY });
  let life: Life = { state: 'open' };
  /** Requests of one connection are answered in the order in which they came. */
  let tail: Promise<void> = Promise.resolve();

  const connection: SessionConnection = {
    socket,
    opener,
    joined: () => (life.state === 'joined' ? { session: life.session, room: life.room } : null),
    dismiss(error) {
      socket.emit('session:closed', { error });
      socket.disconnect(true);
    },
    answered: () => tail,
  };

  function requireSession(): string {
    if (life.state !== 'joined') throw new ExpectedError('bad-request');
    return life.session;
  }

  /** Runs a request after those before it; whatever happens, it is acknowledged and nothing escapes. */
  function serve(event: string, args: unknown[], work: (payload: unknown[]) => object | Promise<object>): void {
    const last = args.at(-1);
    const ack = typeof last === 'function' ? last : null;
    const payload = ack ? args.slice(0, -1) : args;
    const answer = (value: { ok: true } | { ok: false; error: ErrorCode }): void => void ack?.(value);

    switch (allowance.take(performance.now())) {
      case 'cut-off':
        log.warn({ user: opener.user.id }, 'a connection that would not slow down was cut off');
        connection.dismiss('too-fast');
        return;
      case 'refuse':
        answer({ ok: false, error: 'too-fast' });
        return;
      case 'accept':
    }

    tail = tail.then(async () => {
      if (life.state === 'over') return;
      try {
        answer({ ok: true, ...(await work(payload)) });
      } catch (error) {
        if (!(error instanceof ExpectedError))
          log.error({ err: error, event, user: opener.user.id }, 'a request failed');
        answer({ ok: false, error: error instanceof ExpectedError ? error.code : 'unavailable' });
      }
    });
  }

  async function join(session: string): Promise<{ snapshot: SessionSnapshot }> {
    // One connection is one page; a page that shows another session opens another connection.
    if (life.state === 'joined' && life.session !== session) throw new ExpectedError('bad-request');
    const access = await host.admit(connection, session, (access) => {
      if (life.state === 'over') return;
      life = { state: 'joined', session, room: access.session.room };
      host.entered(connection, access);
    });
    // The page has closed in the meantime: nobody is there to take a seat.
    if (!connection.joined()) throw new ExpectedError('unavailable');
    return { snapshot: await host.snapshot(connection, access) };
  }

  socket.on('session:join', (...args: unknown[]) =>
    serve('session:join', args, async (payload) => join(parse(joinRequestSchema, payload).session)),
  );
  socket.on('flow:command', (...args: unknown[]) =>
    serve('flow:command', args, async (payload) => {
      const request = parse(flowRequestSchema, payload);
      return { flow: await host.command(opener.user.id, requireSession(), request) };
    }),
  );
  socket.on('presence:set', (...args: unknown[]) =>
    serve('presence:set', args, (payload) => {
      const { state } = parse(presenceRequestSchema, payload);
      host.presence(connection, requireSession(), state);
      return {};
    }),
  );
  socket.on('presence:mark', (...args: unknown[]) =>
    serve('presence:mark', args, (payload) => {
      host.mark(connection, requireSession(), parse(markRequestSchema, payload));
      return {};
    }),
  );
  socket.on('presence:react', (...args: unknown[]) =>
    serve('presence:react', args, (payload) => {
      const { reaction } = parse(reactionRequestSchema, payload);
      const session = requireSession();
      if (signs.take(performance.now()) !== 'accept') throw new ExpectedError('too-fast');
      host.react(connection, session, reaction);
      return {};
    }),
  );
  socket.on('observer:note', (...args: unknown[]) =>
    serve('observer:note', args, async (payload) => {
      const { text } = parse(observerNoteSchema, payload);
      const session = requireSession();
      if (notes.take(performance.now()) !== 'accept') throw new ExpectedError('too-fast');
      await host.note(connection, session, text);
      return {};
    }),
  );
  socket.on('clock:read', (...args: unknown[]) =>
    serve('clock:read', args, (payload) => {
      if (payload.length > 0) throw new ExpectedError('bad-request');
      return { now: clock() };
    }),
  );
  // An event that we do not know is answered too: a page of another version must not wait for ever.
  socket.onAny((event: string, ...args: unknown[]) => {
    if (isRequest(event)) return;
    serve(event, args, () => {
      throw new ExpectedError('bad-request');
    });
  });
  socket.on('disconnect', (reason) => {
    host.left(connection, farewells.has(reason) ? 'left' : 'lost');
    life = { state: 'over' };
  });

  return connection;
}

const requests = {
  'session:join': true,
  'flow:command': true,
  'presence:set': true,
  'presence:mark': true,
  'presence:react': true,
  'observer:note': true,
  'clock:read': true,
} satisfies Record<keyof ClientToServerEvents, true>;

function isRequest(event: string): boolean {
  return Object.hasOwn(requests, event);
}

/** The one payload of a request; anything else is `bad-request`. */
function parse<S extends z.ZodType>(schema: S, payload: unknown[]): z.infer<S> {
  const parsed = schema.safeParse(payload[0]);
  if (!parsed.success || payload.length !== 1) throw new ExpectedError('bad-request');
  return parsed.data;
}
