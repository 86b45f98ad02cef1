/** The highest rate that a server holds: step by step up until it does not, then halving the last gap. */
import type { Load } from './load.ts';
import type { LoadResult } from './load-job.ts';
import type { Plan } from './plan.ts';

/** Whoever types sees the other's letters as they come when 99 of 100 arrive in this time. Milliseconds. */
export const p99LimitMs = 50;

/** Updates may not wait for longer after the last one was due; otherwise there is a queue that grows. Milliseconds. */
const patienceMs = 3_000;

/** A generator busier than this is itself what is measured. */
const loadLimit = 0.9;

export interface HighestRate {
  /** Updates a second that were held; 0 when not even the lowest one was. */
  rate: number;
  /** The generator could not do more: the server could, by an unknown amount. */
  atLeast: boolean;
  /** The rates tried, in turn. */
  steps: { rate: number; p99: number; lost: number; held: boolean; generatorFull: boolean }[];
}

/** `from` is the rate of the first try. */
export async function findHighestRate(load: Load, plan: Plan['rate'], from: number): Promise<HighestRate> {
  const steps: HighestRate['steps'] = [];

  async function holds(rate: number): Promise<boolean> {
    const result = await load.run({ ...plan, rate, patienceMs, seed: steps.length + 1 });
    const held = isHeld(result);
    const generatorFull = result.loadCpuMs > loadLimit * result.measuredMs;
    steps.push({ rate, p99: result.toPeer.p99, lost: result.lost, held, generatorFull });
    return held;
  }

  let held = 0;
  let failed = Infinity;
  let next = from;
  // Upwards from the first rate, or downwards when even that is too much.
  while ((failed === Infinity && next <= plan.highest) || (held === 0 && next >= from / 16)) {
    if (await holds(next)) held = next;
    else failed = next;
    next = failed === Infinity ? next * plan.factor : next / plan.factor;
  }
  for (let nth = 0; nth < plan.halvings && held > 0 && failed < Infinity; nth++) {
    const middle = Math.sqrt(held * failed);
    if (await holds(middle)) held = middle;
    else failed = middle;
  }
  return {
    rate: Math.round(held),
    atLeast: failed === Infinity || steps.some((step) => !step.held && step.generatorFull),
    steps,
  };
}

function isHeld({ lost, toPeer }: LoadResult): boolean {
  return lost === 0 && toPeer.p99 < p99LimitMs;
}
