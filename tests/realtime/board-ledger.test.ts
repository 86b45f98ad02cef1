import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { defaultFormat } from '#lib/domain/formats/library.ts';
import { lobby } from '#lib/domain/transition.ts';
import { nanoid } from 'nanoid';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openStore } from '../../server/store/open-store.ts';
import { openDesk, type Desk } from '../support/board-desk.ts';
import { until } from '../support/until.ts';

const kills = 4;
const log = pino({ level: 'silent' });
const user = nanoid();
const session = nanoid();
let dataDir: string;
let server: ChildProcess;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'counterpoint-ledger-'));
  const store = await openStore({ dataDir, databaseUrl: null, log });
  const room = nanoid();
  const now = Date.now();
  await store.users.insert({ id: user, name: 'Ama', email: null, passwordHash: null, createdAt: now });
  await store.rooms.insert(
    { id: room, name: 'Mondays', createdBy: user, createdAt: now },
    { room, user, role: 'peer', hue: 1, joinedAt: now },
  );
  const times = { createdAt: now, startedAt: null, endedAt: null };
  await store.sessions.insert(
    { id: session, room, status: 'live', format: defaultFormat, createdBy: user, ...times },
    lobby([user]),
    new Uint8Array([0, 0]),
  );
  await store.close();
});

afterEach(async () => {
  await kill();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<number> {
  const script = new URL('../support/board-ledger-server.ts', import.meta.url);
  server = spawn(process.execPath, [script.pathname, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const output = server.stdout;
  if (output === null) throw new Error('the server has no output');
  for await (const line of createInterface({ input: output })) return Number(line);
  throw new Error('the server ended before it listened');
}

async function kill(): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await gone;
}

/** Writes numbered words without end; `promised` says how many the server has called saved. */
function keepWriting(desk: Desk, prefix: string): { stop: () => void; promised: () => number } {
  let written = 0;
  const words = desk.doc.getMap<number>('words');
  const before = desk.sent();
  const timer = setInterval(() => words.set(`${prefix}${written++}`, written), 1);
  return {
    stop: () => {
      clearInterval(timer);
    },
    promised: () => Math.max(0, Math.min(desk.saved() - before, written)),
  };
}

test('B8: nothing that was called saved is gone after kill -9, clients killed too', { timeout: 60_000 }, async () => {
  const ledger: string[] = [];
  for (let round = 0; round < kills; round++) {
    const port = await start();
    // Every round starts from empty documents: no client can bring back what the server lost.
    const desks = [openDesk(port, session, user, new Y.Doc()), openDesk(port, session, user, new Y.Doc())];
    await until(() => desks.every((desk) => desk.provider.synced && desk.saved() === desk.sent()), 'all in sync');
    const writers = desks.map((desk, nth) => ({
      prefix: `${round}-${nth}-`,
      ...keepWriting(desk, `${round}-${nth}-`),
    }));
    await until(() => writers.every((writer) => writer.promised() > 20 + round * 13), 'a good number is saved');
    await kill();
    for (const { prefix, stop, promised } of writers) {
      stop();
      for (let word = 0; word < promised(); word++) ledger.push(`${prefix}${word}`);
    }
    for (const desk of desks) desk.leave();
  }
  const store = await openStore({ dataDir, databaseUrl: null, log });
  const doc = new Y.Doc();
  const stored = await store.boards.load(session);
  for (const update of stored?.tail ?? []) Y.applyUpdate(doc, update);
  await store.close();
  const words = doc.getMap('words');
  expect(ledger.length).toBeGreaterThan(kills * 2 * 20);
  expect(ledger.filter((word) => !words.has(word))).toEqual([]);
});
