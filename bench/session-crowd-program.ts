/**
 * The session benchmark's crowd: two people in each session. An open loop: commands are due at seeded random instants
 * and are sent then, whether or not the server keeps up; a latency counts from when its command was due.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { until } from '../tests/support/until.ts';
import { cpuMs } from './cpu.ts';
import {
  crowdJobSchema,
  type CommandJob,
  type CommandResult,
  type CommandSpread,
  type CrowdAnswer,
  type GatherJob,
} from './session-job.ts';
import { SessionPair } from './session-pair.ts';
import { percentile, seededRandom } from './statistics.ts';

/** Sessions that are entered at the same time. */
const openAtOnce = 20;
const gatherLimitMs = 120_000;

const pairs: SessionPair[] = [];
let failure: string | null = null;
/** What is being measured now. */
let window = { from: Infinity, to: Infinity };
let toPeer: number[] = [];
let toAcknowledged: number[] = [];
let delivered = 0;

const notes = {
  delivered(dueAt: number, now: number): void {
    delivered++;
    if (dueAt >= window.from && dueAt < window.to) toPeer.push(now - dueAt);
  },
  acknowledged(dueAt: number, now: number): void {
    if (dueAt >= window.from && dueAt < window.to) toAcknowledged.push(now - dueAt);
  },
  failed(reason: string): void {
    failure ??= reason;
  },
};

async function gather({ port, sessions }: GatherJob): Promise<void> {
  const waiting = [...sessions];
  await Promise.all(
    Array.from({ length: openAtOnce }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const pair = new SessionPair(`http://127.0.0.1:${port}`, next.session, next.cookies, notes);
        pairs.push(pair);
        pair.open();
        await untilWell(() => pair.bothHere, 'two people have come into their session', gatherLimitMs);
        await pair.start();
        await untilWell(() => pair.steps.every((step) => step !== null), 'the session has started', gatherLimitMs);
      }
    }),
  );
}

async function run({ rate, warmMs, measureMs, patienceMs, seed }: CommandJob): Promise<CommandResult> {
  const random = seededRandom(seed);
  const start = performance.now() + 50;
  window = { from: start + warmMs, to: start + warmMs + measureMs };
  toPeer = [];
  toAcknowledged = [];
  delivered = 0;
  const late: number[] = [];
  let sent = 0;
  let cpuBefore: number | null = null;
  for (let dueAt = start, nth = 0; dueAt < window.to;) {
    await wait(1);
    const now = performance.now();
    if (now >= window.from) cpuBefore ??= cpuMs(process.pid);
    for (; dueAt <= now && dueAt < window.to; nth++) {
      const went = pairs[nth % pairs.length]?.send(dueAt) ?? false;
      if (went) sent++;
      // One that could not be sent, because the one before is still on its way, counts as lost.
      if (dueAt >= window.from) late.push(performance.now() - dueAt);
      dueAt += (-Math.log(1 - random()) * 1000) / rate;
    }
    if (failure !== null) throw new Error(failure);
  }
  const loadCpuMs = cpuMs(process.pid) - (cpuBefore ?? 0);
  const patience = performance.now() + patienceMs;
  while (delivered < sent && failure === null && performance.now() < patience) await wait(2);
  if (failure !== null) throw new Error(failure);
  return {
    rate,
    due: late.length,
    lost: late.length - toPeer.length,
    toPeer: spread(toPeer),
    toAcknowledged: spread(toAcknowledged),
    late: spread(late),
    loadCpuMs,
    measuredMs: measureMs,
  };
}

/** Waits until everybody has been away and is back. */
async function comeBack(patienceMs: number): Promise<{ backAt: number[]; astray: number }> {
  const before = pairs.map(({ steps }) => steps);
  const since = performance.timeOrigin + performance.now();
  const allBack = (): boolean => pairs.every((pair) => pair.bothHere && pair.backAt.every((at) => at > since));
  await untilWell(allBack, 'everybody is back', patienceMs);
  const astray = pairs.flatMap(({ steps }, nth) => steps.filter((step, seat) => step !== before[nth]?.[seat])).length;
  return { backAt: pairs.flatMap(({ backAt }) => backAt), astray };
}

async function untilWell(condition: () => boolean, what: string, patienceMs: number): Promise<void> {
  await until(() => failure !== null || condition(), what, patienceMs);
  if (failure !== null) throw new Error(failure);
}

function spread(values: readonly number[]): CommandSpread {
  // Without a single arrival there is no latency; JSON and the schema want a number.
  if (values.length === 0) {
    return { p50: Number.MAX_SAFE_INTEGER, p99: Number.MAX_SAFE_INTEGER, longest: Number.MAX_SAFE_INTEGER };
  }
  return { p50: percentile(values, 0.5), p99: percentile(values, 0.99), longest: percentile(values, 1) };
}

async function answer(message: unknown): Promise<CrowdAnswer> {
  const job = crowdJobSchema.parse(message);
  switch (job.type) {
    case 'connect':
      await gather(job);
      return { type: 'gathered' };
    case 'run':
      return { type: 'ran', result: await run(job) };
    case 'return':
      return { type: 'returned', ...(await comeBack(job.patienceMs)) };
  }
}

process.on('message', (message: unknown) => {
  answer(message)
    .catch((error: unknown): CrowdAnswer => ({ type: 'failed', reason: String(error) }))
    .then((reply) => process.send?.(reply))
    .catch((error: unknown) => {
      // Nobody is there to hear it.
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    });
});
process.on('disconnect', () => process.exit(1));
