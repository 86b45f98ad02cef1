/** A crowd on a whole server that restarts: how soon it is back, and what that costs the server's event loop. */
import { readMetric } from './read-metrics.ts';
import { startCounterpoint } from './counterpoint-server.ts';
import { makeFixtureRooms } from './fixture-rooms.ts';
import { comeAndReturn } from './returning-client.ts';
import { until } from './until.ts';

export interface CrowdReturn {
  clients: number;
  /** From the moment that the server listens again until the last client is in sync. Milliseconds. */
  backMs: number;
  /** The longest delay of the server's event loop meanwhile. Milliseconds. */
  stallMs: number;
  /** The longest delay in a stretch as long after that, with everybody there and nothing to do: the machine's own noise. */
  calmMs: number;
  /** Codes with which the restarting server sent them off. */
  farewells: Set<number>;
}

/** Since the last time that it was read. */
const lag = 'nodejs_eventloop_lag_max_seconds';

/** `patienceMs`: how long the crowd may take to gather, and to be back. */
export async function restartUnderCrowd(
  clients: number,
  chance: () => number,
  patienceMs: number,
): Promise<CrowdReturn> {
  const first = await startCounterpoint();
  const { dataDir, port } = first;
  let server = first;
  try {
    const rooms = await makeFixtureRooms(dataDir, Math.ceil(clients / 2));
    const visits = rooms
      .flatMap(({ session, users }) => users.map(({ cookie }) => ({ session, cookie })))
      .slice(0, clients);
    const crowd = visits.map(({ session, cookie }) => comeAndReturn(port, session, cookie, chance));
    try {
      const allIn = (): boolean => crowd.every((client) => client.inSync());
      await until(allIn, 'the crowd has gathered', patienceMs);
      for (const client of crowd) client.closeCodes.length = 0;
      await server.stop();
      const farewells = new Set(crowd.map((client) => client.closeCodes[0] ?? 0));
      server = await startCounterpoint({ port, dataDir });
      // What was measured so far belongs to the start of the process.
      await readMetric(server.address, lag);
      const since = performance.now();
      await until(allIn, 'everybody is back', patienceMs);
      const backMs = performance.now() - since;
      const stallMs = 1000 * (await readMetric(server.address, lag));
      await new Promise((resolve) => setTimeout(resolve, Math.min(backMs, 5_000)));
      const calmMs = 1000 * (await readMetric(server.address, lag));
      return { clients, backMs, stallMs, calmMs, farewells };
    } finally {
      for (const client of crowd) client.leave();
    }
  } finally {
    await server.stop();
    await first.clean();
  }
}
