import { expect, test } from 'vitest';
import { keepLedger } from '../support/board-ledger.ts';

const kills = 4;

test('B8: nothing that was called saved is gone after kill -9, clients killed too', { timeout: 120_000 }, async () => {
  const { promised, lost } = await keepLedger(kills, (round) => 20 + round * 13);
  expect(promised).toBeGreaterThan(kills * 2 * 20);
  expect(lost).toEqual([]);
});
