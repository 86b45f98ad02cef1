/** The table of the session benchmark: Markdown. */
import { machineLine, type Machine } from './machine.ts';
import type { CommandResult } from './session-job.ts';
import type { SessionPlan } from './session-options.ts';
import type { Return } from './session-restart.ts';
import type { StoredCost } from './session-stored.ts';
import { median } from './statistics.ts';

export interface SessionFindings {
  machine: Machine;
  plan: SessionPlan;
  commands: CommandResult;
  stored: StoredCost;
  returns: readonly Return[];
}

/** What the project promises, in milliseconds. */
const budgets = { toPeerP99: 50, back: 5_000 };

export function sessionTable({ machine, plan, commands, stored, returns }: SessionFindings): string {
  const { toPeer, toAcknowledged, late } = commands;
  const middle = <T>(items: readonly T[], read: (item: T) => number): number => median(items.map(read));
  const worst = (read: (item: Return) => number): number => Math.max(...returns.map(read));
  const ready = (costs: StoredCost['few']): number => middle(costs, ({ readyMs }) => readyMs);
  const memory = (costs: StoredCost['few']): number => middle(costs, (cost) => cost.memory.inUse) / 1e6;
  const resident = (costs: StoredCost['few']): number => middle(costs, (cost) => cost.memory.resident) / 1e6;
  const { few, many } = stored;
  const rows: [what: string, found: string, budget: string][] = [
    ['a command reaches the other screen, p50', ms(toPeer.p50), ''],
    ['… p99', ms(toPeer.p99), ms(budgets.toPeerP99)],
    ['… the longest', ms(toPeer.longest), ''],
    ['… is acknowledged, p50 / p99', `${toAcknowledged.p50.toFixed(1)} / ${ms(toAcknowledged.p99)}`, ''],
    ['… was sent late by the crowd, p99', ms(late.p99), ''],
    ['commands that never arrived', `${commands.lost} of ${commands.due}`, '0'],
    [`start with 1 / ${count(stored.stored)} stored sessions`, `${ready(few).toFixed(0)} / ${ms(ready(many))}`, ''],
    ['… memory in use after it', `${memory(few).toFixed(1)} / ${memory(many).toFixed(1)} MB`, 'the same'],
    ['… resident memory', `${resident(few).toFixed(0)} / ${resident(many).toFixed(0)} MB`, ''],
    ['restart: from stopping to listening', ms(middle(returns, ({ downMs }) => downMs)), ''],
    ['… half of the clients back after', ms(middle(returns, ({ p50 }) => p50)), ''],
    ['… the last one back on its step after', ms(worst(({ last }) => last)), ms(budgets.back)],
    ['… clients on another step than before', String(worst(({ astray }) => astray)), '0'],
    ['… longest stall of the event loop', ms(worst(({ stallMs }) => stallMs)), ''],
  ];
  return [
    '| what | found | budget |',
    '| --- | ---: | ---: |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    `${count(plan.live)} live sessions x 2 people, ${count(plan.rate)} commands/s; ${plan.starts} starts, ${plan.restarts} restarts (the worst of them where it is the last or the longest).`,
    machineLine(machine),
    ...(machine.pinned ? ['Server and crowd on a core each.'] : []),
    ...missed(commands, returns).map((sentence) => `Over budget: ${sentence}.`),
  ].join('\n');
}

function missed(commands: CommandResult, returns: readonly Return[]): string[] {
  return [
    ...(commands.toPeer.p99 > budgets.toPeerP99 ? ['a command to the other screen, p99'] : []),
    ...(commands.lost > 0 ? ['commands were lost'] : []),
    ...(returns.some(({ last }) => last > budgets.back) ? ['the way back after a restart'] : []),
    ...(returns.some(({ astray }) => astray > 0) ? ['a client came back to another step'] : []),
  ];
}

const ms = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const count = (value: number): string => value.toLocaleString('en');
