import { nanoid } from 'nanoid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addCard } from '#lib/crdt/board-doc.ts';
import { blankCard } from '#lib/domain/board/card.ts';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { zonesOf } from '#lib/domain/board/zones.ts';
import { createFormatService } from '../../server/formats/format-service.ts';
import type { FormatService } from '../../server/services.ts';
import type { Page } from '../support/session-page.ts';
import { openStage, type Stage, type Visitor } from '../support/session-stage.ts';

describe('the sessions of a room', () => {
  let stage: Stage;
  let ama: Visitor;
  let ben: Visitor;
  let eve: Visitor;
  let room: string;
  let formats: FormatService;

  beforeEach(async () => {
    stage = await openStage();
    ama = await stage.visitor('Ama');
    ben = await stage.visitor('Ben');
    eve = await stage.visitor('Eve');
    room = await stage.room(ama, [ben]);
    formats = createFormatService({ store: stage.store, clock: () => stage.time.now() });
  });
  afterEach(() => stage.close());

  it('begin in an empty lobby, on a board with the zones of the format', async () => {
    stage.time.now = () => 1_800_000_000_000;

    const { id } = await stage.server.sessions.create(ama, room);

    expect(await stage.server.sessions.get(ben, id)).toMatchObject({
      id,
      number: 1,
      status: 'live',
      room: { id: room, name: 'Mondays' },
      format: defaultFormat,
      flow: { status: 'lobby', seats: [] },
      createdAt: 1_800_000_000_000,
      startedAt: null,
      endedAt: null,
      members: [
        { id: ama.id, name: 'Ama', role: 'peer', isGuest: true },
        { id: ben.id, name: 'Ben', role: 'peer', isGuest: true },
      ],
      me: { id: ben.id, role: 'peer', hue: 2 },
    });
    const board = await stage.server.sessions.board(ama, id);
    expect(board.cards).toEqual([]);
    expect(board.frames.map((frame) => frame.id)).toEqual(zonesOf(defaultFormat).map((frame) => frame.id));
  });

  it('are told to be one’s own while one is in their room, and nothing is told about others', async () => {
    const { id } = await stage.server.sessions.create(ama, room);
    const asked = [id, 'no-such-session-------'];
    expect(await stage.server.sessions.ownOf(ben, asked)).toEqual([id]);
    expect(await stage.server.sessions.ownOf(eve, asked)).toEqual([]);
    await stage.removeMember(room, ben);
    expect(await stage.server.sessions.ownOf(ben, asked)).toEqual([]);
  });

  it('follow the format that was chosen, and keep their copy of it when it changes or goes', async () => {
    const own = { ...defaultFormat, id: 'ours', title: 'Ours' };
    const { id: format } = await formats.create(ama, room, own);

    const { id } = await stage.server.sessions.create(ben, room, format);
    await formats.save(ama, room, format, 1, { ...own, title: 'Other' });
    await formats.remove(ama, room, format, 2);

    expect((await stage.server.sessions.get(ama, id)).format).toEqual(own);
  });

  it('take turns at who is first, and count none in which nobody had a turn, or nobody else was there', async () => {
    let now = 1_800_000_000_000;
    stage.time.now = () => (now += 1_000);
    /** Holds a session into which these came in this order, and goes so many steps. Returns who was to be first. */
    const hold = async (steps: number, ...comers: Visitor[]): Promise<string> => {
      const { id } = await stage.server.sessions.create(ama, room);
      const pages: { page: Page; comer: Visitor }[] = [];
      for (const comer of comers) {
        const page = await stage.open(comer);
        await page.enter(id);
        pages.push({ page, comer });
      }
      const lead = async (of: number, type: 'start' | 'next' | 'accept-advance'): Promise<void> => {
        const { version } = await stage.server.flows.read(id);
        expect(await pages[of]?.page.command(version, { type })).toMatchObject({ ok: true });
      };
      await lead(0, 'start');
      for (let step = 0; step < steps; step += 1) {
        await lead(0, 'next');
        if (comers.length > 1) await lead(1, 'accept-advance');
      }
      await stage.server.sessions.end(ama, id);
      for (const { page } of pages) page.socket.disconnect();
      const first = (await stage.server.flows.read(id)).state.seats[0];
      return comers.find((comer) => comer.id === first)?.name ?? 'nobody';
    };

    expect(await hold(2, ama, ben)).toBe('Ama');
    expect(await hold(2, ama, ben)).toBe('Ben');
    expect(await hold(2, ben, ama)).toBe('Ama');
    // Broken off in the second step, before any turn; then one that Ama held alone.
    expect(await hold(1, ama, ben)).toBe('Ben');
    expect(await hold(2, ama)).toBe('Ama');
    expect(await hold(2, ama, ben)).toBe('Ben');
    expect(await hold(2, ama, ben)).toBe('Ama');
  });

  it('follow no format of another room, and none that is not there', async () => {
    const { id: theirs } = await formats.create(eve, await stage.room(eve), defaultFormat);

    for (const format of [theirs, 'no-such-format']) {
      await expect(stage.server.sessions.create(ama, room, format)).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  it('go on one at a time', async () => {
    await stage.server.sessions.create(ama, room);

    await expect(stage.server.sessions.create(ben, room)).rejects.toMatchObject({ code: 'session-live' });
  });

  it('are opened once when two people open one at the same moment', async () => {
    const outcomes = await Promise.allSettled([
      stage.server.sessions.create(ama, room),
      stage.server.sessions.create(ben, room),
    ]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'session-live' } });
    expect(await stage.store.sessions.listForRoom(room)).toHaveLength(1);
  });

  it('can be ended again and again, from the lobby too', async () => {
    const { id } = await stage.server.sessions.create(ama, room);

    await stage.server.sessions.end(ama, id);
    await stage.server.sessions.end(ben, id);

    expect(await stage.server.sessions.get(ama, id)).toMatchObject({ status: 'ended', flow: { status: 'ended' } });
    expect((await stage.server.flows.read(id)).version).toBe(1);
    expect(await stage.server.sessions.create(ben, room)).toHaveProperty('id');
  });

  it('are not there for strangers and for nobody at all', async () => {
    const { id } = await stage.server.sessions.create(ama, room);
    const { sessions } = stage.server;
    const unknown = nanoid();

    for (const ask of [
      () => sessions.create(eve, room),
      () => sessions.create(ama, unknown),
      ...[id, unknown].flatMap((session) => {
        const who = session === id ? eve : ama;
        return [
          () => sessions.get(who, session),
          () => sessions.end(who, session),
          () => sessions.board(who, session),
          () => sessions.markdown(who, session),
        ];
      }),
    ]) {
      await expect(ask()).rejects.toMatchObject({ name: 'ExpectedError', code: 'not-found' });
    }
    expect(await sessions.get(ama, id)).toMatchObject({ status: 'live' });
  });

  it('are neither led nor taken away by an observer whom the peers have not let in', async () => {
    const ola = await stage.visitor('Ola');
    const watched = await stage.room(ola, [ama], 'observer');
    const { id } = await stage.server.sessions.create(ama, watched);

    await expect(stage.server.sessions.create(ola, watched)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(stage.server.sessions.end(ola, id)).rejects.toMatchObject({ code: 'not-allowed' });
    expect((await stage.server.sessions.get(ola, id)).me.role).toBe('observer');
    await expect(stage.server.sessions.markdown(ola, id)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('can be taken away as Markdown, by a name that is safe everywhere', async () => {
    const { id } = await stage.server.sessions.create(ama, room);
    await stage.write(id, ama, (doc) =>
      addCard(
        doc,
        blankCard({
          id: nanoid(),
          kind: 'goal',
          text: 'Run a calm meeting',
          author: ama.id,
          createdAt: 1,
          step: 'goal',
        }),
      ),
    );

    const { fileName, text } = await stage.server.sessions.markdown(ben, id);

    expect(fileName).toBe('session-1-mondays.md');
    expect(text).toContain('# Mondays, session 1');
    expect(text).toContain('Run a calm meeting');
    expect(text).toContain('By Ama');
  });
});
