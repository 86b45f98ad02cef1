/** What sessions cost in which nobody is: a server with one of them, and one with many, started in turn. */
import { setTimeout as wait } from 'node:timers/promises';
import { freshFolder, startServer, type MemoryUse } from './server-process.ts';
import type { Contender } from './servers/contender.ts';

export interface StartCost {
  /** From starting the process until it says that it is ready, in milliseconds. */
  readyMs: number;
  /** A second later, after garbage collection. */
  memory: MemoryUse;
}

export interface StoredCost {
  stored: number;
  few: StartCost[];
  many: StartCost[];
}

/** After the start a server may still look after what it has stored. */
const settleMs = 1_000;

export async function measureStored(
  few: Contender,
  many: Contender,
  stored: number,
  starts: number,
): Promise<StoredCost> {
  const folders = { few: freshFolder(), many: freshFolder() };
  await few.prepare(folders.few);
  await many.prepare(folders.many);
  const cost: StoredCost = { stored, few: [], many: [] };
  // The first start of each fills the caches of the machine, and is not measured.
  for (let nth = 0; nth <= starts; nth++) {
    const fewCost = await start(few, folders.few);
    const manyCost = await start(many, folders.many);
    if (nth === 0) continue;
    cost.few.push(fewCost);
    cost.many.push(manyCost);
  }
  return cost;
}

async function start(contender: Contender, dataDir: string): Promise<StartCost> {
  const began = performance.now();
  const server = await startServer(contender, dataDir);
  const readyMs = performance.now() - began;
  await wait(settleMs);
  const memory = await server.memory();
  await server.stop();
  return { readyMs, memory };
}
