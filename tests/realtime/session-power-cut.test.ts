import { afterEach, describe, expect, it } from 'vitest';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import type { FlowCommand } from '#lib/domain/flow/flow.ts';
import { rolesAt } from '#lib/domain/flow/roles.ts';
import type { FlowSnapshot } from '#lib/protocol/session-events.ts';
import { startCounterpoint, type CounterpointServer } from '../support/counterpoint-server.ts';
import { makeFixtureRooms, type FixtureRoom } from '../support/fixture-rooms.ts';
import { propertySeed } from '../support/property-seed.ts';
import { seededChance } from '../support/seeded-chance.ts';
import { openPage, type Page } from '../support/session-page.ts';

const rounds = 3;

describe('a server whose power goes off in the middle of a swap', () => {
  let server: CounterpointServer | undefined;
  let pages: Page[] = [];
  afterEach(async () => {
    for (const page of pages) page.socket.disconnect();
    await server?.kill();
    await server?.clean();
  });

  /** Both peers of the session, let in; and where each is told that it stands. */
  async function enter(port: number, { session, users }: FixtureRoom): Promise<FlowSnapshot[]> {
    for (const page of pages) page.socket.disconnect();
    pages = await Promise.all(users.map(({ cookie }) => openPage(port, cookie, false)));
    const flows: FlowSnapshot[] = [];
    // One after the other: the first to come has the first seat.
    for (const page of pages) flows.push((await page.enter(session)).flow);
    return flows;
  }

  /** What a peer asks must be done. */
  async function lead(who: number, version: number, command: FlowCommand): Promise<number> {
    const answer = await pages[who]?.command(version, command);
    if (answer?.ok !== true) throw new Error(`${command.type} was refused: ${answer?.error ?? 'nobody is there'}`);
    return answer.flow.version;
  }

  it(`has swapped for both or for none when it is back, and for both when it said so (${rounds} kills, seed ${propertySeed})`, async () => {
    const chance = seededChance(propertySeed);
    server = await startCounterpoint();
    const { dataDir } = server;
    const [room] = await makeFixtureRooms(dataDir, 1);
    if (room === undefined) throw new Error('there is no room');
    let flows = await enter(server.port, room);
    let version = await lead(0, flows[1]?.version ?? 0, { type: 'start' });
    for (let step = 0; step < 2; step += 1) {
      version = await lead(0, version, { type: 'next' });
      version = await lead(1, version, { type: 'accept-advance' });
    }

    for (let round = 0; round < rounds; round += 1) {
      const before = await lead(0, version, { type: 'offer-swap' });
      const offered = await pages[1]?.hears('flow:changed', ({ flow }) => flow.version === before);
      if (offered === undefined) throw new Error('nobody heard of the offer');
      const coachee = rolesAt(offered.flow.state, defaultFormat).coachee;
      const promised = pages[1]?.command(before, { type: 'accept-swap' }).then(
        (answer) => answer.ok,
        () => false,
      );
      const moment = Math.floor(chance() * 16);
      await new Promise((resolve) => setTimeout(resolve, moment));
      await server.kill();
      const wasPromised = await Promise.race([promised, pages[1]?.ended.then(() => false)]);

      server = await startCounterpoint({ dataDir });
      flows = await enter(server.port, room);
      const [amas, bens] = flows;
      if (amas === undefined || bens === undefined) throw new Error('somebody is missing');
      const told = `round ${round}, killed after ${moment} ms`;
      expect(bens, told).toEqual(amas);
      const roles = rolesAt(amas.state, defaultFormat);
      const swapped = amas.state.swap === null;
      expect(amas.version, told).toBe(swapped ? before + 1 : before);
      // Whose turn it is and who coaches flip together, with the offer or not at all.
      expect(roles.coachee === coachee, told).toBe(!swapped);
      expect(new Set([roles.coachee, roles.coach]), told).toEqual(new Set(room.users.map(({ id }) => id)));
      if (wasPromised === true) expect(swapped, `${told}: what was answered holds`).toBe(true);
      version = swapped ? amas.version : await lead(0, amas.version, { type: 'withdraw-swap' });
    }
  }, 120_000);
});
