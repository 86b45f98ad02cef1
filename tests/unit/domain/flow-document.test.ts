import {
  flowCommandSchema,
  type FlowCommand,
  type FlowEvent,
  type FlowState,
  type PlainCommand,
} from '#lib/domain/flow/flow.ts';
import { lobby, transition } from '#lib/domain/flow/transition.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dawn } from '../../support/flow-walk.ts';
import { mixedFormat } from '../../support/mixed-format.ts';

const text = readFileSync(join(import.meta.dirname, '../../../docs/flow.md'), 'utf8');

/** `from --> to: event`, for each event on each arrow. */
const drawn = text
  .split('\n')
  .flatMap((line) => {
    const [, from, to, events] = /^ {2}(\w+) --> (\w+): (.+)$/.exec(line) ?? [];
    return events === undefined ? [] : events.split(', ').map((event) => `${from} --> ${to}: ${event}`);
  })
  .toSorted();

const commandTypes = flowCommandSchema.options.flatMap(({ shape: { type } }): FlowCommand['type'][] =>
  'options' in type ? type.options : [type.value],
);
const newsTypes = [
  'sit',
  'stand',
  'observe',
  'unobserve',
  'silence-over',
  'wait-for',
  'came-back',
  'choose-format',
] as const;

/** Every event that can be asked, by each peer, with the other there or not. */
function events(): FlowEvent[] {
  const more: Partial<Record<string, object>> = {
    extend: { minutes: 1 },
    'offer-trim': { steps: [{ position: 6, minutes: 1 }] },
    'start-silence': { card: null, seconds: 30 },
  };
  return [...commandTypes, ...newsTypes].flatMap((type) =>
    ['ama', 'jonas'].flatMap((by) =>
      [['ama', 'jonas'], [by]].map((present) => {
        const user = by === 'ama' ? 'jonas' : 'ama';
        return { type: type as PlainCommand, id: 'idea', user, ...more[type], by, present, at: dawn };
      }),
    ),
  );
}

/** In the first turn, which a walk that tries everything reaches late. */
function inTurn(): FlowState {
  const walk: PlainCommand[] = ['start', 'next', 'next'];
  return walk.reduce<FlowState>(
    (state, type) => {
      const result = transition(state, { type, by: 'ama', present: ['ama'], at: dawn }, mixedFormat);
      return result.ok ? result.state : state;
    },
    lobby(['ama', 'jonas']),
  );
}

test('the diagram of states shows exactly the ways that the code has', () => {
  const found = new Set<string>();
  const seen = new Set<string>();
  const next = [lobby(['ama', 'jonas']), inTurn()];
  const all = events();
  // Far enough for every sort of step, and for what can be open in it.
  for (let state = next.shift(); state !== undefined && seen.size < 2_000; state = next.shift()) {
    for (const event of all) {
      const result = transition(state, event, mixedFormat);
      if (!result.ok) continue;
      if (result.state.status !== state.status) found.add(`${state.status} --> ${result.state.status}: ${event.type}`);
      const key = JSON.stringify(result.state);
      if (seen.has(key)) continue;
      seen.add(key);
      next.push(result.state);
    }
  }
  expect([...found].toSorted()).toEqual(drawn);
});

test('every event and every refusal is named', () => {
  const names = [...commandTypes, ...newsTypes, 'flow-not-now', 'flow-minutes', 'flow-asked', 'flow-not-yours'];
  for (const name of [...names, 'flow-no-seat', 'flow-tray-full', 'session-ended', 'flow-stale']) {
    expect(text, name).toContain(`\`${name}\``);
  }
});
