/** What the operator's own commands do, beside a running server. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as Y from 'yjs';
import { openStore } from '../../server/store/open-store.ts';
import { startCounterpoint, type CounterpointServer } from '../support/counterpoint-server.ts';

const folder = resolve(import.meta.dirname, '../..');

const fixtureSchema = z.array(
  z.strictObject({
    room: z.string(),
    session: z.string(),
    users: z.array(z.strictObject({ id: z.string(), name: z.string(), cookie: z.string() })).length(2),
  }),
);

interface Outcome {
  code: number | null;
  out: string;
  err: string;
}

function admin(dataDir: string, args: readonly string[], input = ''): Promise<Outcome> {
  const child = spawn(process.execPath, [join(folder, 'server/admin/main.ts'), ...args], {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', ORIGIN: '', LOG_LEVEL: 'info' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.end(input);
  return new Promise((done) => child.on('close', (code) => done({ code, out, err })));
}

describe('the admin commands', () => {
  let server: CounterpointServer;
  beforeAll(async () => {
    server = await startCounterpoint();
  });
  afterAll(async () => {
    await server.stop();
    await server.clean();
  });

  test('fixture gives rooms whose members are signed in at once, while the server runs', async () => {
    const { code, out } = await admin(server.dataDir, ['fixture', '--rooms', '3']);
    expect(code).toBe(0);
    const rooms = fixtureSchema.parse(JSON.parse(out));
    expect(rooms).toHaveLength(3);
    for (const { room, users } of rooms) {
      for (const { cookie } of users) {
        const page = await fetch(`${server.address}/rooms/${room}`, { headers: { cookie }, redirect: 'manual' });
        expect(page.status).toBe(200);
      }
    }
    const [first, second] = rooms;
    const foreign = { cookie: first!.users[0]!.cookie };
    const closed = await fetch(`${server.address}/rooms/${second!.room}`, { headers: foreign, redirect: 'manual' });
    expect(closed.status).toBe(404);
  });

  test(
    'quarantine shows what no document could take: by ids in the list, in full when asked for one',
    { timeout: 120_000 },
    async () => {
      const made = await admin(server.dataDir, ['fixture', '--rooms', '1']);
      const [{ session, users }] = fixtureSchema.parse(JSON.parse(made.out)) as [z.infer<typeof fixtureSchema>[number]];
      const store = await openStore({ dataDir: server.dataDir, databaseUrl: null, log: pino({ level: 'silent' }) });
      const doc = new Y.Doc();
      doc.getText('notes').insert(0, 'private words');
      const update = Y.encodeStateAsUpdate(doc);
      await store.boards.append([{ session, author: users[0]!.id, at: 0, update }]);
      const { entries } = await store.archive.readTail(session, 10);
      const bad = entries.at(-1)!;
      await store.archive.compact(session, {
        after: null,
        covered: entries.map(({ seq }) => seq),
        at: 1_000,
        checkpoint: new Uint8Array([0, 0]),
        plan: new Uint8Array(),
        segments: [],
        states: [],
        quarantined: [{ ...bad, reason: 'it throws' }],
      });
      await store.close();

      const list = await admin(server.dataDir, ['quarantine', 'list']);
      const known = {
        session,
        seq: bad.seq,
        author: users[0]!.id,
        reason: 'it throws',
        at: '1970-01-01T00:00:00.000Z',
      };
      expect(
        list.out
          .trim()
          .split('\n')
          .map((line): unknown => JSON.parse(line)),
      ).toMatchObject([{ ...known, size: update.length, foundAt: '1970-01-01T00:00:01.000Z' }]);
      expect(list.out).not.toContain(Buffer.from(update).toString('base64'));
      const shown = await admin(server.dataDir, ['quarantine', 'show', session, String(bad.seq)]);
      const structs = [{ client: doc.clientID, clock: 0, length: 13, kind: 'ContentString' }];
      expect(JSON.parse(shown.out)).toMatchObject({ ...known, bytes: Buffer.from(update).toString('base64'), structs });
      const missing = await admin(server.dataDir, ['quarantine', 'show', session, '999999']);
      expect(missing).toMatchObject({ code: 1, out: '' });
      expect(missing.err).toContain('There is no such entry in quarantine.');
    },
  );

  test('fixture may be repeated on fixtures', async () => {
    expect((await admin(server.dataDir, ['fixture', '--rooms', '1'])).code).toBe(0);
    expect((await admin(server.dataDir, ['fixture', '--rooms', '1'])).code).toBe(0);
  });

  test('fixture refuses to mix with people unless forced', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'counterpoint-admin-'));
    const person = ['user', 'create', '--name', 'Ama', '--email', 'ama@example.org'];
    expect(await admin(dataDir, person, 'long enough indeed\n')).toMatchObject({ code: 0, err: '' });
    const refused = await admin(dataDir, ['fixture', '--rooms', '1']);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('--force');
    expect((await admin(dataDir, ['fixture', '--rooms', '1', '--force'])).code).toBe(0);
    await rm(dataDir, { recursive: true });
  });

  test.each([
    [['user', 'create', '--name', '', '--email', 'a@example.org', '--password', 'long enough indeed'], 'Give a name'],
    [['user', 'create', '--name', 'Ama', '--email', 'nowhere', '--password', 'long enough indeed'], 'email'],
    [['user', 'create', '--name', 'Ama', '--email', 'a@example.org', '--password', 'short'], 'password'],
    [['user', 'create', '--name', 'Ama'], '--email'],
    [['user', 'remove'], 'There is no command'],
    [['fixture', '--rooms', 'many'], '--rooms'],
    [['fixture', '--romos', '3'], '--romos'],
    [['backup'], 'missing'],
    [['backup', 'one', 'two'], 'too many'],
  ])('%j is refused in a sentence', async (args, words) => {
    const { code, out, err } = await admin(server.dataDir, args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(words);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  });

  test('a backup of a running server can be started from', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'counterpoint-restored-'));
    const [made] = fixtureSchema.parse(JSON.parse((await admin(server.dataDir, ['fixture', '--rooms', '1'])).out));
    const backup = await admin(server.dataDir, ['backup', join(dataDir, 'counterpoint.sqlite')]);
    expect(backup).toMatchObject({ code: 0, err: '' });
    const restored = await startCounterpoint({ dataDir });
    const { cookie } = made!.users[0]!;
    expect((await fetch(`${restored.address}/rooms/${made!.room}`, { headers: { cookie } })).status).toBe(200);
    await restored.stop();
    await rm(dataDir, { recursive: true });
  });

  test('help tells of every command', async () => {
    const { code, out } = await admin(server.dataDir, ['help']);
    expect(code).toBe(0);
    for (const command of ['user create', 'backup FILE', 'fixture --rooms N']) expect(out).toContain(command);
  });
});
