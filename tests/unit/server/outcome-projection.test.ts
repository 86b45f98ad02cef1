import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createLocalBus } from '../../../server/realtime/bus.ts';
import { createOutcomeProjection } from '../../../server/session/outcome-projection.ts';

test('making up for what the last process owed leaves most of the machine to those who come back', async () => {
  const busyMs = 10;
  const looks: { from: number; to: number }[] = [];
  const outcomes = createOutcomeProjection({
    store: {
      sessions: {
        listUnsettled: () => Promise.resolve(['one', 'two', 'three', 'four']),
        find: () => {
          const from = performance.now();
          while (performance.now() - from < busyMs);
          looks.push({ from, to: performance.now() });
          return Promise.resolve(null);
        },
      },
      actions: { project: () => Promise.reject(new Error('there is no session to store anything of')) },
    },
    boards: { read: () => Promise.reject(new Error('there is no board')) },
    bus: createLocalBus(() => undefined),
    clock: Date.now,
    log: pino({ level: 'silent' }),
  });
  await outcomes.catchUp();
  outcomes.close();
  expect(looks).toHaveLength(4);
  for (const [nth, { from }] of looks.slice(1).entries()) {
    // A rest is never shorter than it was asked to be, however busy this machine is.
    expect(from - (looks[nth]?.to ?? 0)).toBeGreaterThan(3 * busyMs);
  }
});
