/** The client of the npm package `y-websocket`, nothing added, with a fixture's cookie, at a server as it is operated. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { z } from 'zod';
import { startCounterpoint, type CounterpointServer } from '../support/counterpoint-server.ts';
import { until } from '../support/until.ts';

const fixtureSchema = z.array(
  z.object({
    room: z.string(),
    session: z.string(),
    users: z.array(z.object({ id: z.string(), name: z.string(), cookie: z.string() })).length(2),
  }),
);
type FixtureRoom = z.infer<typeof fixtureSchema>[number];

describe('the unmodified WebsocketProvider', () => {
  let server: CounterpointServer;
  let room: FixtureRoom;
  let foreign: FixtureRoom;

  beforeAll(async () => {
    server = await startCounterpoint();
    [room, foreign] = (await makeFixture(server.dataDir, 2)) as [FixtureRoom, FixtureRoom];
  });
  afterAll(async () => {
    await server.stop();
    await server.clean();
  });
  beforeEach(() => {
    // It has no name for our message `saved`, and says so for each.
    vi.spyOn(console, 'error').mockReturnValue();
  });

  test('syncs with a fixture’s cookie, from person to person and over a restart', async () => {
    const [one, other] = room.users.map(({ cookie }) => connect(server, room.session, { cookie })) as [Page, Page];
    await until(() => one.provider.synced && other.provider.synced, 'both in sync');
    one.doc.getText('notes').insert(0, 'Written with a stock client');
    await until(() => other.doc.getText('notes').toJSON() === 'Written with a stock client', 'the peer sees it');
    expect(one.doc.getMap('frames').size).toBeGreaterThan(0);
    one.leave();
    other.leave();

    await server.stop();
    server = await startCounterpoint({ port: server.port, dataDir: server.dataDir });
    const later = connect(server, room.session, { cookie: room.users[1]!.cookie });
    await until(() => later.doc.getText('notes').toJSON() === 'Written with a stock client', 'it is still there');
    later.leave();
  });

  test.each([
    ['without a cookie', 401, () => ({})],
    ['with a cookie of nobody', 401, () => ({ cookie: `counterpoint=${'a'.repeat(40)}` })],
    ['with the cookie of somebody who is not in the room', 404, () => ({ cookie: foreign.users[0]!.cookie })],
    ['from a foreign page', 403, () => ({ cookie: room.users[0]!.cookie, origin: 'https://elsewhere.example' })],
  ])('is refused %s', async (_how, status, headers) => {
    const page = connect(server, room.session, headers());
    await until(() => page.refusals.length > 0, 'the server answers');
    expect(page.refusals[0]).toBe(status);
    expect(page.provider.synced).toBe(false);
    page.leave();
  });

  test('is let in from the server’s own page', async () => {
    const page = connect(server, room.session, { cookie: room.users[0]!.cookie, origin: server.address });
    await until(() => page.provider.synced, 'in sync');
    page.leave();
  });
});

interface Page {
  doc: Y.Doc;
  provider: WebsocketProvider;
  /** Statuses with which the handshake was refused. */
  refusals: number[];
  leave(): void;
}

/** Browsers send cookie and origin by themselves; in Node the socket has to be told. Nothing else is changed. */
function connect(server: CounterpointServer, session: string, headers: Record<string, string>): Page {
  const doc = new Y.Doc();
  const refusals: number[] = [];
  class BrowserLikeSocket extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers });
      this.on('error', ({ message }) =>
        refusals.push(Number(/^Unexpected server response: (\d+)$/.exec(message)?.[1])),
      );
    }
  }
  const provider = new WebsocketProvider(`ws://127.0.0.1:${server.port}/board`, session, doc, {
    disableBc: true,
    WebSocketPolyfill: BrowserLikeSocket as never,
  });
  return {
    doc,
    provider,
    refusals,
    leave() {
      provider.destroy();
      doc.destroy();
    },
  };
}

/** The command of the README, while the server runs on the same data. */
async function makeFixture(dataDir: string, rooms: number): Promise<FixtureRoom[]> {
  const child = spawn('npm', ['run', '-s', 'admin', '--', 'fixture', '--rooms', String(rooms)], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', ORIGIN: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  await new Promise((done) => child.on('close', done));
  return fixtureSchema.parse(JSON.parse(out));
}
