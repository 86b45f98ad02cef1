/** 100,000 wrong frames at a live server: none may end it, hang it, make it grow without bound, or harm the room. */
import { fuzzBoard } from '../support/fuzz-board.ts';
import { propertySeed } from '../support/property-seed.ts';

const frames = 100_000;
/** Each round has a server and a room of its own, so that a failure is found among few frames. */
const rounds = 10;

export async function soakFuzz(): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const seed = propertySeed + round;
    const { sent, closed, stored, memoryGrowth } = await fuzzBoard({
      seed,
      frames: frames / rounds,
      lookEvery: 1_000,
      memoryLimit: 400 * 1024 * 1024,
    });
    const codes = [...closed].map(([code, times]) => `${code}: ${times}`).join(', ');
    process.stdout.write(
      `round ${round + 1} of ${rounds}, seed ${seed}: ${sent} frames, closed ${codes}, ${stored} stored, ` +
        `${Math.round(memoryGrowth / 1e6)} MB more\n`,
    );
  }
}
