/** Another format is chosen before the start: both pages, the board and the marks of having agreed follow. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addCard } from '#lib/crdt/board-doc.ts';
import { blankCard } from '#lib/domain/board/card.ts';
import { defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { clear } from '#lib/domain/formats/built-in/clear.ts';
import { zonesOf } from '#lib/domain/board/zones.ts';
import { openStage, type Stage, type Visitor } from '../support/session-stage.ts';

let stage: Stage;
let ama: Visitor;
let ben: Visitor;
let eve: Visitor;
let room: string;
let session: string;

beforeEach(async () => {
  stage = await openStage();
  [ama, ben, eve] = [await stage.visitor('Ama'), await stage.visitor('Ben'), await stage.visitor('Eve')];
  room = await stage.room(ama, [ben]);
  session = (await stage.server.sessions.create(ama, room)).id;
});

afterEach(() => stage.close());

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );

it('tells every page, takes agreement back, and gives the board the zones of the new one; own cards stay', async () => {
  const [amas, bens] = [await stage.open(ama), await stage.open(ben)];
  await amas.join(session);
  await bens.join(session);
  const { version } = await stage.server.flows.command(ben.id, session, {
    version: (await stage.server.flows.read(session)).version,
    command: { type: 'ready' },
  });
  await stage.write(session, ama, (doc) =>
    addCard(doc, blankCard({ id: 'note-000001', kind: 'note', text: 'Mine', at: { x: 5, y: 7 }, createdAt: 1 })),
  );
  await stage.server.sessions.chooseFormat(ama, session, clear.id, version);
  const change = await bens.hears('flow:changed', ({ command }) => command === 'choose-format');
  expect(change).toMatchObject({ by: ama.id, format: { id: clear.id }, flow: { state: { ready: [] } } });
  const board = await stage.boardOf(session);
  expect(board.frames.map(({ id }) => id)).toEqual(zonesOf(clear).map(({ id }) => id));
  expect(board.cards.map(({ text, at }) => [text, at])).toEqual([['Mine', { x: 5, y: 7 }]]);
  expect((await stage.server.sessions.get(ben, session)).format.id).toBe(clear.id);
});

it('of two choices of one version the second is refused, and so is one after the start', async () => {
  const choose = (by: Visitor, id: string, version: number) =>
    codeOf(stage.server.sessions.chooseFormat(by, session, id, version));
  await stage.server.flows.sit(ama.id, session);
  const { version } = await stage.server.flows.read(session);
  expect(await choose(ama, clear.id, version)).toBe('done');
  expect(await choose(ben, defaultFormat.id, version)).toBe('flow-stale');
  expect((await stage.server.sessions.get(ben, session)).format.id).toBe(clear.id);
  await stage.server.flows.command(ama.id, session, { version: version + 1, command: { type: 'start' } });
  expect(await choose(ama, defaultFormat.id, version + 2)).toBe('flow-not-now');
  await stage.server.sessions.end(ama, session);
  expect(await choose(ama, defaultFormat.id, version + 3)).toBe('session-ended');
});

it('is refused to strangers, for formats of other rooms, and for one with too little room', async () => {
  for (const peer of [ama, ben]) await stage.server.flows.sit(peer.id, session);
  const { version } = await stage.server.flows.read(session);
  const choose = (by: Visitor, id: string) => codeOf(stage.server.sessions.chooseFormat(by, session, id, version));
  expect(await choose(eve, clear.id)).toBe('not-found');
  expect(await choose(ama, 'no-such-format')).toBe('not-found');
  const alone = { ...clear, people: { min: 1, max: 1 } };
  const row = { version: 1, createdAt: 1, updatedAt: 1, updatedBy: ama.id };
  await stage.store.formats.insert({ ...row, id: 'for-one-alone', room, format: alone }, 9);
  expect(await choose(ama, 'for-one-alone')).toBe('flow-not-now');
  const elsewhere = await stage.room(eve);
  await stage.store.formats.insert({ ...row, id: 'of-another-room', room: elsewhere, format: clear }, 9);
  expect(await choose(ama, 'of-another-room')).toBe('not-found');
});
