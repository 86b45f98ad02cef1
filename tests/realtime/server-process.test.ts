/** The server as an operator meets it: a process that starts, refuses, answers and ends. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refuseCounterpoint, startCounterpoint, type CounterpointServer } from '../support/counterpoint-server.ts';
import { until } from '../support/until.ts';

/** What comes back for these bytes, until the server closes or the answer's head is complete. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let heard = '';
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      heard += text;
      if (!heard.includes('\r\n\r\n')) return;
      socket.destroy();
      resolve(heard);
    });
    socket.on('end', () => resolve(heard));
    socket.on('error', reject);
  });
}

function upgradeRequest(path: string, headers: Record<string, string>): string {
  const lines = Object.entries({
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

describe('a running server', () => {
  let server: CounterpointServer;
  const names = (): string[] => [`http://127.0.0.1:${server.port}`, `http://localhost:${server.port}`];
  beforeAll(async () => {
    server = await startCounterpoint();
  });
  afterAll(async () => {
    await server.stop();
    await server.clean();
  });

  test('prints one line with its address', () => {
    expect(server.output()).toBe(`Counterpoint is at http://127.0.0.1:${server.port} (stop it with Ctrl+C)\n`);
  });

  test.each([
    ['/healthz', 'alive\n'],
    ['/readyz', 'ready\n'],
  ])('%s answers, and is not cached', async (path, text) => {
    const response = await fetch(server.address + path);
    expect([response.status, await response.text()]).toEqual([200, text]);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('health takes no orders', async () => {
    expect((await fetch(`${server.address}/healthz`, { method: 'POST' })).status).toBe(405);
  });

  test.each(['/', '/healthz', '/nothing-here', '/favicon.svg', '/socket.io/?EIO=4&transport=polling'])(
    '%s carries the headers that protect its reader',
    async (path) => {
      const { headers } = await fetch(server.address + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toBeNull();
    },
  );

  test('an invite’s address is told to no other site', async () => {
    const { headers } = await fetch(`${server.address}/join/some-token`);
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });

  test('a page comes with a content security policy that allows no foreign script', async () => {
    const policy = (await fetch(server.address)).headers.get('content-security-policy');
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+'/);
    expect(policy).not.toContain('unsafe-eval');
  });

  test('a form is taken under both names of this machine, and refused from a foreign page', async () => {
    const post = async (address: string, origin: string): Promise<number> => {
      const response = await fetch(`${address}/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'email=nobody%40example.org&password=wrong-password',
      });
      return response.status;
    };
    for (const address of names()) {
      expect(await post(address, address)).not.toBe(403);
      expect(await post(address, 'http://evil.example')).toBe(403);
      expect(await post(address, address.replace('http:', 'https:'))).toBe(403);
    }
  });

  test('a foreign page changes nothing with an empty request either', async () => {
    const post = async (path: string, origin: string): Promise<number> =>
      (await fetch(server.address + path, { method: 'POST', redirect: 'manual', headers: { origin } })).status;
    expect(await post('/sign-out', 'http://127.0.0.1:1')).toBe(403);
    expect(await post('/rooms/abcdefghijklmnop/invites', 'http://127.0.0.1:1')).toBe(403);
    expect(await post('/sign-out', server.address)).toBe(303);
    expect(await post('/rooms/abcdefghijklmnop/invites', server.address)).toBe(401);
  });

  test('a client cannot talk the pages into another origin', async () => {
    const answer = await exchange(
      server.port,
      `POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: https://127.0.0.1:${server.port}\r\n` +
        'X-Counterpoint-Protocol: https\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  test.each(['/', '/boards/abc', '/socket.iox/', '//board/', '/rooms'])(
    'an upgrade to %s is refused at once',
    async (path) => {
      const answer = await exchange(server.port, upgradeRequest(path, { Host: `127.0.0.1:${server.port}` }));
      expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    },
  );

  test('a board refuses a visitor without a cookie, and a foreign page', async () => {
    const host = `127.0.0.1:${server.port}`;
    const path = '/board/abcdefghijklmnop';
    expect(await exchange(server.port, upgradeRequest(path, { Host: host }))).not.toMatch(/^HTTP\/1\.1 101 /);
    const foreign = upgradeRequest(path, { Host: host, Origin: 'http://evil.example' });
    expect(await exchange(server.port, foreign)).toMatch(/^HTTP\/1\.1 403 /);
  });

  test('Socket.IO refuses a foreign page', async () => {
    const response = await fetch(`${server.address}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: 'http://evil.example' },
    });
    expect(response.status).toBe(403);
  });

  test.each([
    'GET / HTTP/1.0\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a b\r\n\r\n',
    'GET /%E0%A4%A HTTP/1.1\r\nHost: localhost\r\n\r\n',
    'GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n',
    'nonsense\r\n\r\n',
  ])('%j does not hurt it', async (bytes) => {
    expect(await exchange(server.port, bytes)).toMatch(/^HTTP\/1\.1 \d{3} /);
    expect((await fetch(`${server.address}/readyz`)).status).toBe(200);
  });

  test('a second one on the same port says so in a sentence', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'counterpoint-second-'));
    const { code, output } = await refuseCounterpoint({ port: server.port, dataDir });
    await rm(dataDir, { recursive: true });
    expect(code).toBe(1);
    expect(output).toBe(
      `Port ${server.port} is in use. Stop the program that uses it, or choose another one: PORT=${server.port + 1} npm start\n`,
    );
  });
});

describe('a server that cannot start', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'counterpoint-refused-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  test('names every bad setting in a sentence of its own', async () => {
    const { code, output } = await refuseCounterpoint({ dataDir: folder, env: { PORT: 'http', ORIGIN: 'here' } });
    expect(code).toBe(1);
    expect(output.trimEnd().split('\n')).toEqual([
      'PORT must be a number from 0 to 65535.',
      'ORIGIN must be an address without a path, such as https://coach.example.',
    ]);
  });

  test('says that its data folder cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    await chmod(file, 0o600);
    const { code, output } = await refuseCounterpoint({ dataDir: join(file, 'data') });
    expect(code).toBe(1);
    expect(output).toMatch(/^The data folder cannot be written: .*\n$/);
  });

  test('says that this machine lacks the address', async () => {
    // TEST-NET-3: nobody has it.
    const { code, output } = await refuseCounterpoint({ dataDir: folder, env: { HOST: '203.0.113.1' } });
    expect(code).toBe(1);
    expect(output).toMatch(/^This machine has no address 203\.0\.113\.1\./);
  });
});

describe('the end', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it cleanly, with connections open', async (signal) => {
    const server = await startCounterpoint();
    const lingering = connect(server.port, '127.0.0.1');
    lingering.on('error', () => lingering.destroy());
    await new Promise((resolve) => lingering.once('connect', resolve));
    lingering.write('GET /half-a-request HTTP/1.1\r\n');
    const before = performance.now();
    const { code } = await server.stop(signal);
    expect(code).toBe(0);
    expect(performance.now() - before).toBeLessThan(10_000);
    lingering.destroy();
    await server.clean();
  });

  test('data outlives it', async () => {
    const first = await startCounterpoint();
    await first.stop();
    const second = await startCounterpoint({ dataDir: first.dataDir });
    expect((await fetch(`${second.address}/readyz`)).status).toBe(200);
    await second.stop();
    await first.clean();
  });

  test('the next one on the same data waits for its end', async () => {
    const first = await startCounterpoint();
    let said = '';
    const second = startCounterpoint({ dataDir: first.dataDir, onOutput: (text) => (said += text) });
    await until(() => said.includes('waits a moment for it to stop'), 'it says that it waits', 30_000);
    await first.stop();
    const next = await second;
    expect((await fetch(`${next.address}/readyz`)).status).toBe(200);
    await next.stop();
    await first.clean();
  });
});
