/** What the operator's own commands do, beside a running server. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
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
