/**
 * The benchmark: our server and its peers, one after the other, round after round, so that whatever the machine does
 * meanwhile happens to all of them. Ends everything that it started, also when it fails.
 */
import { writeFileSync } from 'node:fs';
import { quiet, writtenBytes } from './cpu.ts';
import { folderBytes } from './disk.ts';
import { startLoad, type Load } from './load.ts';
import { describeMachine, moveToLoadCore } from './machine.ts';
import { measureMemory, warmUpRooms } from './memory.ts';
import { measureOpening, setOpenStage, type OpenStage } from './open.ts';
import { readOptions, usage, type Options } from './options.ts';
import { installPeers } from './peers.ts';
import { fullPlan, quickPlan, type Plan } from './plan.ts';
import { profileServer } from './profile.ts';
import { findHighestRate } from './rate.ts';
import { tableOf } from './report.ts';
import { nothingYet, summarise, type Measured } from './results.ts';
import { freshFolder, startServer, type ServerProcess } from './server-process.ts';
import type { Contender } from './servers/contender.ts';
import { counterpointWith } from './servers/counterpoint.ts';
import { hocuspocus } from './servers/hocuspocus.ts';
import { relay } from './servers/relay.ts';
import { yWebsocket, yWebsocketLevel } from './servers/y-websocket.ts';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    process.stderr.write(usage);
    process.exit(2);
  }
  if (process.platform !== 'linux')
    throw new Error('The benchmark reads what processes cost from /proc: it needs Linux.');
  const plan = options.quick ? quickPlan : fullPlan;
  const machine = describeMachine();
  moveToLoadCore();
  say('preparing');
  installPeers();
  const ours = counterpointWith(plan.rooms + warmUpRooms, freshFolder());
  if (options.profile !== null) {
    process.stdout.write(await profileServer(ours, plan, options.profile));
    return;
  }
  const began = performance.now();
  const all = [relay, yWebsocket, yWebsocketLevel, hocuspocus, ours].map(nothingYet);
  await measure(all, plan, options);
  const minutes = Math.ceil((performance.now() - began) / 60_000);
  const findings = { machine, plan, rounds: options.rounds, minutes, summaries: all.map(summarise) };
  process.stdout.write(`${tableOf(findings, { relay: relay.title, hocuspocus: hocuspocus.title })}\n`);
  if (options.json !== null) {
    const rounds = all.map(({ contender, ...measured }) => ({ title: contender.title, ...measured }));
    writeFileSync(options.json, `${JSON.stringify({ ...findings, measured: rounds }, null, 2)}\n`);
  }
  if (all.some(({ failures }) => failures.length > 0)) process.exitCode = 1;
}

/** All rounds; the order of the servers moves on by one with each of them. */
async function measure(all: readonly Measured[], plan: Plan, { rounds }: Options): Promise<void> {
  const inTurn = (round: number): Measured[] => [...all.slice(round % all.length), ...all.slice(0, round % all.length)];
  for (let round = 0; round < rounds; round++) {
    for (const measured of inTurn(round)) {
      await attempt(measured, `load, round ${round + 1} of ${rounds}`, () => measureLoad(measured, plan, round));
    }
  }
  const stages = new Map<Measured, OpenStage>();
  for (const measured of all.filter(({ contender }) => contender.knowsBoards)) {
    await attempt(measured, 'boards to open', async () => {
      stages.set(measured, await setOpenStage(measured.contender, plan.open));
    });
  }
  for (let round = 0; round < rounds; round++) {
    for (const measured of inTurn(round)) {
      for (const size of measured.contender.knowsBoards ? plan.memory : plan.memory.slice(0, 1)) {
        await attempt(measured, `memory, ${size.cards} cards, round ${round + 1} of ${rounds}`, async () => {
          measured.memory.push(await measureMemory(measured.contender, size));
        });
      }
      const stage = stages.get(measured);
      if (stage === undefined) continue;
      await attempt(measured, `opening, round ${round + 1} of ${rounds}`, async () => {
        measured.open.push(...(await measureOpening(stage, plan.opens)));
      });
    }
  }
  for (const { server, keepers } of stages.values()) {
    for (const keeper of keepers) keeper.close();
    await server.stop();
  }
}

/** One round under load: the cost of an update at a steady rate and what it leaves on disk, then the highest rate. */
async function measureLoad(measured: Measured, plan: Plan, round: number): Promise<void> {
  const rate = 2 * plan.rooms * plan.ratePerPerson;
  await underLoad(measured.contender, plan, async (load, server, grown) => {
    const writtenBefore = await writtenBytes(server.pid);
    const steady = { rate, warmMs: plan.warmMs, measureMs: plan.measureMs, patienceMs: 5_000, seed: round + 1 };
    measured.load.push(await load.run(steady));
    await load.stop();
    // Some write when the last person has left.
    await quiet(server.pid);
    const written = await writtenBytes(server.pid);
    await server.stop();
    const edits = (rate * (plan.warmMs + plan.measureMs)) / 1_000;
    measured.disk.push({
      kept: (await grown()) / edits,
      written: written === null || writtenBefore === null ? null : (written - writtenBefore) / edits,
    });
  });
  await underLoad(measured.contender, plan, async (load) => {
    measured.rate.push(await findHighestRate(load, plan.rate, rate));
  });
}

/**
 * Does this with a fresh server and everybody connected, and ends both. The data is fresh as well: people come with
 * the same ids and the same words each time, and to a board that knows them already they say nothing new.
 */
async function underLoad(
  contender: Contender,
  plan: Plan,
  work: (load: Load, server: ServerProcess, grown: () => Promise<number>) => Promise<void>,
): Promise<void> {
  const dataDir = freshFolder();
  await contender.prepare(dataDir);
  const bytesBefore = await folderBytes(dataDir);
  const server = await startServer(contender, dataDir);
  try {
    const load = await startLoad(server, plan.rooms, traceLength);
    try {
      await work(load, server, async () => (await folderBytes(dataDir)) - bytesBefore);
    } finally {
      await load.stop();
    }
  } finally {
    await server.stop();
  }
}

/** Updates that one person can send: more than the highest rate can ask for. */
const traceLength = 4_000;

/** A server that fails in one thing takes part in the others. */
async function attempt(measured: Measured, what: string, work: () => Promise<void>): Promise<void> {
  say(`${measured.contender.title}: ${what}`);
  try {
    await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    measured.failures.push(`${what} failed: ${reason}`);
    say(`failed: ${reason}`);
  }
}

/** Progress goes to standard error: standard output is for the table. */
function say(sentence: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${sentence}\n`);
}

// The launcher is gone: nobody waits for the table any more.
process.on('disconnect', () => process.exit(1));

await main();
process.exit();
