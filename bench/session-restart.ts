/** A server that restarts under its crowd: how soon everybody is back on their step, and what that costs its event loop. */
import { readMetric } from '../tests/support/read-metrics.ts';
import type { SessionCrowd } from './session-crowd.ts';
import { startServer, type ServerProcess } from './server-process.ts';
import { percentile } from './statistics.ts';

/** Milliseconds. */
export interface Return {
  clients: number;
  /** From asking the server to stop until the next one listens. */
  downMs: number;
  /** From the moment that it listens until half, nearly all, and the last of the clients were back. */
  p50: number;
  p99: number;
  last: number;
  /** Clients that came back to another step than they left. */
  astray: number;
  /** The longest delay of the event loop meanwhile. */
  stallMs: number;
}

/** Since it was last read. */
const lag = 'nodejs_eventloop_lag_max_seconds';
const patienceMs = 60_000;

/** The server on this data is stopped and started again at its port. Resolves with the one that runs then. */
export async function restartUnder(
  crowd: SessionCrowd,
  server: ServerProcess,
  dataDir: string,
): Promise<{ server: ServerProcess; found: Return }> {
  const returning = crowd.comeBack(patienceMs);
  const stoppedAt = wallClock();
  await server.stop();
  const next = await startServer(server.contender, dataDir, { PORT: String(server.port) });
  const listensAt = wallClock();
  const address = `http://127.0.0.1:${next.port}`;
  // What was measured so far belongs to the start of the process.
  await readMetric(address, lag);
  const { backAt, astray } = await returning;
  const stallMs = 1_000 * (await readMetric(address, lag));
  const after = backAt.map((at) => Math.max(0, at - listensAt));
  const found = {
    clients: backAt.length,
    downMs: listensAt - stoppedAt,
    p50: percentile(after, 0.5),
    p99: percentile(after, 0.99),
    last: percentile(after, 1),
    astray,
    stallMs,
  };
  return { server: next, found };
}

const wallClock = (): number => performance.timeOrigin + performance.now();
