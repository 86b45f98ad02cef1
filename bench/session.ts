/**
 * What sessions cost beside their boards: `npm run bench -- session`. How soon a flow command is on the other screen
 * while many sessions are live, what sessions cost in which nobody is, and how soon everybody is back after a restart.
 */
import { writeFileSync } from 'node:fs';
import { quiet } from './cpu.ts';
import { describeMachine, moveToLoadCore } from './machine.ts';
import { freshFolder, startServer } from './server-process.ts';
import { counterpointWith } from './servers/counterpoint.ts';
import { gatherCrowd } from './session-crowd.ts';
import { readSessionOptions, sessionUsage } from './session-options.ts';
import { sessionTable, type SessionFindings } from './session-report.ts';
import { restartUnder, type Return } from './session-restart.ts';
import { measureStored } from './session-stored.ts';

async function main(): Promise<void> {
  const options = readSessionOptions(process.argv.slice(2));
  if (options === null) {
    process.stderr.write(sessionUsage);
    process.exit(2);
  }
  const { plan, json } = options;
  const machine = describeMachine();
  moveToLoadCore();
  say(`storing ${String(plan.stored)} sessions`);
  const few = counterpointWith(1, freshFolder());
  const many = counterpointWith(plan.stored, freshFolder());
  say('starting with few and with many of them');
  const stored = await measureStored(few, many, plan.stored, plan.starts);
  const dataDir = freshFolder();
  await many.prepare(dataDir);
  let server = await startServer(many, dataDir);
  try {
    say(`two people come into each of ${String(plan.live)} sessions`);
    const crowd = await gatherCrowd(server, plan.live);
    try {
      await quiet(server.pid);
      say('commands');
      const { rate, warmMs, measureMs } = plan;
      const commands = await crowd.run({ rate, warmMs, measureMs, patienceMs: 10_000, seed: 1 });
      const returns: Return[] = [];
      for (let nth = 0; nth < plan.restarts; nth++) {
        say('restarting');
        const restarted = await restartUnder(crowd, server, dataDir);
        server = restarted.server;
        returns.push(restarted.found);
        await quiet(server.pid);
      }
      const found: SessionFindings = { machine, plan, commands, stored, returns };
      process.stdout.write(`${sessionTable(found)}\n`);
      if (json === null) process.stdout.write(`\n${JSON.stringify(found, null, 2)}\n`);
      else writeFileSync(json, `${JSON.stringify(found, null, 2)}\n`);
    } finally {
      await crowd.stop();
    }
  } finally {
    await server.stop();
  }
}

/** Progress goes to standard error: standard output is for the table. */
function say(sentence: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${sentence}\n`);
}

await main();
process.exit();
