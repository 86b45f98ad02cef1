import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FlowCommand, FlowState } from '#lib/domain/flow/flow.ts';
import type { Page } from '../support/session-page.ts';
import { openStage, type Stage, type Visitor } from '../support/session-stage.ts';

const seed = 20_261_122;

/** Everything that can be asked but the end, after which nothing more would happen. */
const commands: FlowCommand[] = [
  { type: 'start' },
  { type: 'pause' },
  { type: 'resume' },
  { type: 'next' },
  { type: 'next' },
  { type: 'back' },
  { type: 'extend', minutes: 5 },
  { type: 'offer-swap' },
  { type: 'withdraw-swap' },
  { type: 'decline-swap' },
  { type: 'accept-swap' },
  { type: 'accept-advance' },
  { type: 'ready' },
  { type: 'start-silence', card: null, seconds: 30 },
  { type: 'end-silence' },
];

interface Move {
  page: number;
  command: FlowCommand;
  /** Whether the page waits for the answer before anybody moves again. */
  waits: boolean;
  /** Whether it sends the command twice. */
  twice: boolean;
}

const moves = fc.array(
  fc.record({
    page: fc.nat({ max: 2 }),
    command: fc.constantFrom(...commands),
    waits: fc.boolean(),
    twice: fc.boolean(),
  }),
  { minLength: 5, maxLength: 20 },
);

describe('two people who lead at the same time, in three tabs', () => {
  let stage: Stage;
  let people: [Visitor, Visitor];

  beforeEach(async () => {
    stage = await openStage();
    people = [await stage.visitor('Ama'), await stage.visitor('Ben')];
  });
  afterEach(() => stage.close());

  /** The highest version that a page has heard of, as it would send it. */
  const known = (page: Page): number =>
    Math.max(2, ...page.heard.map((one) => (one.event === 'flow:changed' ? one.change.flow.version : 0)));

  async function play(script: Move[]): Promise<void> {
    const { id } = await stage.server.sessions.create(people[0], await stage.room(people[0], [people[1]]));
    const pages = await Promise.all([people[0], people[1], people[1]].map((person) => stage.open(person)));
    await Promise.all(pages.map((page) => page.enter(id)));

    const answers: Promise<Awaited<ReturnType<Page['command']>>>[] = [];
    for (const { page: which, command, waits, twice } of script) {
      const page = pages[which];
      if (!page) throw new Error('no such page');
      const answer = page.command(known(page), command);
      answers.push(answer);
      if (twice) answers.push(page.command(known(page), command));
      if (waits) await answer;
    }
    const accepted = (await Promise.all(answers)).filter((answer) => answer.ok).map(({ flow }) => flow);

    const stored = await stage.server.flows.read(id);
    // Each acceptance is one version: none is lost and none is given twice.
    const byVersion = new Map<number, FlowState>(accepted.map(({ version, state }) => [version, state]));
    expect([...byVersion.keys()].sort((a, b) => a - b)).toEqual(accepted.map((_, index) => index + 3));
    expect(stored.version).toBe(2 + accepted.length);
    for (const page of pages) {
      if (accepted.length > 0) await page.hears('flow:changed', ({ flow }) => flow.version === stored.version);
      const told = page.heard.flatMap((one) => (one.event === 'flow:changed' ? [one.change.flow] : []));
      const commanded = told.filter(({ version }) => version > 2);
      // Every page is told the same states, in the same order, without a gap.
      expect(commanded).toEqual(
        [...byVersion].sort(([a], [b]) => a - b).map(([version, state]) => ({ version, state })),
      );
      page.socket.disconnect();
    }
    const ofLast = byVersion.get(stored.version);
    if (ofLast) expect(stored.state).toEqual(ofLast);
  }

  it(`all see the same states in the same order (S8, S12, seed ${seed})`, async () => {
    await fc.assert(fc.asyncProperty(moves, play), { seed, numRuns: 25 });
  });
});
