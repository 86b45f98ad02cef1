/**
 * What the board costs in a real browser: `npm run bench -- client`. Boards of several sizes are filled through the
 * server; each is then opened in a new Chromium, used, and left, round after round, build after build.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from '../tests/support/find-chromium.mjs';
import { writeBoard, type WrittenBoard } from './client-board.ts';
import { clientUsage, readClientOptions, type ClientOptions } from './client-options.ts';
import { visitBoard, type ClientPlan } from './client-page.ts';
import { clientTable, summariseClient, type ClientMeasured } from './client-report.ts';
import { describeMachine } from './machine.ts';
import { hottest } from './profile.ts';
import { freshFolder, startServer, type ServerProcess } from './server-process.ts';
import { counterpointWith } from './servers/counterpoint.ts';

/** One build with one board, to be looked at. */
interface Exhibit {
  measured: ClientMeasured;
  origin: string;
  session: string;
  cookie: { name: string; value: string };
  peer: WrittenBoard;
}

const fullPlan: ClientPlan = { moveMs: 3_000, changes: 20 };
const quickPlan: ClientPlan = { moveMs: 1_000, changes: 6 };

async function main(): Promise<void> {
  const options = readClientOptions(process.argv.slice(2));
  if (options === null) {
    process.stderr.write(clientUsage);
    process.exit(2);
  }
  const machine = describeMachine();
  const browser = await findChromium();
  const servers: ServerProcess[] = [];
  try {
    const builds = [{ build: 'this', checkout: undefined }];
    const exhibits: Exhibit[] = [];
    for (const { build, checkout } of [
      ...builds,
      ...(options.against === null ? [] : [{ build: 'other', checkout: options.against }]),
    ]) {
      say(`filling the boards of ${build === 'this' ? 'this build' : `the build in ${checkout ?? ''}`}`);
      const contender = counterpointWith(options.sizes.length, freshFolder(), checkout);
      const dataDir = freshFolder();
      await contender.prepare(dataDir);
      const server = await startServer(contender, dataDir);
      servers.push(server);
      const rooms = contender.rooms(options.sizes.length);
      for (const [nth, cards] of options.sizes.entries()) {
        const { room: session, cookies } = rooms[nth] ?? { room: '', cookies: [] };
        const [mine, theirs] = cookies;
        if (mine === undefined || theirs === undefined) throw new Error('the fixture has nobody to open a page');
        exhibits.push({
          measured: { build, cards, rounds: [] },
          origin: `http://127.0.0.1:${server.port}`,
          session,
          cookie: nameAndValue(mine),
          peer: await writeBoard(server.port, session, theirs, cards, cards),
        });
      }
    }
    await visitAll(browser, exhibits, options);
    const measured = exhibits.map((exhibit) => exhibit.measured);
    const summaries = measured.map(summariseClient).sort((one, other) => one.cards - other.cards);
    process.stdout.write(`${clientTable(machine, options.rounds, summaries)}\n`);
    const found = { machine, rounds: options.rounds, summaries };
    if (options.json === null) process.stdout.write(`\n${JSON.stringify(found, null, 2)}\n`);
    else writeFileSync(options.json, `${JSON.stringify({ ...found, measured }, null, 2)}\n`);
    for (const exhibit of exhibits) exhibit.peer.leave();
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** Every board of every build once, then again: what the machine does meanwhile happens to all of them. */
async function visitAll(browser: string, exhibits: readonly Exhibit[], options: ClientOptions): Promise<void> {
  const plan = options.quick ? quickPlan : fullPlan;
  for (let round = 0; round < options.rounds; round++) {
    const inTurn = round % 2 === 0 ? exhibits : exhibits.toReversed();
    for (const { measured, origin, session, cookie, peer } of inTurn) {
      const { build, cards } = measured;
      say(`${build}: ${String(cards)} cards, round ${String(round + 1)}`);
      const profile =
        options.profile === null || round > 0
          ? null
          : join(options.profile, `client-${build}-${String(cards)}.cpuprofile`);
      measured.rounds.push(
        await visitBoard({
          browser,
          origin,
          path: `/sessions/${session}`,
          cookie,
          peer,
          plan,
          seed: round + 1,
          profile,
        }),
      );
      if (profile !== null) process.stdout.write(`${profile}\n${hottest(JSON.parse(readFileSync(profile, 'utf8')))}\n`);
    }
  }
}

function nameAndValue(cookie: string): { name: string; value: string } {
  const at = cookie.indexOf('=');
  return { name: cookie.slice(0, at), value: cookie.slice(at + 1) };
}

/** Progress goes to standard error: standard output is for the table. */
function say(sentence: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${sentence}\n`);
}

await main();
process.exit();
