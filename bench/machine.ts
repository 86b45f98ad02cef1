/** The machine: what it is, and which of its cores serve and which make the load. */
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';

export interface Machine {
  cores: number;
  processor: string;
  memoryGiB: number;
  kernel: string;
  node: string;
  date: string;
  /** Whether server and load each had a core of their own. */
  pinned: boolean;
  /** Processes that wanted to run, on average over the last minute, before the benchmark began: 0 is a machine at rest. */
  loadBefore: number;
}

/** One core for every server, another for the load: so both have the same in every run, and none takes the other's. */
const cores = { server: 0, load: 1 } as const;

const canPin = availableParallelism() >= 2 && spawnSync('taskset', ['-c', '0', 'true']).status === 0;

/** The command that runs a program on the server's core. Without taskset it is the program itself. */
export function onServerCore(program: string, args: readonly string[]): [program: string, args: string[]] {
  return canPin ? ['taskset', ['-c', String(cores.server), program, ...args]] : [program, [...args]];
}

/** Moves this process, and all that it will start, to the core of the load. */
export function moveToLoadCore(): void {
  if (canPin) spawnSync('taskset', ['-a', '-cp', String(cores.load), String(process.pid)]);
}

export function describeMachine(): Machine {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    kernel: release(),
    node: process.version,
    date: new Date().toISOString(),
    pinned: canPin,
    loadBefore: loadavg()[0] ?? NaN,
  };
}

/** For the foot of a table: what it was measured on, and how busy that was. */
export function machineLine({ processor, cores: count, memoryGiB, kernel, node, date, loadBefore }: Machine): string {
  return (
    `${processor}, ${count} cores, ${memoryGiB} GiB, Linux ${kernel}, Node ${node}, ${date.slice(0, 10)}; ` +
    `load ${loadBefore.toFixed(1)} before the start` +
    (loadBefore > 0.5 ? ': the machine was busy, compare only what stands in this table.' : '.')
  );
}
