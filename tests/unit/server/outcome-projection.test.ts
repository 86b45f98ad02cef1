import { pino } from 'pino';
import { expect, test } from 'vitest';
import type { Board } from '#lib/domain/board/card.ts';
import { createLocalBus } from '../../../server/realtime/bus.ts';
import {
  createOutcomeProjection,
  type OutcomeProjectionDependencies,
} from '../../../server/session/outcome-projection.ts';
import type { Store } from '../../../server/store/ports/store.ts';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';

const nobody = (): Promise<never> => Promise.reject(new Error('nobody was to ask this'));
const sessions: OutcomeProjectionDependencies['store']['sessions'] = {
  find: (id) =>
    Promise.resolve({
      id,
      room: 'room',
      number: 1,
      status: 'live',
      format: defaultFormat,
      createdBy: 'ama',
      createdAt: 0,
      startedAt: null,
      endedAt: null,
      counts: { goals: 0, questions: 0, actions: 0, notes: 0 },
    }),
};
const empty: Board = { cards: [], links: [], frames: [], images: [], ink: [] };

function outcomesOf(
  store: Partial<Store['outcomes']>,
  read: (session: string) => Promise<Board> = nobody,
  bus = createLocalBus(() => undefined),
): ReturnType<typeof createOutcomeProjection> {
  return createOutcomeProjection({
    store: { sessions, outcomes: { listOwed: nobody, isOwed: nobody, reach: nobody, project: nobody, ...store } },
    boards: { read },
    bus,
    clock: Date.now,
    log: pino({ level: 'silent' }),
  });
}

test('making up for what the last process owed leaves most of the machine to those who come back', async () => {
  const busyMs = 10;
  const looks: { from: number; to: number }[] = [];
  const outcomes = outcomesOf(
    {
      listOwed: () => Promise.resolve(['one', 'two', 'three', 'four']),
      reach: () => Promise.resolve(1),
      project: () => Promise.resolve(),
    },
    () => {
      const from = performance.now();
      while (performance.now() - from < busyMs);
      looks.push({ from, to: performance.now() });
      return Promise.resolve(empty);
    },
  );
  await outcomes.catchUp();
  outcomes.close();
  expect(looks).toHaveLength(4);
  for (const [nth, { from }] of looks.slice(1).entries()) {
    // A rest is never shorter than it was asked to be, however busy this machine is.
    expect(from - (looks[nth]?.to ?? 0)).toBeGreaterThan(3 * busyMs);
  }
});

test('what is written while a board is being read does not count as read', async () => {
  let log = 7;
  const stored: number[] = [];
  const outcomes = outcomesOf(
    {
      reach: () => Promise.resolve(log),
      project: (_session, { through }) => Promise.resolve(void stored.push(through)),
    },
    () => {
      log += 1;
      return Promise.resolve(empty);
    },
  );
  await outcomes.project('one');
  outcomes.close();
  expect(stored).toEqual([7]);
});

test('a board that somebody only looked at is not read again', async () => {
  const written = new Set(['edited']);
  const read: string[] = [];
  const bus = createLocalBus(() => undefined);
  const outcomes = outcomesOf(
    {
      isOwed: (session) => Promise.resolve(written.has(session)),
      reach: () => Promise.resolve(1),
      project: () => Promise.resolve(),
    },
    (session) => {
      read.push(session);
      return Promise.resolve(empty);
    },
    bus,
  );
  for (const session of ['looked-at', 'edited']) bus.publish({ type: 'board-quiet', session });
  await outcomes.settle();
  expect(read).toEqual(['edited']);
  outcomes.close();
});
