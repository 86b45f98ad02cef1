/** Whoever watches: at the door until every peer with a seat agrees, and out again when one changes their mind. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Page } from '../support/session-page.ts';
import { openStage, type Stage, type Visitor } from '../support/session-stage.ts';
import { until } from '../support/until.ts';

let stage: Stage;
let ama: Visitor;
let ben: Visitor;
let olu: Visitor;
let room: string;
let session: string;
let amas: Page;
let bens: Page;
let olus: Page;

beforeEach(async () => {
  stage = await openStage();
  [ama, ben, olu] = [await stage.visitor('Ama'), await stage.visitor('Ben'), await stage.visitor('Olu')];
  room = await stage.room(ama, [ben]);
  await stage.addPeer(room, ama, olu, 'observer');
  ({ id: session } = await stage.server.sessions.create(ama, room));
  [amas, bens, olus] = [await stage.open(ama), await stage.open(ben), await stage.open(olu)];
  await amas.enter(session);
  await bens.enter(session);
});

afterEach(() => stage.close());

const version = async (): Promise<number> => (await stage.server.flows.read(session)).version;
async function agree(page: Page): Promise<void> {
  expect(await page.command(await version(), { type: 'agree-observer', user: olu.id })).toMatchObject({ ok: true });
}
const note = (page: Page, text = 'You asked, and waited.') => page.say('observer:note', { text });
const refused = (error: string) => ({ ok: false, error });

it('an observer who waits learns who agrees, and nothing of the session', async () => {
  await amas.command(await version(), { type: 'start' });
  const snapshot = await olus.enter(session);
  expect(snapshot.me).toEqual({ id: olu.id, role: 'observer' });
  expect(snapshot.flow.state).toMatchObject({
    status: 'lobby',
    seats: [ama.id, ben.id],
    observers: [{ user: olu.id, agreed: [] }],
  });
  expect((await stage.server.sessions.get(olu, session)).flow.status).toBe('lobby');
  await expect(stage.server.sessions.board(olu, session)).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(stage.server.sessions.markdown(olu, session)).rejects.toMatchObject({ code: 'not-allowed' });

  await bens.say('presence:mark', { mark: 'hand', on: true });
  await bens.say('presence:react', { reaction: 'thanks' });
  await amas.command(await version(), { type: 'pause' });
  await agree(amas);
  const heard = await olus.hears('flow:changed', ({ command }) => command === 'agree-observer');
  expect(heard.flow.state).toMatchObject({ status: 'lobby', observers: [{ user: olu.id, agreed: [ama.id] }] });
  expect(olus.heard.map(({ event }) => event)).toEqual(['flow:changed', 'flow:changed']);
  expect(await stage.store.sessions.access(olu.id, session)).toMatchObject({ role: 'waiting' });
});

it('both keys let an observer in, who hears the session from then on, and leads nothing in it', async () => {
  await olus.enter(session);
  await agree(amas);
  await agree(bens);
  await amas.command(await version(), { type: 'start' });
  const started = await olus.hears('flow:changed', ({ command }) => command === 'start');
  expect(started.flow.state.status).toBe('running');
  expect((await olus.enter(session)).flow.state.status).toBe('running');
  expect(await stage.store.sessions.access(olu.id, session)).toMatchObject({ role: 'observer' });
  expect(await stage.server.sessions.board(olu, session)).toBeDefined();
  for (const type of ['next', 'pause', 'end', 'offer-swap', 'ready'] as const)
    expect(await olus.command(await version(), { type })).toEqual(refused('not-allowed'));
  expect(await olus.say('presence:mark', { mark: 'hand', on: true })).toEqual(refused('not-allowed'));
  expect(await olus.say('presence:react', { reaction: 'thanks' })).toEqual(refused('not-allowed'));
});

it('an observer’s note lies on the board, by their name and with its label, once both agree and not before', async () => {
  await olus.enter(session);
  expect(await note(olus)).toEqual(refused('not-allowed'));
  await agree(amas);
  expect(await note(olus)).toEqual(refused('not-allowed'));
  await agree(bens);
  expect(await note(olus, '  You asked, and waited.  ')).toEqual({ ok: true });
  const board = await stage.boardOf(session);
  expect(board.cards).toMatchObject([
    { kind: 'note', label: 'observer', text: 'You asked, and waited.', author: olu.id },
  ]);
});

it('notes that are empty, too long or no text are refused, and so are too many at once', async () => {
  await olus.enter(session);
  await agree(amas);
  await agree(bens);
  for (const text of ['', '   ', 'x'.repeat(2_001), 7, null])
    expect(await olus.say('observer:note', { text })).toEqual(refused('bad-request'));
  expect(await olus.say('observer:note')).toEqual(refused('bad-request'));
  const answers = [];
  for (let count = 0; count < 8; count++) answers.push(await note(olus, `Note ${String(count)}`));
  expect(answers.filter(({ ok }) => ok).length).toBeLessThan(8);
  expect(answers.at(-1)).toEqual(refused('too-fast'));
});

it('a peer’s change of mind ends the watching at once, and the next visit begins at the door', async () => {
  await olus.enter(session);
  await agree(amas);
  await agree(bens);
  await bens.command(await version(), { type: 'refuse-observer', user: olu.id });
  await olus.hears('session:closed', ({ error }) => error === 'not-allowed');
  await olus.ended;
  expect(await stage.store.sessions.access(olu.id, session)).toMatchObject({ role: 'waiting' });
  const again = await stage.open(olu);
  expect((await again.enter(session)).flow.state).toMatchObject({ observers: [{ user: olu.id, agreed: [] }] });
  expect(await note(again)).toEqual(refused('not-allowed'));
});

it('a peer who comes later has to agree too: until then the observer is back at the door', async () => {
  const [dia, eli] = [await stage.visitor('Dia'), await stage.visitor('Eli')];
  const other = await stage.room(dia, [eli]);
  await stage.addPeer(other, dia, olu, 'observer');
  const { id } = await stage.server.sessions.create(dia, other);
  const dias = await stage.open(dia);
  await dias.enter(id);
  await olus.enter(id);
  const now = async (): Promise<number> => (await stage.server.flows.read(id)).version;
  await dias.command(await now(), { type: 'agree-observer', user: olu.id });
  expect(await stage.store.sessions.access(olu.id, id)).toMatchObject({ role: 'observer' });

  await (await stage.open(eli)).enter(id);
  expect(await stage.store.sessions.access(olu.id, id)).toMatchObject({ role: 'waiting' });
  await olus.hears('flow:changed', ({ by, command }) => by === eli.id && command === 'sit');
  const before = olus.heard.length;
  await dias.command(await now(), { type: 'start' });
  await dias.command(await now(), { type: 'extend', minutes: 1 });
  await olus.say('clock:read');
  expect(olus.heard.slice(before).filter(({ event }) => event === 'flow:changed')).toEqual([]);
});

it('after the end an observer who watched may read, and one who only waited may not', async () => {
  await olus.enter(session);
  await stage.server.sessions.end(ama, session);
  await olus.hears('session:ended');
  await expect(stage.server.sessions.get(olu, session)).rejects.toMatchObject({ code: 'not-allowed' });
  const { id } = await stage.server.sessions.create(ama, room);
  const [page, ...peers] = [await stage.open(olu), await stage.open(ama), await stage.open(ben)];
  for (const peer of peers) await peer.enter(id);
  await page.enter(id);
  for (const peer of peers) {
    const { version: current } = await stage.server.flows.read(id);
    await peer.command(current, { type: 'agree-observer', user: olu.id });
  }
  await stage.server.sessions.end(ama, id);
  expect((await stage.server.sessions.get(olu, id)).status).toBe('ended');
  expect(await page.say('observer:note', { text: 'Too late.' })).toEqual(refused('session-ended'));
});

it('the news of who may watch are told before anybody hears of the change itself', async () => {
  const order: string[] = [];
  stage.server.bus.subscribe((news) => {
    if (news.type === 'watchers-changed') order.push(`news ${String(news.watching.length)}`);
  });
  stage.server.flows.onChange(({ command }) => order.push(command));
  await olus.enter(session);
  await agree(amas);
  await agree(bens);
  await amas.command(await version(), { type: 'refuse-observer', user: olu.id });
  await until(() => order.length >= 6, 'all was told');
  expect(order).toEqual(['observe', 'agree-observer', 'news 1', 'agree-observer', 'news 0', 'refuse-observer']);
});
