/** A session server on a real store and a real port, with people who can open its page: for tests of the session's wire. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBoard } from '#lib/crdt/board-doc.ts';
import type { Board } from '#lib/domain/board/card.ts';
import type { MemberRole } from '#lib/domain/permissions.ts';
import { nanoid } from 'nanoid';
import { pino } from 'pino';
import * as Y from 'yjs';
import { createActionService } from '../../server/actions/action-service.ts';
import type { Gate } from '../../server/auth/gate.ts';
import { createLocalBus, type Bus } from '../../server/realtime/bus.ts';
import type { CrowdLimits } from '../../server/realtime/crowd.ts';
import { createSocketServer } from '../../server/realtime/socket-server.ts';
import type { CurrentUser } from '../../server/services.ts';
import { createFlowService } from '../../server/session/flow-service.ts';
import { createObserverNotes } from '../../server/session/observer-notes.ts';
import { createOutcomeProjection } from '../../server/session/outcome-projection.ts';
import { createSessionHub } from '../../server/session/session-hub.ts';
import { createSessionService } from '../../server/session/session-service.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { Store } from '../../server/store/ports/store.ts';
import { openPage, type Page } from './session-page.ts';

/** A signed-in person. The cookie is what a browser would send. */
export interface Visitor extends CurrentUser {
  cookie: string;
  signIn: string;
}

/** One start of the server: what a restart replaces. */
export interface RunningServer {
  bus: Bus;
  flows: ReturnType<typeof createFlowService>;
  hub: ReturnType<typeof createSessionHub>;
  sessions: ReturnType<typeof createSessionService>;
  actions: ReturnType<typeof createActionService>;
  outcomes: ReturnType<typeof createOutcomeProjection>;
  http: HttpServer;
  port: number;
  stop(): Promise<void>;
}

export interface StageOptions {
  /** Milliseconds that a lost connection may take to come back. */
  grace?: number;
  /** How many connections one user and one address may have. */
  crowd?: Partial<CrowdLimits>;
  /** Milliseconds that a peer may be away before the clock stands. */
  patience?: number;
  /** Stands between the server and its store, to make it slow or fail. */
  through?: (store: Store) => Store;
}

export async function openStage(options: StageOptions = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'counterpoint-session-'));
  const log = pino({ level: 'silent' });
  const store = await openStore({ dataDir, databaseUrl: null, log });
  const cookies = new Map<string, { user: { id: string; name: string }; signIn: string }>();
  const gate: Gate = { identify: (header) => Promise.resolve(cookies.get(header ?? '') ?? null) };
  const pages = new Set<Page>();
  /** The server's clock: real until a test sets it. */
  const time = { now: () => Date.now() };

  async function boardOf(session: string): Promise<Board> {
    const doc = new Y.Doc();
    const stored = await store.boards.load(session);
    if (stored?.checkpoint) Y.applyUpdate(doc, stored.checkpoint);
    for (const update of stored?.tail ?? []) Y.applyUpdate(doc, update);
    return readBoard(doc);
  }

  async function writeOn(session: string, author: string | null, change: (doc: Y.Doc) => void): Promise<void> {
    const doc = new Y.Doc();
    const stored = await store.boards.load(session);
    for (const update of stored?.tail ?? []) Y.applyUpdate(doc, update);
    const before = Y.encodeStateVector(doc);
    change(doc);
    const update = Y.encodeStateAsUpdate(doc, before);
    await store.boards.append([{ session, author, at: Date.now(), update }]);
  }

  async function start(port = 0): Promise<RunningServer> {
    const seen = options.through?.(store) ?? store;
    const bus = createLocalBus((error) => {
      throw error;
    });
    const clock = () => time.now();
    const http = createServer();
    const io = createSocketServer(http, () => true);
    const boards = {
      read: boardOf,
      edit: (session: string, author: string | null, change: (doc: Y.Doc) => void) => writeOn(session, author, change),
    };
    const flows = createFlowService({ store: seen, bus, clock });
    const outcomes = createOutcomeProjection({ store: seen, boards, bus, clock, log });
    const sessions = createSessionService({ store: seen, boards, flows, outcomes, clock });
    const actions = createActionService({ store: seen, boards, clock });
    const { grace, crowd, patience } = options;
    const hub = createSessionHub({
      io,
      store: seen,
      gate,
      notes: createObserverNotes({ store: seen, boards, flows, clock }),
      flows,
      bus,
      clock,
      log,
      ...(grace ? { grace } : {}),
      ...(crowd ? { crowd } : {}),
      ...(patience ? { patience } : {}),
    });
    await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
    return {
      bus,
      flows,
      hub,
      sessions,
      actions,
      outcomes,
      http,
      port: (http.address() as AddressInfo).port,
      async stop() {
        outcomes.close();
        await hub.close();
        await outcomes.settle();
        await io.close();
      },
    };
  }

  let server = await start();

  /** Joins through an invite, as people do. */
  async function addPeer(room: string, host: Visitor, visitor: Visitor, role: MemberRole = 'peer'): Promise<void> {
    const createdAt = Date.now();
    const tokenHash = createHash('sha256').update(nanoid()).digest('hex');
    const terms = { role, usesLeft: 1, revokedAt: null, createdAt, expiresAt: createdAt + 60_000 };
    await store.invites.insert({ id: nanoid(), room, tokenHash, createdBy: host.id, ...terms });
    await store.invites.accept(tokenHash, visitor.id, createdAt);
    server.bus.publish({ type: 'members-changed', room });
  }

  return {
    store,
    time,
    boardOf,
    addPeer,
    get server() {
      return server;
    },
    /** Everything but the store ends and starts again, on the same port. */
    async restart(): Promise<void> {
      const { port } = server;
      await server.stop();
      server = await start(port);
    },

    async visitor(name: string): Promise<Visitor> {
      const user = { id: nanoid(), name, email: null };
      await store.users.insert({ ...user, passwordHash: null, createdAt: Date.now() });
      const cookie = `sign-in=${nanoid()}`;
      const signIn = nanoid();
      cookies.set(cookie, { user: { id: user.id, name }, signIn });
      return { ...user, cookie, signIn };
    },

    /** A second sign-in of the same person, as from another browser. */
    again(visitor: Visitor): Visitor {
      const cookie = `sign-in=${nanoid()}`;
      const signIn = nanoid();
      cookies.set(cookie, { user: { id: visitor.id, name: visitor.name }, signIn });
      return { ...visitor, cookie, signIn };
    },

    signOut(visitor: Visitor): void {
      cookies.delete(visitor.cookie);
      server.bus.publish({ type: 'signed-out', signIn: visitor.signIn });
    },

    async removeMember(room: string, visitor: Visitor): Promise<void> {
      await store.rooms.removeMember(room, visitor.id, time.now());
      server.bus.publish({ type: 'member-removed', room, user: visitor.id });
    },

    /** A room with its first member, who has the role given, and the others as peers. */
    async room(first: Visitor, others: Visitor[] = [], role: MemberRole = 'peer'): Promise<string> {
      const id = nanoid();
      const now = Date.now();
      await store.rooms.insert(
        { id, name: 'Mondays', createdBy: first.id, createdAt: now },
        { room: id, user: first.id, role, hue: 1, joinedAt: now },
      );
      for (const other of others) await addPeer(id, first, other);
      return id;
    },

    /** Opens a connection as a page does; null: without a cookie. It has not joined a session yet. */
    async open(visitor: Visitor | null, how: { reconnect?: boolean } = {}): Promise<Page> {
      const page = await openPage(server.port, visitor?.cookie ?? null, how.reconnect ?? false);
      pages.add(page);
      return page;
    },

    /** Writes on a board as a client's connection would. */
    write: (session: string, author: Visitor, change: (doc: Y.Doc) => void) => writeOn(session, author.id, change),

    /** Connections that are open at the server, whatever they are. */
    openConnections: () =>
      new Promise<number>((resolve, reject) =>
        server.http.getConnections((error, count) => (error ? reject(error) : resolve(count))),
      ),

    async close(): Promise<void> {
      for (const page of pages) page.socket.disconnect();
      await server.stop();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;
