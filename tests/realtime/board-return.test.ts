import { expect, test } from 'vitest';
import { propertySeed } from '../support/property-seed.ts';
import { restartUnderCrowd } from '../support/crowd-return.ts';
import { seededChance } from '../support/seeded-chance.ts';

test('B24: 200 clients are sent off with 1012 by a restart, and all are back soon', { timeout: 120_000 }, async () => {
  const chance = seededChance(propertySeed);
  const { backMs, stallMs, farewells } = await restartUnderCrowd(200, chance, 30_000);
  process.stdout.write(
    `restart: seed ${propertySeed}, back after ${Math.round(backMs)} ms, longest stall ${Math.round(stallMs)} ms\n`,
  );
  expect([...farewells]).toEqual([1012]);
  // Room for a busy machine; `npm run soak` holds a thousand to 10 s.
  expect(backMs).toBeLessThan(20_000);
});
