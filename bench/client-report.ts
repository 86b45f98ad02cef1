/** The table of the client's benchmark: Markdown, one line for each board. */
import type { ClientRound, Moving } from './client-page.ts';
import { machineLine, type Machine } from './machine.ts';
import { median, percentile } from './statistics.ts';

/** All looks at one board, by one build. */
export interface ClientMeasured {
  build: string;
  cards: number;
  rounds: ClientRound[];
}

export interface Times {
  median: number;
  p95: number;
}

export interface MovingTimes extends Times {
  /** Processor time for each move of the hand. */
  cpu: number;
}

/** Times in milliseconds; medians over the rounds, frames of all rounds together. */
export interface ClientSummary {
  build: string;
  cards: number;
  usable: number;
  drag: MovingTimes;
  pan: MovingTimes;
  dragWhole: MovingTimes;
  panWhole: MovingTimes;
  peer: Times;
  /** Bytes. */
  heap: number;
  nodes: number;
}

/** What the project promises for a board of so many cards, in milliseconds. */
const budgets: Readonly<Record<number, { usable?: number; frame?: number }>> = {
  200: { usable: 1_500 },
  500: { frame: 33 },
  2_000: { usable: 4_000 },
};

export function summariseClient({ build, cards, rounds }: ClientMeasured): ClientSummary {
  const moving = (read: (round: ClientRound) => Moving): MovingTimes => ({
    ...timesOf(rounds.flatMap((round) => read(round).frames)),
    cpu: median(rounds.map(read).map(({ cpuMs, moves }) => cpuMs / moves)),
  });
  return {
    build,
    cards,
    usable: median(rounds.map(({ usable }) => usable)),
    drag: moving(({ drag }) => drag),
    pan: moving(({ pan }) => pan),
    dragWhole: moving(({ dragWhole }) => dragWhole),
    panWhole: moving(({ panWhole }) => panWhole),
    peer: timesOf(rounds.flatMap(({ peer }) => peer)),
    heap: median(rounds.map(({ heap }) => heap)),
    nodes: median(rounds.map(({ nodes }) => nodes)),
  };
}

function timesOf(values: readonly number[]): Times {
  return { median: median(values), p95: percentile(values, 0.95) };
}

/** Budgets that were missed, one sentence each. */
export function missedBudgets(summaries: readonly ClientSummary[]): string[] {
  return summaries.flatMap(({ build, cards, usable, ...moved }) => {
    const budget = budgets[cards];
    const name = `${build}, ${cards.toLocaleString('en')} cards:`;
    const frame = budget?.frame;
    const { drag, pan } = moved;
    const all = { drag, pan, 'drag, whole board': moved.dragWhole, 'pan, whole board': moved.panWhole };
    return [
      ...(budget?.usable !== undefined && usable > budget.usable
        ? [`${name} usable after ${usable.toFixed(0)} ms, promised are ${String(budget.usable)}`]
        : []),
      ...(frame === undefined ? [] : Object.entries(all)).flatMap(([what, { p95 }]) =>
        p95 > (frame ?? Infinity) ? [`${name} ${what} ${p95.toFixed(0)} ms, promised are ${String(frame)}`] : [],
      ),
    ];
  });
}

export function clientTable(machine: Machine, rounds: number, summaries: readonly ClientSummary[]): string {
  const heads = [
    'build',
    'cards',
    'usable',
    'drag',
    'pan',
    '… whole board: drag',
    '… pan',
    "a peer's change",
    'heap',
    'elements',
  ];
  const lines = [
    heads,
    heads.map((_, column) => (column === 0 ? '---' : '---:')),
    ...summaries.map((one) => [
      one.build,
      one.cards.toLocaleString('en'),
      `${one.usable.toFixed(0)} ms`,
      moving(one.drag),
      moving(one.pan),
      moving(one.dragWhole),
      moving(one.panWhole),
      times(one.peer),
      `${(one.heap / 1e6).toFixed(1)} MB`,
      one.nodes.toLocaleString('en'),
    ]),
  ];
  return [
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    `Median / 95th percentile of frames and changes, in brackets processor time for each move of the hand; medians of ${rounds} ${rounds === 1 ? 'round' : 'rounds'}, builds in turn.`,
    machineLine(machine),
    ...missedBudgets(summaries).map((sentence) => `Over budget: ${sentence}.`),
  ].join('\n');
}

function times({ median: middle, p95 }: Times): string {
  return `${middle.toFixed(1)} / ${p95.toFixed(1)} ms`;
}

function moving({ cpu, ...frames }: MovingTimes): string {
  return `${times(frames)} (${cpu.toFixed(1)})`;
}
