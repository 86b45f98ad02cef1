/** A board server in a process of its own on a real store, with one live session and people who may come to it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { lobby } from '#lib/domain/flow/transition.ts';
import { nanoid } from 'nanoid';
import { pino } from 'pino';
import { openStore } from '../../server/store/open-store.ts';

export interface BoardProcess {
  readonly session: string;
  /** Ids of the room's members. As a cookie they are let in. */
  readonly users: readonly string[];
  /** Starts the server and answers with its port. */
  start(): Promise<number>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Whether it runs. */
  alive(): boolean;
  /** Bytes of memory that it holds. Rejects when it does not answer within ten seconds. */
  memory(): Promise<number>;
  /** The stored updates, as a fresh reader finds them. Only while it does not run. */
  stored(): Promise<Uint8Array[]>;
  clean(): Promise<void>;
}

const log = pino({ level: 'silent' });

/** Makes the data; the server is not started yet. */
export async function prepareBoardProcess(people: number): Promise<BoardProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'counterpoint-process-'));
  const session = nanoid();
  const users = Array.from({ length: people }, () => nanoid());
  await withStore(dataDir, async (store) => {
    const [first = '', ...others] = users;
    const room = nanoid();
    const now = Date.now();
    for (const id of users)
      await store.users.insert({ id, name: 'Ama', email: null, passwordHash: null, createdAt: now });
    await store.rooms.insert(
      { id: room, name: 'Mondays', createdBy: first, createdAt: now },
      { room, user: first, role: 'peer', hue: 1, joinedAt: now },
    );
    for (const user of others) {
      const tokenHash = createHash('sha256').update(nanoid()).digest('hex');
      const terms = { role: 'peer' as const, usesLeft: 1, revokedAt: null, createdAt: now, expiresAt: now + 60_000 };
      await store.invites.insert({ id: nanoid(), room, tokenHash, createdBy: first, ...terms });
      await store.invites.accept(tokenHash, user, now);
    }
    const times = { createdAt: now, startedAt: null, endedAt: null };
    await store.sessions.insert(
      { id: session, room, status: 'live', format: defaultFormat, createdBy: first, ...times },
      lobby([first]),
      new Uint8Array([0, 0]),
    );
  });

  let server: ChildProcess | null = null;
  const runs = (child: ChildProcess | null): child is ChildProcess =>
    child !== null && child.exitCode === null && child.signalCode === null;
  async function kill(): Promise<void> {
    if (!runs(server)) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }

  return {
    session,
    users,
    async start() {
      const script = new URL('board-ledger-server.ts', import.meta.url);
      server = spawn(process.execPath, [script.pathname, dataDir], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
      const output = server.stdout;
      if (output === null) throw new Error('the server has no output');
      for await (const line of createInterface({ input: output })) return Number(line);
      throw new Error('the server ended before it listened');
    },
    kill,
    alive: () => runs(server),
    async memory() {
      if (!runs(server)) throw new Error('the server does not run');
      const answered = once(server, 'message', { signal: AbortSignal.timeout(10_000) });
      server.send('memory');
      return Number((await answered)[0]);
    },
    stored: () =>
      withStore(dataDir, async (store) => {
        const stored = await store.boards.load(session);
        if (stored === null) throw new Error('the session is gone');
        return stored.checkpoint ? [stored.checkpoint, ...stored.tail] : [...stored.tail];
      }),
    async clean() {
      await kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function withStore<T>(
  dataDir: string,
  use: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>,
): Promise<T> {
  const store = await openStore({ dataDir, databaseUrl: null, log });
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}
