/**
 * Loaded into every server before its own program, and silent until the benchmark asks over the channel: for the
 * memory that is left after collecting garbage, or for a profile of its main thread. When the channel breaks, the
 * benchmark is gone and the server ends, so that none is ever left behind.
 */
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { setImmediate } from 'node:timers/promises';

/** Time between two samples, in microseconds. */
const samplingUs = 250;
const session = new Session();

/** @param {unknown} question */
async function answer(question) {
  if (question === 'memory') {
    // More than once: what one round finalises, the next one collects, and buffers are let go of in between.
    for (let round = 0; round < 4; round++) {
      globalThis.gc?.();
      await setImmediate();
    }
    return process.memoryUsage();
  }
  if (question === 'profile') {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: samplingUs });
    await session.post('Profiler.start');
    return 'profiling';
  }
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  writeFileSync(String(question), JSON.stringify(profile));
  return 'profiled';
}

process.on('message', (question) => {
  void answer(question).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit(1));
