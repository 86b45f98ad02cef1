/** A board server on a real store and a real port, with people who can come to its boards: for tests of the board's wire. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedBoard } from '#lib/crdt/board-doc.ts';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';
import { nanoid } from 'nanoid';
import { pino } from 'pino';
import * as Y from 'yjs';
import type { Gate } from '../../server/auth/gate.ts';
import { createBoardHost, type BoardHost, type BoardHostParts } from '../../server/board/board-host.ts';
import { createOriginCheck } from '../../server/http/origin.ts';
import { createLocalBus } from '../../server/realtime/bus.ts';
import { createFlowService } from '../../server/session/flow-service.ts';
import { openStore, type StoreOptions } from '../../server/store/open-store.ts';
import type { BoardStore } from '../../server/store/ports/board-port.ts';
import { openDesk, type Desk } from './board-desk.ts';
import { openWire, type Wire } from './board-wire.ts';

/** A signed-in person. The cookie is what a browser would send. */
export interface Visitor {
  id: string;
  name: string;
  cookie: string;
  signIn: string;
}

export interface BoardStageOptions {
  /** Stands between the server and its store, to make it slow or fail. */
  through?: (store: BoardStore) => BoardStore;
  tuning?: BoardHostParts['tuning'];
  crowd?: BoardHostParts['crowd'];
  meter?: BoardHostParts['meter'];
  sqlite?: StoreOptions['sqlite'];
}

export async function openBoardStage({ through, tuning, crowd, meter, sqlite }: BoardStageOptions = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'counterpoint-board-'));
  const warnings: string[] = [];
  const log = pino(
    { level: process.env.BOARD_TEST_LOG ?? 'warn' },
    {
      write(line: string) {
        warnings.push(line);
        if (process.env.BOARD_TEST_LOG !== undefined) process.stdout.write(line);
      },
    },
  );
  const store = await openStore({ dataDir, databaseUrl: null, log, ...(sqlite ? { sqlite } : {}) });
  const boards = through?.(store.boards) ?? store.boards;
  const cookies = new Map<string, { user: { id: string; name: string }; signIn: string }>();
  const gate: Gate = { identify: (header) => Promise.resolve(cookies.get(header ?? '') ?? null) };
  const failures: unknown[] = [];
  const bus = createLocalBus((error) => failures.push(error));
  const quiet: string[] = [];
  bus.subscribe((news) => {
    if (news.type === 'board-quiet') quiet.push(news.session);
  });
  const newHost = (): BoardHost =>
    createBoardHost({
      store: boards,
      archive: store.archive,
      access: (user, session) => store.sessions.access(user, session),
      isLive: async (session) => (await store.sessions.find(session))?.status === 'live',
      gate,
      bus,
      clock: () => Date.now(),
      log,
      originAllowed: createOriginCheck({ origin: null, host: '127.0.0.1' }),
      ...(tuning ? { tuning } : {}),
      ...(crowd ? { crowd } : {}),
      ...(meter ? { meter } : {}),
    });
  let host = newHost();
  const http = createServer();
  http.on('upgrade', (request, socket, head) => {
    host.upgrade(request, socket, head);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  const desks = new Set<Desk>();
  const wires = new Set<Wire>();

  return {
    store,
    bus,
    port,
    /** Sessions whose boards came to rest, in order. */
    quiet,
    failures,
    /** Lines of the log, as JSON. */
    warnings,
    dataDir,
    get host() {
      return host;
    },

    async visitor(name: string): Promise<Visitor> {
      const visitor = { id: nanoid(), name, cookie: `sign-in=${nanoid()}`, signIn: nanoid() };
      await store.users.insert({ id: visitor.id, name, email: null, passwordHash: null, createdAt: Date.now() });
      cookies.set(visitor.cookie, { user: { id: visitor.id, name }, signIn: visitor.signIn });
      return visitor;
    },

    /** A room of these people, the first one its maker, with a live session. */
    async session(first: Visitor, ...others: Visitor[]): Promise<{ room: string; session: string }> {
      const room = nanoid();
      const session = nanoid();
      const now = Date.now();
      await store.rooms.insert(
        { id: room, name: 'Mondays', createdBy: first.id, createdAt: now },
        { room, user: first.id, role: 'peer', hue: 1, joinedAt: now },
      );
      for (const other of others) {
        const tokenHash = createHash('sha256').update(nanoid()).digest('hex');
        const terms = { role: 'peer' as const, usesLeft: 1, revokedAt: null, createdAt: now, expiresAt: now + 60_000 };
        await store.invites.insert({ id: nanoid(), room, tokenHash, createdBy: first.id, ...terms });
        await store.invites.accept(tokenHash, other.id, now);
      }
      await store.sessions.insert(
        {
          id: session,
          room,
          status: 'live',
          format: defaultFormat,
          createdBy: first.id,
          createdAt: now,
          startedAt: null,
          endedAt: null,
        },
        lobby([first.id]),
        seedBoard([], []),
      );
      return { room, session };
    },

    /** A member of the room who is there to watch. */
    async addObserver(room: string, host: Visitor, observer: Visitor): Promise<void> {
      const tokenHash = createHash('sha256').update(nanoid()).digest('hex');
      const now = Date.now();
      const terms = {
        role: 'observer' as const,
        usesLeft: 1,
        revokedAt: null,
        createdAt: now,
        expiresAt: now + 60_000,
      };
      await store.invites.insert({ id: nanoid(), room, tokenHash, createdBy: host.id, ...terms });
      await store.invites.accept(tokenHash, observer.id, now);
    },

    /** Carries out events of the flow one after the other, as the session's part of the server does. */
    flows: createFlowService({ store, bus, clock: () => Date.now() }),

    /** Ends the session in the store, without telling anybody. */
    async endInStore(session: string, by: Visitor): Promise<void> {
      const flow = await store.sessions.readFlow(session);
      if (flow === null) throw new Error('no such session');
      const at = Date.now();
      const event = { type: 'end' as const, by: by.id, at };
      const ended = transition(flow.state, event, defaultFormat);
      if (!ended.ok) throw new Error(ended.error);
      await store.sessions.advanceFlow(session, flow.version, ended.state, event);
    },

    async removeMember(room: string, visitor: Visitor): Promise<void> {
      await store.rooms.removeMember(room, visitor.id, Date.now());
      bus.publish({ type: 'member-removed', room, user: visitor.id });
    },

    signOut(visitor: Visitor): void {
      cookies.delete(visitor.cookie);
      bus.publish({ type: 'signed-out', signIn: visitor.signIn });
    },

    /** Comes with the unmodified client of y-websocket. */
    desk(session: string, visitor: Visitor, doc = new Y.Doc()): Desk {
      const desk = openDesk(port, session, visitor.cookie, doc);
      desks.add(desk);
      return desk;
    },

    /** Comes with a bare WebSocket that says only what the test makes it say. */
    wire(session: string, headers: { cookie?: string; origin?: string }): Wire {
      const wire = openWire(port, session, headers);
      wires.add(wire);
      return wire;
    },

    /** What a fresh reader of the store would see. */
    async onDisk(session: string): Promise<Y.Doc> {
      const doc = new Y.Doc();
      const stored = await store.boards.load(session);
      if (stored === null) throw new Error('no such session');
      for (const update of [stored.checkpoint, ...stored.tail]) if (update) Y.applyUpdate(doc, update);
      return doc;
    },

    async entries(session: string): Promise<number> {
      return (await store.boards.load(session))?.tail.length ?? 0;
    },

    /** The server stops as it does on SIGTERM, and starts again on the same port and store. */
    async restart(): Promise<void> {
      await host.drain();
      host = newHost();
    },

    async close(): Promise<void> {
      for (const desk of desks) desk.leave();
      for (const wire of wires) wire.socket.terminate();
      await host.drain();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type BoardStage = Awaited<ReturnType<typeof openBoardStage>>;

/** A stage with two people who share a room, and its session: what most tests begin with. */
export async function openBoardPair(options: BoardStageOptions = {}) {
  const stage = await openBoardStage(options);
  const ama = await stage.visitor('Ama');
  const ben = await stage.visitor('Ben');
  return { stage, ama, ben, ...(await stage.session(ama, ben)) };
}
