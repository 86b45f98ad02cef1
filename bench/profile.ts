/** Where the time of our server goes under load, by Node's own sampling profiler. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { startLoad } from './load.ts';
import type { Plan } from './plan.ts';
import { freshFolder, startServer } from './server-process.ts';
import type { Contender } from './servers/contender.ts';

const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

const linesShown = 40;

/** Leaves a `.cpuprofile` in `folder`, and returns the functions with the most time of their own. */
export async function profileServer(contender: Contender, plan: Plan, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${new Date().toISOString().replaceAll(':', '-')}.cpuprofile`);
  const dataDir = freshFolder();
  await contender.prepare(dataDir);
  const server = await startServer(contender, dataDir);
  try {
    const load = await startLoad(server, plan.rooms, 4_000);
    const job = { rate: 2 * plan.rooms * plan.ratePerPerson, patienceMs: 5_000 };
    await load.run({ ...job, warmMs: 0, measureMs: plan.warmMs, seed: 1 });
    const finish = await server.profile();
    await load.run({ ...job, warmMs: 0, measureMs: plan.measureMs, seed: 2 });
    await finish(file);
    await load.stop();
  } finally {
    await server.stop();
  }
  return `${file}\n${hottest(JSON.parse(readFileSync(file, 'utf8')))}`;
}

/** The functions with the most time of their own in a `.cpuprofile`. */
export function hottest(profile: unknown): string {
  const { nodes, samples, timeDeltas } = profileSchema.parse(profile);
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const times = new Map<string, number>();
  for (const [nth, id] of samples.entries()) {
    const name = names.get(id) ?? '(unknown)';
    times.set(name, (times.get(name) ?? 0) + (timeDeltas[nth] ?? 0));
  }
  // Waiting, and the profiler itself.
  for (const name of times.keys()) if (name === '(idle)' || name.includes('node:inspector')) times.delete(name);
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  const shown = [...times].toSorted(([, a], [, b]) => b - a).slice(0, linesShown);
  return [
    `${(total / 1_000).toFixed(0)} ms busy, of which in the function itself:`,
    ...shown.map(([name, time]) => `${((100 * time) / total).toFixed(1).padStart(5)}%  ${name}`),
    '',
  ].join('\n');
}

function nameOf({ functionName, url, lineNumber }: { functionName: string; url: string; lineNumber: number }): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return name;
  const place = url.split('/').slice(-3).join('/');
  return `${name}  ${place}:${lineNumber + 1}`;
}
