/** The server's numbers, as Prometheus reads them. */
import { io } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openDesk } from '../support/board-desk.ts';
import { openWire } from '../support/board-wire.ts';
import { startCounterpoint, type CounterpointServer } from '../support/counterpoint-server.ts';
import { makeFixtureRooms, type FixtureRoom } from '../support/fixture-rooms.ts';
import { until } from '../support/until.ts';

let server: CounterpointServer;
let room: FixtureRoom;
const token = 'a-token-of-enough-letters';

beforeAll(async () => {
  server = await startCounterpoint({ env: { METRICS_TOKEN: token } });
  [room] = (await makeFixtureRooms(server.dataDir, 1)) as [FixtureRoom];
});

afterAll(async () => {
  await server.stop();
  await server.clean();
});

async function read(): Promise<Map<string, number>> {
  const response = await fetch(`${server.address}/metrics`);
  expect(response.status).toBe(200);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

const of = (numbers: Map<string, number>, name: string): number => numbers.get(`counterpoint_${name}`) ?? NaN;

test('a command that is counted still knows who is present: going on early asks the other', async () => {
  const [other] = (await makeFixtureRooms(server.dataDir, 1)) as [FixtureRoom];
  const sockets = other.users.map(({ cookie }) =>
    io(server.address, { transports: ['websocket'], extraHeaders: { cookie }, forceNew: true }),
  );
  const join = async (socket: (typeof sockets)[0]): Promise<number> => {
    const { snapshot } = (await socket.emitWithAck('session:join', { session: other.session })) as {
      snapshot: { flow: { version: number } };
    };
    return snapshot.flow.version;
  };
  const [first] = sockets as [(typeof sockets)[0]];
  let version = 0;
  for (const socket of sockets) version = await join(socket);
  const send = (type: string): Promise<unknown> =>
    first.emitWithAck('flow:command', { version: version++, command: { type } });
  expect(await send('start')).toMatchObject({ ok: true });
  expect(await send('next')).toMatchObject({ ok: true, flow: { state: { position: 0, advance: { leaves: 'step' } } } });
  for (const socket of sockets) socket.disconnect();
  await expect.poll(async () => of(await read(), 'session_connections')).toBe(0);
});

test('what happens on boards and in sessions is counted', async () => {
  const before = await read();
  const [ama, ben] = room.users as [FixtureRoom['users'][0], FixtureRoom['users'][0]];
  const a = openDesk(server.port, room.session, ama.cookie, new Y.Doc());
  const b = openDesk(server.port, room.session, ben.cookie, new Y.Doc());
  await until(() => a.provider.synced && b.provider.synced, 'in sync', 15_000);
  for (let nth = 0; nth < 5; nth++) a.write('word ');
  await until(() => a.saved() === a.sent() && b.text.length === 25, 'saved and seen', 15_000);
  expect(await openWire(server.port, room.session, {}).refused()).toBe(401);
  const socket = io(server.address, { transports: ['websocket'], extraHeaders: { cookie: ama.cookie } });
  const joined = (await socket.emitWithAck('session:join', { session: room.session })) as {
    snapshot: { flow: { version: number } };
  };
  const { version } = joined.snapshot.flow;
  await socket.emitWithAck('flow:command', { version: version + 7, command: { type: 'start' } });

  const after = await read();
  const grown = (name: string): number => of(after, name) - (before.get(`counterpoint_${name}`) ?? 0);
  expect(of(after, 'board_rooms')).toBe(1);
  expect(of(after, 'board_connections')).toBe(2);
  expect(of(after, 'board_unsaved_bytes')).toBe(0);
  expect(of(after, 'session_connections')).toBe(1);
  expect(grown('board_updates_total')).toBe(5);
  expect(grown('board_update_bytes_total')).toBeGreaterThan(5 * 10);
  expect(grown('board_deliveries_total')).toBe(5);
  expect(grown('board_delivered_bytes_total')).toBeGreaterThan(5 * 10);
  expect(grown('board_committed_bytes_total')).toBe(grown('board_update_bytes_total'));
  expect(grown('board_batch_entries_sum')).toBe(5);
  expect(grown('board_commit_seconds_count')).toBe(grown('board_batch_entries_count'));
  expect(of(after, 'board_commit_failures_total')).toBe(0);
  expect(of(after, 'board_resyncs_total')).toBe(0);
  expect(of(after, 'board_refusals_total{reason="not-signed-in"}')).toBe(1);
  expect(of(after, 'flow_commands_total{command="start",outcome="flow-stale"}')).toBe(1);
  expect(after.get('nodejs_eventloop_lag_max_seconds')).toBeGreaterThan(0);
  expect(after.get('process_resident_memory_bytes')).toBeGreaterThan(0);
  socket.close();
  a.leave();
  b.leave();
});

test('nobody else reads them: through a proxy the token is needed', async () => {
  const through = (authorization?: string): Promise<Response> =>
    fetch(`${server.address}/metrics`, {
      headers: { 'x-forwarded-for': '203.0.113.9', ...(authorization === undefined ? {} : { authorization }) },
    });
  const refused = await through();
  expect([refused.status, (await refused.text()).includes('counterpoint_')]).toEqual([401, false]);
  expect((await through('Bearer something-else-entirely')).status).toBe(401);
  const answered = await through(`Bearer ${token}`);
  expect([answered.status, answered.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect((await fetch(`${server.address}/metrics`, { method: 'POST' })).status).toBe(405);
});
