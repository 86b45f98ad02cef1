import type fc from 'fast-check';

/** Fixed, so that a failure comes back; another may be given as PROPERTY_SEED to look further. */
export const propertySeed = Number(process.env.PROPERTY_SEED ?? 20_261_122);

/** Settings of a random test, printed so that a failure can be repeated. */
export function propertyRun(title: string, numRuns: number): fc.Parameters<unknown> {
  console.info(`${title}: seed ${propertySeed}, ${numRuns} runs`);
  return { seed: propertySeed, numRuns, endOnFailure: false };
}
