import { expect, test } from 'vitest';
import { fuzzBoard } from '../support/fuzz-board.ts';
import { propertySeed } from '../support/property-seed.ts';

test('2,000 wrong frames neither end the server nor harm the room', { timeout: 180_000 }, async () => {
  const { sent, closed, stored, memoryGrowth } = await fuzzBoard({
    seed: propertySeed,
    frames: 2_000,
    lookEvery: 500,
    memoryLimit: 300 * 1024 * 1024,
  });
  const codes = [...closed].map(([code, times]) => `${code}: ${times}`).join(', ');
  process.stdout.write(
    `fuzz: seed ${propertySeed}, ${sent} frames, closed ${codes}, ${stored} stored, ${Math.round(memoryGrowth / 1e6)} MB\n`,
  );
  expect(sent).toBe(2_000);
  // Frames that are wrong are refused, and some that only look wrong are taken: both kinds were tried.
  expect(closed.get(4400)).toBeGreaterThan(500);
  expect(stored).toBeGreaterThan(100);
});
