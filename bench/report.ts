/** The table: Markdown, so that it can stand in the README as it is. */
import type { Machine } from './machine.ts';
import type { Plan } from './plan.ts';
import { p99LimitMs } from './rate.ts';
import type { Summary } from './results.ts';
import { median } from './statistics.ts';

/** Servers that ratios are given against, by title. */
export interface Baselines {
  relay: string;
  hocuspocus: string;
}

export interface Findings {
  machine: Machine;
  plan: Plan;
  rounds: number;
  minutes: number;
  summaries: readonly Summary[];
}

type Cell = (summary: Summary) => string;

export function tableOf({ machine, plan, rounds, minutes, summaries }: Findings, baselines: Baselines): string {
  const rows: [name: string, cell: Cell][] = [
    ['CPU per delivered update', ({ cpuPerUpdate }) => number(cpuPerUpdate, 'µs')],
    ['… times the bare relay', ratio(summaries, baselines.relay, ({ cpuPerUpdate }) => cpuPerUpdate)],
    ['… times Hocuspocus', ratio(summaries, baselines.hocuspocus, ({ cpuPerUpdate }) => cpuPerUpdate)],
    ['to the peer, p50 / p99', ({ peerP50, peerP99 }) => pair(peerP50, peerP99, 'ms')],
    ['to "saved", p50 / p99', ({ savedP50, savedP99 }) => pair(savedP50, savedP99, 'ms')],
    [`highest rate, p99 < ${p99LimitMs} ms`, rateCell],
    ['… times Hocuspocus', ratio(summaries, baselines.hocuspocus, ({ highestRate }) => highestRate)],
    ...plan.memory.map(({ cards }): [string, Cell] => [`memory of a room, ${count(cards)} cards`, memoryCell(cards)]),
    ['memory of a connection', ({ connection }) => number(connection.inUse / 1024, 'KB')],
    ...plan.open.flatMap((written): [string, Cell][] => [
      [`open ${written.kind === 'text' ? 'a text ' : ''}after ${count(written.updates)} updates`, openCell(written)],
      ['… times Hocuspocus', ratio(summaries, baselines.hocuspocus, (summary) => openTimes(summary, written).cold)],
    ]),
    ['… until connected, of each of these', ({ open }) => number(median(open.map(({ connect }) => connect)), 'ms')],
    ['kept on disk per edit', ({ keptPerEdit }) => number(keptPerEdit, 'B')],
    ['written to disk per edit', ({ writtenPerEdit }) => number(writtenPerEdit, 'B')],
  ];
  const lines = [
    ['', ...summaries.map(({ title }) => title)],
    ['---', ...summaries.map(() => '---:')],
    ...rows.map(([name, cell]) => [name, ...summaries.map(cell)]),
  ];
  return [
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    `${plan.rooms} rooms x 2 people x ${plan.ratePerPerson} updates/s; medians of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, servers in turn; ${minutes} minutes.`,
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, Linux ${machine.kernel}, Node ${machine.node}, ${machine.date.slice(0, 10)}; ` +
      (machine.pinned ? 'server and load on a core each.' : 'server and load were not pinned to cores.'),
    ...(machine.loadBefore > 0.5
      ? [`The machine was busy (load ${machine.loadBefore.toFixed(1)} before the start): take the numbers as rough.`]
      : []),
    ...summaries.flatMap(({ title, failures }) => failures.map((failure) => `${title}: ${failure}`)),
  ].join('\n');
}

function ratio(summaries: readonly Summary[], baseline: string, value: (summary: Summary) => number): Cell {
  const base = summaries.find(({ title }) => title === baseline);
  return (summary) => (base === undefined ? '' : number(value(summary) / value(base), '', 2));
}

const rateCell: Cell = ({ highestRate, rateAtLeast }) =>
  Number.isFinite(highestRate) ? `${rateAtLeast ? '≥ ' : ''}${count(highestRate)}/s` : '';

function memoryCell(cards: number): Cell {
  return ({ memory }) => {
    const found = memory.find((one) => one.cards === cards);
    return found === undefined
      ? ''
      : `${number(found.inUse / 1024, 'KB')} (encoded ${number(found.encoded / 1024, 'KB')})`;
  };
}

function openCell(written: Plan['open'][number]): Cell {
  return (summary) => {
    const { cold, warm } = openTimes(summary, written);
    if (Number.isFinite(cold)) return number(cold, 'ms');
    return Number.isFinite(warm) ? `(${number(warm, 'ms')})` : '';
  };
}

/** Servers that keep nothing have no opening from rest to compare. */
function openTimes({ open }: Summary, { kind, updates }: Plan['open'][number]): { cold: number; warm: number } {
  return open.find((one) => one.kind === kind && one.updates === updates) ?? { cold: NaN, warm: NaN };
}

function pair(first: number, second: number, unit: string): string {
  return Number.isFinite(first) ? `${number(first, '')} / ${number(second, unit)}` : '';
}

/** Three digits are as many as a benchmark knows. Empty for what was not measured. */
function number(value: number, unit: string, digits = value < 10 ? 1 : 0): string {
  if (!Number.isFinite(value)) return '';
  return `${value.toFixed(digits)}${unit === '' ? '' : ` ${unit}`}`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}
