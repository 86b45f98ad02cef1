/** A live session page without its looks: a real Socket.IO client that remembers everything it heard. */
import type { FlowCommand } from '#lib/domain/flow/flow.ts';
import type { PresenceState } from '../../server/session/presence.ts';
import type {
  Ack,
  ClientToServerEvents,
  FlowSnapshot,
  ServerToClientEvents,
  SessionSnapshot,
} from '#lib/protocol/session-events.ts';
import { io, type Socket } from 'socket.io-client';

type PageSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

type Heard = {
  [E in keyof ServerToClientEvents]: { event: E; change: Parameters<ServerToClientEvents[E]>[0] };
}[keyof ServerToClientEvents];

export interface Page {
  socket: PageSocket;
  /** Everything heard so far, in order. */
  heard: Heard[];
  /** Resolves with the first thing heard, now or earlier, for which `matches` holds. */
  hears<E extends keyof ServerToClientEvents>(
    event: E,
    matches?: (change: Parameters<ServerToClientEvents[E]>[0]) => boolean,
  ): Promise<Parameters<ServerToClientEvents[E]>[0]>;
  /** Resolves when the latest word on this person's presence is the one given. */
  sees(user: string, presence: PresenceState): Promise<void>;
  join(session: string): Promise<Ack<{ snapshot: SessionSnapshot }>>;
  /** Joins and must be let in. */
  enter(session: string): Promise<SessionSnapshot>;
  command(version: number, command: FlowCommand): Promise<Ack<{ flow: FlowSnapshot }>>;
  /** Sends anything at all, well-formed or not, and waits for the answer. */
  say(event: string, ...args: unknown[]): Promise<Ack<object>>;
  /** Sends anything at all, and nothing to answer it with. */
  shout(event: string, ...args: unknown[]): void;
  /** Why the connection ended, once it has. */
  ended: Promise<string>;
  /** Closes as a lost network does: without a farewell. */
  vanish(): void;
}

/** How long a page waits before a test gives up, in milliseconds. */
const patience = 5_000;

/** Rejects with the server's error code when the handshake is refused. */
export async function openPage(port: number, cookie: string | null, reconnect: boolean): Promise<Page> {
  const socket: PageSocket = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: reconnect,
    reconnectionDelay: 20,
    reconnectionDelayMax: 50,
    extraHeaders: cookie === null ? {} : { cookie },
  });
  const heard: Heard[] = [];
  const waiting = new Set<() => void>();
  socket.onAny((event: string, change: unknown) => {
    heard.push({ event, change } as Heard);
    for (const look of [...waiting]) look();
  });
  const ended = new Promise<string>((resolve) => socket.once('disconnect', resolve));

  /** Looks at what was heard, now and after each further event, until `find` finds something. */
  function until<T>(what: string, find: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`never heard: ${what}; heard ${JSON.stringify(heard.map(({ event }) => event))}`));
      }, patience);
      waiting.add(look);
      look();
    });
  }

  const page: Page = {
    socket,
    heard,
    ended,
    hears(event, matches = () => true) {
      type Change = Parameters<ServerToClientEvents[typeof event]>[0];
      return until(event, () => {
        const found = heard.find((one) => one.event === event && matches(one.change as Change));
        return found?.change;
      });
    },
    async sees(user, presence) {
      await until(`${user} ${presence}`, () => {
        const latest = heard.findLast((one) => one.event === 'presence:changed');
        return latest?.change.participants.find(({ id }) => id === user)?.presence === presence ? true : undefined;
      });
    },
    join: (session) => socket.timeout(patience).emitWithAck('session:join', { session }),
    async enter(session) {
      const answer = await page.join(session);
      if (!answer.ok) throw new Error(`not let in: ${answer.error}`);
      return answer.snapshot;
    },
    command: (version, command) => socket.timeout(patience).emitWithAck('flow:command', { version, command }),
    say: (event, ...args) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no answer to ${event}`)), patience);
        const answer = (value: Ack<object>): void => {
          clearTimeout(timer);
          resolve(value);
        };
        page.shout(event, ...args, answer);
      }),
    shout(event, ...args) {
      // What a page of ours would never send has no place in the types of its socket.
      (socket as Socket).emit(event, ...args);
    },
    vanish: () => void socket.io.engine.close(),
  };

  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return page;
}
