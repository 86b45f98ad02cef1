/** Signing what is on the board: who may, what is kept, and what is refused. */
import { blankCard, type Board } from '#lib/domain/board/card.ts';
import { firstAgreement } from '#lib/domain/formats/built-in/first-agreement.ts';
import { lobby } from '#lib/domain/flow/transition.ts';
import { describe, expect, test } from 'vitest';
import { createAgreementService } from '../../server/agreements/agreement-service.ts';
import { createLocalBus, type News } from '../../server/realtime/bus.ts';
import { endSession, noon, seed } from './suites/store-fixture.ts';
import { address, failure, setStage } from './suites/stage.ts';

const words = 'What is said here stays here.';

/** Ama and Ben write an agreement while Olu watches; Eve is outside. */
async function aSession(format = firstAgreement) {
  const { store, guest, rooms, clock } = await setStage();
  const [ama, ben, olu, eve] = [await guest('Ama'), await guest('Ben'), await guest('Olu'), await guest('Eve')];
  const { id: room } = await rooms.create(ama, 'Ours');
  await rooms.acceptInvite(ben, (await rooms.invite(ama, room)).token, address);
  await rooms.acceptInvite(olu, (await rooms.invite(ama, room, 'observer')).token, address);
  const session = 'the-session';
  const row = { id: session, room, status: 'live' as const, format, createdBy: ama.id, createdAt: noon };
  await store.sessions.insert({ ...row, startedAt: null, endedAt: null }, lobby([ama.id, ben.id]), seed);
  const board: Board = { cards: [], links: [], frames: [], images: [], ink: [] };
  const write = (text: string): void => {
    board.cards = [blankCard({ id: 'terms', label: 'agreement', text, createdAt: noon })];
  };
  const news: News[] = [];
  const bus = createLocalBus((error) => {
    throw error;
  });
  bus.subscribe((item) => news.push(item));
  const boards = { read: () => Promise.resolve(board) };
  const agreements = createAgreementService({ store, boards, bus, clock: () => clock.now });
  return { store, clock, agreements, write, news, room, session, ama, ben, olu, eve };
}

describe('an agreement', () => {
  test('is signed by each peer, and the room finds its words and who signed them', async () => {
    const { agreements, write, news, room, session, clock, ama, ben, olu, eve } = await aSession();
    expect(await agreements.forRoom(ama, room)).toBeNull();
    write(words);
    await agreements.sign(ama, session, words);
    clock.now = noon + 5;
    await agreements.sign(ben, session, words);
    expect(await agreements.list(ben, session)).toEqual([
      { user: ama.id, name: 'Ama', at: noon, text: words },
      { user: ben.id, name: 'Ben', at: noon + 5, text: words },
    ]);
    expect(await agreements.forRoom(ben, room)).toEqual({
      session,
      number: 1,
      text: words,
      by: [
        { user: ama.id, name: 'Ama', at: noon },
        { user: ben.id, name: 'Ben', at: noon + 5 },
      ],
    });
    expect(news).toEqual([
      { type: 'agreement-signed', session },
      { type: 'agreement-signed', session },
    ]);
    expect(await failure(agreements.forRoom(olu, room))).toBe('not-allowed');
    expect(await failure(agreements.forRoom(eve, room))).toBe('not-found');
    expect(await failure(agreements.list(eve, session))).toBe('not-found');
  });

  test('S19: that changed after one signed names only those who signed the words of last', async () => {
    const { agreements, write, room, session, clock, ama, ben } = await aSession();
    write(words);
    await agreements.sign(ama, session, words);
    write(`${words} Except to our managers.`);
    clock.now = noon + 5;
    await agreements.sign(ben, session, `${words} Except to our managers.`);
    expect((await agreements.forRoom(ama, room))?.by.map(({ name }) => name)).toEqual(['Ben']);
    await agreements.sign(ama, session, `${words} Except to our managers.`);
    expect((await agreements.forRoom(ama, room))?.by).toHaveLength(2);
  });

  test('is signed by nobody who has not read what it says now, who only watches, or who comes from outside', async () => {
    const { store, agreements, write, news, session, ama, olu, eve } = await aSession();
    expect(await failure(agreements.sign(ama, session, words))).toBe('agreement-none');
    write(words);
    expect(await failure(agreements.sign(ama, session, 'Other words'))).toBe('agreement-changed');
    expect(await failure(agreements.sign(olu, session, words))).toBe('not-allowed');
    expect(await failure(agreements.sign(eve, session, words))).toBe('not-found');
    expect(await agreements.list(ama, session)).toEqual([]);
    expect(news).toEqual([]);
    await endSession(store, session, ama.id, noon + 1);
    expect(await failure(agreements.sign(ama, session, words))).toBe('session-ended');
  });
});
