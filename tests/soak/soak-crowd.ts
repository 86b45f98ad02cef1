/** 1,000 clients come back after a restart: within 10 s, and nothing on the server waits longer than 200 ms for its turn. */
import assert from 'node:assert/strict';
import { restartUnderCrowd } from '../support/crowd-return.ts';
import { propertySeed } from '../support/property-seed.ts';
import { seededChance } from '../support/seeded-chance.ts';

const crowd = 1_000;
const backLimitMs = 10_000;
const stallLimitMs = 200;

export async function soakCrowd(): Promise<void> {
  const { backMs, stallMs, calmMs, farewells } = await restartUnderCrowd(crowd, seededChance(propertySeed), 120_000);
  process.stdout.write(
    `${crowd} clients back after ${Math.round(backMs)} ms; longest stall ${Math.round(stallMs)} ms ` +
      `(${Math.round(calmMs)} ms in a calm stretch of the same process)\n`,
  );
  assert.deepEqual([...farewells], [1012], 'everybody is sent off with 1012');
  assert.ok(backMs <= backLimitMs, `back within ${backLimitMs} ms`);
  assert.ok(stallMs <= stallLimitMs, `no stall longer than ${stallLimitMs} ms`);
}
