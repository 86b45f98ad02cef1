/**
 * The session's wire, server side: lets connections in, tells everybody in a session what has changed, and lets go
 * of those who lose the right to be there. Holds nothing of a session that nobody has open.
 */
import { ExpectedError } from '#lib/domain/errors.ts';
import { mayInSession, memberRoleOf } from '#lib/domain/permissions.ts';
import type { Participant } from '#lib/protocol/session-events.ts';
import type { IncomingMessage } from 'node:http';
import type { Gate } from '../auth/gate.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Bus, News } from '../realtime/bus.ts';
import type { CrowdLimits } from '../realtime/crowd.ts';
import type { Store } from '../store/ports/store.ts';
import { createAudience } from './audience.ts';
import type { FlowService } from './flow-service.ts';
import { createFlowWatch } from './flow-watch.ts';
import type { ObserverNotes } from './observer-notes.ts';
import { createPeopleAnnouncer } from './people-announcer.ts';
import { createPresence } from './presence.ts';
import { createSessionDoor } from './session-door.ts';
import {
  acceptConnection,
  type ConnectionHost,
  type Opener,
  type SessionConnection,
  type SessionServer,
  type SessionSocket,
} from './session-connection.ts';

export interface SessionHub {
  /** The users who have the session's page open now. */
  here(session: string): string[];
  /** Answers what has come in, then closes every connection so that pages reconnect by themselves. Takes a second at most. */
  close(): Promise<void>;
}

export interface SessionHubDependencies {
  io: SessionServer;
  store: Pick<Store, 'rooms' | 'sessions'>;
  gate: Gate;
  notes: ObserverNotes;
  flows: Pick<FlowService, 'command' | 'read' | 'sit' | 'stand' | 'back' | 'report' | 'listRunning' | 'onChange'>;
  bus: Bus;
  clock: Clock;
  log: Pick<Log, 'error' | 'warn'>;
  /** How long a lost connection may take to come back, in milliseconds; 8 s unless a test says otherwise. */
  grace?: number;
  /** Whose connection it is, for the bounds; the connection's own address when left out. */
  addressOf?: (request: IncomingMessage) => string;
  /** How many connections one user and one address may have. */
  crowd?: Partial<CrowdLimits>;
  /** How long a peer may be away before the clock stands, in milliseconds; 30 s unless a test says otherwise. */
  patience?: number;
}

/** How long `close` waits for requests under way, in milliseconds. */
const closingTime = 800;

export function createSessionHub({
  io,
  store,
  gate,
  notes,
  flows,
  bus,
  clock,
  log,
  grace,
  addressOf,
  crowd,
  patience,
}: SessionHubDependencies): SessionHub {
  const door = createSessionDoor({ gate, log, addressOf, crowd });
  const connections = new Set<SessionConnection>();
  /** Who opened each connection, between the handshake and its acceptance. */
  const openers = new WeakMap<SessionSocket, Opener>();
  /** The connections in each session that somebody has open. */
  const live = new Map<string, Set<SessionConnection>>();
  const audience = createAudience(io);
  /** Counts losses of rights, so that a check that was under way while one happened is made again. */
  let revocations = 0;
  let closing = false;

  async function participantsOf(room: string, session: string): Promise<Participant[]> {
    const members = await store.rooms.members(room);
    return members.map(({ user, name, hue, role }) => {
      const marks = presence.marksOf(session, user);
      const person = { id: user, name, hue, role, presence: presence.of(session, user) };
      return marks.length === 0 ? person : { ...person, marks };
    });
  }

  const people = createPeopleAnnouncer({
    read(session) {
      const room = roomOf(session);
      return room === null || closing ? null : participantsOf(room, session);
    },
    tell: (session, participants) => audience.tell(session, 'presence:changed', { participants }),
    log,
  });
  const presence = createPresence({ onChange: people.announce, ...(grace === undefined ? {} : { grace }) });

  const watch = createFlowWatch({
    flows,
    present: (session) => presence.connected(session),
    clock,
    log,
    ...(patience === undefined ? {} : { patience }),
  });
  // In the background: nobody who comes in waits for it.
  void watch.rebuild();

  function roomOf(session: string): string | null {
    const [connection] = live.get(session) ?? [];
    return connection?.joined()?.room ?? null;
  }

  const admit: ConnectionHost['admit'] = async ({ socket, opener }, session, enter) => {
    for (;;) {
      const before = revocations;
      const [signedIn, access] = await Promise.all([
        gate.identify(socket.request.headers.cookie),
        store.sessions.access(opener.user.id, session),
      ]);
      // Somebody lost a right while we were reading: what we read may be older than that.
      if (before !== revocations) continue;
      if (signedIn?.signIn !== opener.signIn) throw new ExpectedError('not-signed-in');
      if (!access) throw new ExpectedError('not-found');
      if (!mayInSession(access.role, 'session:join', access.session.status)) throw new ExpectedError('not-allowed');
      enter(access);
      return access;
    }
  };

  const host: ConnectionHost = {
    admit,
    entered(connection, { role, session: { id: session } }) {
      audience.place(connection, session, role);
      live.set(session, (live.get(session) ?? new Set()).add(connection));
      presence.enter(session, connection.opener.user.id, connection);
      watch.back(session, connection.opener.user.id);
    },
    async snapshot({ opener }, { role, session }) {
      await flows.sit(opener.user.id, session.id);
      const flow = await flows.back(opener.user.id, session.id);
      const [row, participants] = await Promise.all([
        store.sessions.find(session.id),
        participantsOf(session.room, session.id),
      ]);
      if (!row) throw new ExpectedError('not-found');
      return {
        session: {
          id: session.id,
          number: session.number,
          status: row.status,
          room: { id: session.room, name: session.roomName },
        },
        format: row.format,
        flow: audience.seenBy(opener.user.id, role, flow),
        participants,
        me: { id: opener.user.id, role: memberRoleOf(role) },
        now: clock(),
      };
    },
    command: (user, session, request) => flows.command(user, session, request, presence.connected(session)),
    presence: (connection, session, state) => presence.set(session, connection.opener.user.id, connection, state),
    mark(connection, session, { mark, on }) {
      audience.require(connection, 'sign:show');
      presence.mark(session, connection.opener.user.id, mark, on);
    },
    react(connection, session, reaction) {
      audience.require(connection, 'sign:show');
      audience.tell(session, 'presence:reacted', { user: connection.opener.user.id, reaction });
    },
    note: (connection, session, text) => notes.write(connection.opener.user.id, session, text),
    left(connection, how) {
      connections.delete(connection);
      const joined = connection.joined();
      if (!joined) return;
      const others = live.get(joined.session);
      others?.delete(connection);
      if (others?.size === 0) live.delete(joined.session);
      const user = connection.opener.user.id;
      presence.leave(joined.session, user, connection, how);
      if (!presence.connected(joined.session).includes(user)) watch.dropped(joined.session, user);
    },
  };

  io.use((socket, next) => {
    if (closing) return next(new Error('unavailable'));
    door.knock(
      socket,
      (opener) => {
        openers.set(socket, opener);
        next();
      },
      (error) => next(new Error(error)),
    );
  });

  io.on('connection', (socket) => {
    const opener = openers.get(socket);
    if (!opener || closing) {
      socket.conn.close();
      return;
    }
    connections.add(acceptConnection({ socket, opener, host, clock, log }));
  });

  const unsubscribeFlows = flows.onChange(({ session, flow, by, command, effects, format }) => {
    audience.tellFlow(session, { flow, by, command, now: clock(), ...(format && { format }) });
    for (const effect of effects) if (effect.type === 'observer-refused') sendAway(session, effect.user);
  });

  const unsubscribeBus = bus.subscribe((news: News) => {
    switch (news.type) {
      case 'member-removed':
        revocations++;
        for (const connection of [...connections]) {
          if (connection.opener.user.id === news.user && connection.joined()?.room === news.room)
            connection.dismiss('not-allowed');
        }
        announceRoom(news.room);
        void freeSeat(news.room, news.user);
        return;
      case 'members-changed':
        announceRoom(news.room);
        return;
      case 'signed-out':
        revocations++;
        for (const connection of [...connections]) {
          if (connection.opener.signIn === news.signIn) connection.dismiss('not-signed-in');
        }
        return;
      case 'session-ended':
        audience.end(news.session, { by: news.by, at: news.at });
        return;
      case 'watchers-changed':
        revocations++;
        for (const connection of live.get(news.session) ?? [])
          audience.replace(connection, news.session, news.watching);
        return;
      case 'closing-changed':
        for (const connection of connections) {
          if (connection.joined()?.room === news.room) connection.socket.emit('closing:changed', {});
        }
        return;
      case 'agreement-signed':
        audience.tell(news.session, 'agreement:signed', {});
        return;
      case 'board-quiet':
        return;
    }
  });

  /** Never rejects: should it fail, the seat is freed when the next person comes in. */
  async function freeSeat(room: string, user: string): Promise<void> {
    try {
      const session = await store.sessions.findLive(room);
      if (session) await flows.stand(user, session.id);
    } catch (error) {
      log.error({ err: error, room }, 'the seat of somebody who left could not be freed');
    }
  }

  /** A peer does not agree that this observer watches. */
  function sendAway(session: string, user: string): void {
    for (const connection of [...(live.get(session) ?? [])]) {
      if (connection.opener.user.id === user) connection.dismiss('not-allowed');
    }
  }

  function announceRoom(room: string): void {
    for (const session of live.keys()) if (roomOf(session) === room) people.announce(session);
  }

  return {
    here: (session) => presence.connected(session),
    async close() {
      closing = true;
      unsubscribeBus();
      const answered = Promise.all([...connections].map((connection) => connection.answered()));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, closingTime);
      });
      await Promise.race([answered, late]);
      clearTimeout(timer);
      unsubscribeFlows();
      watch.close();
      presence.clear();
      // Closing the transport below Socket.IO reads as a lost connection to the pages, so they come back by themselves;
      // a farewell of Socket.IO's own would make them stay away.
      io.engine.close();
    },
  };
}
