/**
 * The load generator: an open loop. Updates are due at instants that are drawn beforehand (as from many independent
 * people: exponential gaps, seeded), and are sent then whether or not the server keeps up. Every latency counts from
 * when its update was due, so that nothing is left out because sender or server was busy.
 */
import { cpuMs } from './cpu.ts';
import { LoadClient } from './load-client.ts';
import {
  loadJobSchema,
  type ConnectJob,
  type LoadAnswer,
  type LoadResult,
  type RunJob,
  type Spread,
} from './load-job.ts';
import { percentile, seededRandom } from './statistics.ts';
import { clientId, Trace } from './trace.ts';

/** Connections that are opened at the same time. */
const openAtOnce = 20;
const tickMs = 1;
/** From the order to the first update. */
const leadMs = 50;

const people: LoadClient[] = [];
let server: { pid: number; tellsSaved: boolean } | null = null;
let failure: string | null = null;

/** What is being measured now. */
let window: { from: number; to: number } = { from: 0, to: 0 };
let toPeer: number[] = [];
let toSaved: number[] = [];
let delivered = 0;

const notes = {
  delivered(dueAt: number, now: number): void {
    delivered++;
    if (dueAt >= window.from && dueAt < window.to) toPeer.push(now - dueAt);
  },
  saved(dueAt: number, now: number): void {
    if (dueAt >= window.from && dueAt < window.to) toSaved.push(now - dueAt);
  },
  lost(reason: string): void {
    failure ??= `a connection was lost: ${reason}`;
  },
};

async function connect({ wire, port, pid, rooms, traceLength }: ConnectJob): Promise<void> {
  const trace = new Trace(traceLength);
  const visits = rooms.flatMap(({ room, cookies }) => [0, 1].map((seat) => ({ room, cookie: cookies[seat] ?? null })));
  for (const nth of visits.keys()) people.push(new LoadClient(clientId(nth), trace, notes));
  const waiting = [...visits.entries()];
  await Promise.all(
    Array.from({ length: openAtOnce }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [nth, visit] = next;
        await people[nth]?.open({ wire, port, nth, ...visit });
      }
    }),
  );
  for (const [nth, person] of people.entries()) {
    const partner = people[nth ^ 1];
    if (partner) person.meet(partner);
  }
  server = { pid, tellsSaved: wire === 'counterpoint' };
}

async function run(job: RunJob): Promise<LoadResult> {
  if (server === null) throw new Error('nobody is connected');
  const { pid, tellsSaved } = server;
  const start = performance.now() + leadMs;
  window = { from: start + job.warmMs, to: start + job.warmMs + job.measureMs };
  toPeer = [];
  toSaved = [];
  const sent = await send(job, start, pid);
  const until = performance.now() + job.patienceMs;
  const finished = (): boolean =>
    people.every((person) => person.heard === person.sent && (!tellsSaved || person.saved === person.sent));
  while (!finished() && failure === null && performance.now() < until) await tick();
  if (failure !== null) throw new Error(failure);
  return {
    rate: job.rate,
    due: sent.due,
    lost: sent.due - toPeer.length,
    delivered: sent.delivered,
    serverCpuMs: sent.serverCpuMs,
    loadCpuMs: sent.loadCpuMs,
    late: spread(sent.late),
    measuredMs: sent.measuredMs,
    toPeer: spread(toPeer),
    toSaved: tellsSaved ? spread(toSaved) : null,
  };
}

interface Sent {
  due: number;
  late: number[];
  delivered: number;
  serverCpuMs: number;
  loadCpuMs: number;
  measuredMs: number;
}

/** What is known at one instant; the difference of two is what happened between. */
interface Count {
  at: number;
  delivered: number;
  serverCpuMs: number;
  loadCpuMs: number;
}

async function send({ rate, seed }: RunJob, start: number, pid: number): Promise<Sent> {
  const random = seededRandom(seed);
  const order = shuffled(people, random);
  const late: number[] = [];
  let dueAt = start;
  let before: Count | null = null;
  for (let nth = 0; dueAt < window.to;) {
    await tick();
    const now = performance.now();
    if (now >= window.from) before ??= count(pid);
    for (; dueAt <= now && dueAt < window.to; nth++) {
      order[nth % order.length]?.send(dueAt);
      if (dueAt >= window.from) late.push(performance.now() - dueAt);
      dueAt += (-Math.log(1 - random()) * 1000) / rate;
    }
    if (failure !== null) throw new Error(failure);
  }
  const after = count(pid);
  before ??= after;
  return {
    due: late.length,
    late,
    delivered: after.delivered - before.delivered,
    serverCpuMs: after.serverCpuMs - before.serverCpuMs,
    loadCpuMs: after.loadCpuMs - before.loadCpuMs,
    measuredMs: after.at - before.at,
  };
}

function count(pid: number): Count {
  return { at: performance.now(), delivered, serverCpuMs: cpuMs(pid), loadCpuMs: cpuMs(process.pid) };
}

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, tickMs));
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

function spread(values: readonly number[]): Spread {
  // Without a single arrival there is no latency; JSON and the schema want a number.
  if (values.length === 0) return { p50: Number.MAX_SAFE_INTEGER, p99: Number.MAX_SAFE_INTEGER };
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99) };
}

async function answer(message: unknown): Promise<LoadAnswer> {
  const job = loadJobSchema.parse(message);
  switch (job.type) {
    case 'connect':
      await connect(job);
      return { type: 'connected' };
    case 'run':
      return { type: 'result', result: await run(job) };
  }
}

process.on('message', (message: unknown) => {
  answer(message)
    .catch((error: unknown): LoadAnswer => ({ type: 'failed', reason: String(error) }))
    .then((reply) => process.send?.(reply))
    .catch((error: unknown) => {
      // Nobody is there to hear it.
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    });
});
process.on('disconnect', () => process.exit(1));
