import fc from 'fast-check';
import { nanoid } from 'nanoid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorSentences } from '#lib/domain/errors.ts';
import { flowRequestSchema, joinRequestSchema, presenceRequestSchema } from '#lib/protocol/session-events.ts';
import type { Page } from '../support/session-page.ts';
import { openStage, type Stage, type Visitor } from '../support/session-stage.ts';

const seed = 20_261_122;

/** Values that no event takes as its payload. */
const nothingUseful: unknown[] = [
  undefined,
  null,
  '',
  'session',
  0,
  -1,
  Number.MAX_SAFE_INTEGER,
  true,
  [],
  [[]],
  {},
  { session: null },
  { session: '' },
  { session: '../../etc/passwd' },
  { session: "' OR 1=1 --" },
  { session: 'x'.repeat(10_000) },
  { session: ['aaaaaaaaaaaaaaaaaaaaa'] },
  { session: { toString: 'aaaaaaaaaaaaaaaaaaaaa' } },
  { version: 2 },
  { command: { type: 'start' } },
  { version: '2', command: { type: 'start' } },
  { version: 2.5, command: { type: 'start' } },
  { version: -1, command: { type: 'start' } },
  { version: 1e300, command: { type: 'start' } },
  { version: 2, command: 'start' },
  { version: 2, command: null },
  { version: 2, command: { type: 'explode' } },
  { version: 2, command: { type: '__proto__' } },
  { version: 2, command: { type: 'constructor' } },
  { version: 2, command: { type: 'sit' } },
  { version: 2, command: { type: 'extend' } },
  { version: 2, command: { type: 'extend', minutes: '5' } },
  { version: 2, command: { type: 'extend', minutes: 0 } },
  { version: 2, command: { type: 'extend', minutes: -5 } },
  { version: 2, command: { type: 'extend', minutes: 1_441 } },
  { version: 2, command: { type: 'extend', minutes: 1.5 } },
  { state: 'gone' },
  { state: 'reconnecting' },
  { state: ['here'] },
  JSON.parse('{"__proto__":{"session":"aaaaaaaaaaaaaaaaaaaaa","state":"here"}}'),
  Buffer.from('session'),
  { session: Buffer.alloc(32) },
];

describe('what no page of ours would send', () => {
  let stage: Stage;
  let ama: Visitor;
  let session: string;
  let page: Page;

  beforeEach(async () => {
    stage = await openStage();
    ama = await stage.visitor('Ama');
    const ben = await stage.visitor('Ben');
    const room = await stage.room(ama, [ben]);
    ({ id: session } = await stage.server.sessions.create(ama, room));
    const bens = await stage.open(ben);
    await bens.enter(session);
    page = await stage.open(ama);
    await page.enter(session);
  });
  afterEach(() => stage.close());

  /** A page that has not used up its allowance. */
  async function fresh(): Promise<Page> {
    page.socket.disconnect();
    page = await stage.open(ama);
    await page.enter(session);
    return page;
  }

  async function whole(): Promise<unknown> {
    const { version, state } = await stage.server.flows.read(session);
    return { version, state, session: await stage.store.sessions.find(session) };
  }

  it.each(['session:join', 'flow:command', 'presence:set'])(
    'is refused as %s, and changes nothing (S7)',
    async (event) => {
      const before = await whole();

      for (const [index, payload] of nothingUseful.entries()) {
        if (index % 20 === 0) await fresh();
        expect(await page.say(event, payload), JSON.stringify(payload)).toEqual({ ok: false, error: 'bad-request' });
      }

      expect(await whole()).toEqual(before);
      expect(stage.server.hub.here(session)).toContain(ama.id);
    },
  );

  it('is refused when there is no payload, one too many, or one where none belongs (S7)', async () => {
    const refused = { ok: false, error: 'bad-request' };
    expect(await page.say('session:join')).toEqual(refused);
    expect(await page.say('flow:command')).toEqual(refused);
    expect(await page.say('presence:set')).toEqual(refused);
    expect(await page.say('session:join', { session }, { session })).toEqual(refused);
    expect(await page.say('clock:read', {})).toEqual(refused);
  });

  it('is answered when its event is unknown (S7)', async () => {
    for (const event of ['flow:changed', 'session:leave', '__proto__', 'constructor', '', 'flow:command ']) {
      expect(await page.say(event, { session }), event).toEqual({ ok: false, error: 'bad-request' });
    }
  });

  it('does no harm without an acknowledgement, or with something else in its place (S6)', async () => {
    for (const args of [[], [{ session }], [{ session }, 'ack'], [{ version: 2, command: { type: 'start' } }, null]]) {
      for (const event of ['session:join', 'presence:set', 'clock:read', 'nonsense']) {
        page.shout(event, ...args);
      }
    }
    // Requests of one connection are answered in order: when this one is, those before were handled.
    expect(await page.say('clock:read')).toMatchObject({ ok: true });
    expect((await stage.server.flows.read(session)).version).toBe(2);
  });

  it('carries out a well-formed command without an acknowledgement (S6)', async () => {
    page.shout('flow:command', { version: 2, command: { type: 'start' } });

    expect(await page.hears('flow:changed', ({ command }) => command === 'start')).toMatchObject({ by: ama.id });
  });

  it(`is refused whatever it is (S7, seed ${seed})`, async () => {
    const before = await whole();
    const schemas = {
      'session:join': joinRequestSchema,
      'flow:command': flowRequestSchema,
      'presence:set': presenceRequestSchema,
    };
    const wild = fc.oneof(
      fc.jsonValue({ maxDepth: 6 }),
      fc.record({ session: fc.jsonValue() }),
      fc.record({ version: fc.jsonValue(), command: fc.record({ type: fc.string(), minutes: fc.jsonValue() }) }),
      fc.record({ state: fc.jsonValue() }),
    );
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(schemas) as (keyof typeof schemas)[])),
        wild,
        async (event, payload) => {
          fc.pre(!schemas[event].safeParse(payload).success);
          if (sent++ % 20 === 0) await fresh();
          expect(await page.say(event, payload)).toEqual({ ok: false, error: 'bad-request' });
        },
      ),
      { seed, numRuns: 300 },
    );
    expect(await whole()).toEqual(before);
  });

  it('ends its own connection at most when it is no frame of Socket.IO (S7)', async () => {
    const watcher = await fresh();
    for (const frame of [
      '4',
      '42',
      '42[',
      '42["session:join"',
      '42{}',
      '42[1]',
      '451-["session:join",{}]',
      '4'.repeat(70_000),
    ]) {
      const victim = await stage.open(ama);
      victim.socket.io.engine.transport.send([{ type: 'message', data: frame, options: { compress: false } }]);
      const alive = victim.say('clock:read').then(
        () => 'answered',
        () => 'silent',
      );
      expect(['answered', 'transport close', 'transport error', 'parse error']).toContain(
        await Promise.race([alive, victim.ended]),
      );
    }
    expect(await watcher.say('clock:read')).toMatchObject({ ok: true });
  });

  it('is refused for a while when it comes too fast, and nobody else notices (S11)', async () => {
    const other = await stage.open(ama);
    const answers = await Promise.all(Array.from({ length: 60 }, () => page.say('clock:read')));

    const refused = answers.filter(({ ok }) => !ok);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ ok: false, error: 'too-fast' })]),
    );
    expect(await other.say('clock:read')).toMatchObject({ ok: true });
  });

  it('ends the connection when it does not stop coming (S11)', async () => {
    for (let sent = 0; sent < 1_000; sent++) page.socket.emit('presence:set', { state: 'here' }, () => undefined);

    expect(await page.hears('session:closed')).toEqual({ error: 'too-fast' });
    expect(await page.ended).toBe('io server disconnect');
  });
});

describe('a failure that nobody foresaw', () => {
  it('is answered with a plain sentence, changes nothing, and goes by (S10)', async () => {
    let broken = false;
    const stage = await openStage({
      through: (store) => ({
        ...store,
        sessions: {
          ...store.sessions,
          advanceFlow: (...change) =>
            broken ? Promise.reject(new Error('disk full')) : store.sessions.advanceFlow(...change),
        },
      }),
    });
    try {
      const ama = await stage.visitor('Ama');
      const { id } = await stage.server.sessions.create(ama, await stage.room(ama));
      const page = await stage.open(ama);
      await page.enter(id);

      broken = true;
      expect(await page.command(1, { type: 'start' })).toEqual({ ok: false, error: 'unavailable' });
      expect(errorSentences.unavailable).toContain('Nothing was changed');
      expect((await stage.server.flows.read(id)).version).toBe(1);
      expect(await page.join(nanoid())).toEqual({ ok: false, error: 'bad-request' });

      broken = false;
      expect(await page.command(1, { type: 'start' })).toMatchObject({ ok: true });
    } finally {
      await stage.close();
    }
  });
});
