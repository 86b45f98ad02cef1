import type { io as connect } from 'socket.io-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ServerClock } from '#lib/client/session/clock.svelte.ts';
import { SessionClient } from '#lib/client/session/session-client.svelte.ts';
import { createSessionLink } from '#lib/client/session/session-link.ts';
import type { FlowCommand } from '#lib/domain/flow/flow.ts';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { openLossyLine, type LossyLine } from '../support/lossy-line.ts';
import { propertySeed } from '../support/property-seed.ts';
import { seededChance } from '../support/seeded-chance.ts';
import { openStage, type Stage, type Visitor } from '../support/session-stage.ts';
import { until } from '../support/until.ts';

/** Where the next connection goes, and with whose cookie: a page gets both from its address and its browser. */
const browser = vi.hoisted(() => ({ address: '', cookie: '' }));
vi.mock('socket.io-client', async (original) => {
  const { io } = await original<{ io: typeof connect }>();
  return {
    io: (options: Parameters<typeof connect>[1]) =>
      io(browser.address, {
        ...options,
        forceNew: true,
        transports: ['websocket'],
        reconnectionDelay: 50,
        extraHeaders: { cookie: browser.cookie },
      }),
  };
});

const moves = 25;
const commands: FlowCommand[] = [
  { type: 'next' },
  { type: 'next' },
  { type: 'accept-advance' },
  { type: 'back' },
  { type: 'pause' },
  { type: 'resume' },
  { type: 'extend', minutes: 1 },
  { type: 'offer-swap' },
  { type: 'accept-swap' },
  { type: 'ready' },
];

describe('two pages on a line that loses, delays and repeats', () => {
  let stage: Stage;
  let line: LossyLine | undefined;
  const clients: SessionClient[] = [];
  afterEach(async () => {
    for (const client of clients) client.close();
    await line?.close();
    await stage.close();
  });

  async function open(person: Visitor, session: string): Promise<SessionClient> {
    browser.cookie = person.cookie;
    const { state } = await read(session);
    const client = new SessionClient(
      {
        session: { id: session, number: 1, status: 'live', room: { id: 'room', name: 'Mondays' } },
        format: defaultFormat,
        state,
        participants: [],
        me: { id: person.id, role: 'peer' },
        people: [],
      },
      { link: createSessionLink(), clock: new ServerClock(Date.now()), announce: () => undefined },
    );
    clients.push(client);
    client.open();
    await until(() => client.connection.state === 'live', 'the page is let in', 15_000);
    return client;
  }

  const read = (session: string) => stage.server.flows.read(session);

  it(`end where the server is (${moves} moves each, seed ${propertySeed})`, async () => {
    const chance = seededChance(propertySeed);
    stage = await openStage();
    const people = [await stage.visitor('Ama'), await stage.visitor('Ben')] as const;
    const { id } = await stage.server.sessions.create(people[0], await stage.room(people[0], [people[1]]));
    line = await openLossyLine(stage.server.port, chance);
    browser.address = `http://127.0.0.1:${line.port}`;
    const pages = [await open(people[0], id), await open(people[1], id)];
    await pages[0]?.send({ type: 'start' });

    let carriedOut = 0;
    await Promise.all(
      pages.map(async (page) => {
        for (let move = 0; move < moves; move += 1) {
          const able = commands.filter((command) => page.can(command));
          const command = able[Math.floor(chance() * able.length)];
          if (command === undefined) continue;
          const { ok } = await page.send(command);
          if (ok) carriedOut += 1;
          else await until(() => page.connection.state === 'live', 'the page is back', 15_000);
        }
      }),
    );
    expect(line.counts.lost).toBeGreaterThan(3);
    expect(line.counts.repeated).toBeGreaterThan(3);

    line.heal();
    line.cut();
    const stored = await read(id);
    for (const page of pages) {
      await until(
        () => page.connection.state === 'live' && page.flow.version === stored.version,
        `the page is at version ${stored.version}`,
        15_000,
      );
      expect(page.flow.state).toEqual(stored.state);
      expect(page.participants.map(({ id: person }) => person).sort()).toEqual(people.map((one) => one.id).sort());
    }
    // What was answered was carried out, and once: the server has counted at least as many changes.
    expect(stored.version).toBeGreaterThanOrEqual(carriedOut);
  });
});
