/** 100 times kill -9 at random moments, the clients killed too: nothing that was called saved may be gone. */
import assert from 'node:assert/strict';
import { keepLedger } from '../support/board-ledger.ts';
import { propertySeed } from '../support/property-seed.ts';
import { seededChance } from '../support/seeded-chance.ts';

const kills = 100;

export async function soakKills(): Promise<void> {
  const chance = seededChance(propertySeed);
  const moments = Array.from({ length: kills }, () => Math.floor(chance() * 300));
  const { promised, lost } = await keepLedger(kills, (round) => moments[round] ?? 0);
  process.stdout.write(`${kills} kills: ${promised} edits were called saved, ${lost.length} of them are gone\n`);
  assert.ok(promised > kills, 'something was saved');
  assert.deepEqual(lost, []);
}
