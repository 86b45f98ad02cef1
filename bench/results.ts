/** Everything that was measured of one server, round by round, and the numbers of the table that follow from it. */
import type { LoadResult } from './load-job.ts';
import type { MemoryPerRoom } from './memory.ts';
import type { OpenTimes } from './open.ts';
import type { HighestRate } from './rate.ts';
import type { Contender } from './servers/contender.ts';
import { median } from './statistics.ts';
import type { TraceKind } from './trace.ts';

/** What one round under load says about disks: bytes for each update that was sent. */
export interface DiskUse {
  /** Bytes that the data folder grew by, measured after a clean stop. */
  kept: number;
  /** Bytes that were written to the disk meanwhile; null where the kernel does not count them. */
  written: number | null;
}

export interface Measured {
  readonly contender: Contender;
  readonly load: LoadResult[];
  readonly disk: DiskUse[];
  readonly rate: HighestRate[];
  readonly memory: MemoryPerRoom[];
  readonly open: OpenTimes[];
  /** What went wrong; the numbers are missing then. */
  readonly failures: string[];
}

export function nothingYet(contender: Contender): Measured {
  return { contender, load: [], disk: [], rate: [], memory: [], open: [], failures: [] };
}

/** Medians over all rounds. NaN where nothing was measured, because it makes no sense or because it failed. */
export interface Summary {
  title: string;
  promise: string;
  /** Microseconds of the server's processor time for each update that arrived at the other person. */
  cpuPerUpdate: number;
  /** Milliseconds. */
  peerP50: number;
  peerP99: number;
  savedP50: number;
  savedP99: number;
  /** Updates a second. */
  highestRate: number;
  /** In some round the generator was the limit. */
  rateAtLeast: boolean;
  /** Bytes. */
  keptPerEdit: number;
  writtenPerEdit: number;
  memory: { cards: number; encoded: number; inUse: number; resident: number }[];
  connection: { inUse: number; resident: number };
  /** Milliseconds, and bytes sent. */
  open: { kind: TraceKind; updates: number; cold: number; connect: number; warm: number; bytes: number }[];
  failures: string[];
}

export function summarise({ contender, load, disk, rate, memory, open, failures }: Measured): Summary {
  const middle = <T>(items: readonly T[], number: (item: T) => number): number => median(items.map(number));
  const alike = <T>(items: readonly T[], key: (item: T) => number | string): T[][] => [
    ...Map.groupBy(items, key).values(),
  ];
  const durable = contender.keeps;
  return {
    title: contender.title,
    promise: contender.promise,
    cpuPerUpdate: middle(load, ({ serverCpuMs, delivered }) => (1_000 * serverCpuMs) / delivered),
    peerP50: middle(load, ({ toPeer }) => toPeer.p50),
    peerP99: middle(load, ({ toPeer }) => toPeer.p99),
    savedP50: middle(load, ({ toSaved }) => toSaved?.p50 ?? NaN),
    savedP99: middle(load, ({ toSaved }) => toSaved?.p99 ?? NaN),
    highestRate: middle(rate, (found) => found.rate),
    rateAtLeast: rate.some(({ atLeast }) => atLeast),
    keptPerEdit: durable ? middle(disk, ({ kept }) => kept) : NaN,
    writtenPerEdit: durable ? middle(disk, ({ written }) => written ?? NaN) : NaN,
    memory: alike(memory, ({ cards }) => cards).map((rounds) => ({
      cards: rounds[0]?.cards ?? NaN,
      encoded: middle(rounds, ({ encoded }) => encoded),
      inUse: middle(rounds, ({ room }) => room.inUse),
      resident: middle(rounds, ({ room }) => room.resident),
    })),
    connection: {
      inUse: middle(memory, ({ connection }) => connection.inUse),
      resident: middle(memory, ({ connection }) => connection.resident),
    },
    open: alike(open, ({ kind, updates }) => `${kind} ${updates}`).map((rounds) => ({
      kind: rounds[0]?.kind ?? 'board',
      updates: rounds[0]?.updates ?? NaN,
      cold: median(rounds.flatMap(({ cold }) => cold ?? [])),
      connect: median(rounds.flatMap(({ connect }) => connect)),
      warm: median(rounds.flatMap(({ warm }) => warm)),
      bytes: middle(rounds, ({ bytes }) => bytes),
    })),
    failures,
  };
}
