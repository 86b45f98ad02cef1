/** Where the time of our server goes under load, by Node's own sampling profiler. */
import { readdirSync, readFileSync } from 'node:fs';
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

/** Leaves `*.cpuprofile` files in `folder`, and returns the functions with the most time of their own, the idle time left out. */
export async function profileServer(contender: Contender, plan: Plan, folder: string): Promise<string> {
  const dataDir = freshFolder();
  await contender.prepare(dataDir);
  const server = await startServer(contender, dataDir, { node: ['--cpu-prof', '--cpu-prof-dir', folder] });
  try {
    const load = await startLoad(server, plan.rooms, 4_000);
    const rate = 2 * plan.rooms * plan.ratePerPerson;
    await load.run({ rate, warmMs: plan.warmMs, measureMs: plan.measureMs, patienceMs: 5_000, seed: 1 });
    await load.stop();
  } finally {
    await server.stop();
  }
  return hottest(folder);
}

function hottest(folder: string): string {
  const lines: string[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
    const { nodes, samples, timeDeltas } = profileSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
    const times = new Map<string, number>();
    for (const [nth, id] of samples.entries()) {
      const name = names.get(id) ?? '(unknown)';
      times.set(name, (times.get(name) ?? 0) + (timeDeltas[nth] ?? 0));
    }
    times.delete('(idle)');
    const total = [...times.values()].reduce((sum, time) => sum + time, 0);
    lines.push(`${file}: ${(total / 1_000).toFixed(0)} ms busy`);
    for (const [name, time] of [...times].toSorted(([, a], [, b]) => b - a).slice(0, linesShown)) {
      lines.push(`${((100 * time) / total).toFixed(1).padStart(5)}%  ${name}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function nameOf({ functionName, url, lineNumber }: { functionName: string; url: string; lineNumber: number }): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  if (url === '') return name;
  const place = url.split('/').slice(-3).join('/');
  return `${name}  ${place}:${lineNumber + 1}`;
}
