/**
 * `npm run soak`: what takes minutes. Each part prints what it measured and ends the run when a bound is broken.
 * `npm run soak -- crowd` runs one part; PROPERTY_SEED chooses other random numbers.
 */
import { propertySeed } from '../support/property-seed.ts';
import { soakFuzz } from './soak-fuzz.ts';
import { soakCrowd } from './soak-crowd.ts';
import { soakKills } from './soak-kills.ts';

const parts: Record<string, () => Promise<void>> = { crowd: soakCrowd, kills: soakKills, fuzz: soakFuzz };

const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in parts));
if (unknown !== undefined) {
  process.stderr.write(`There is no part "${unknown}". There are: ${Object.keys(parts).join(', ')}.\n`);
  process.exit(2);
}

let failed = 0;
for (const [name, run] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stdout.write(`\n--- ${name} (seed ${propertySeed})\n`);
  try {
    await run();
    process.stdout.write(`${name}: passed\n`);
  } catch (error) {
    failed++;
    process.stdout.write(
      `${name}: FAILED: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  }
}
process.exit(failed === 0 ? 0 : 1);
