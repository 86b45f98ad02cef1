import { addCard, readBoard } from '#lib/crdt/board-doc.ts';
import { blankCard } from '#lib/domain/board/card.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createActionService } from '../../server/actions/action-service.ts';
import { action, addSession, endSession, noon, project } from './suites/store-fixture.ts';
import { address, failure, setStage } from './suites/stage.ts';

const id = 'act-000001';
const card = blankCard({ id, kind: 'action', text: 'Call', createdAt: noon });

/** Ama and Ben's room, where Ama promised something in the first session; it is live still. */
async function setPromise() {
  const stage = await setStage();
  const { store, rooms, clock } = stage;
  const [ama, ben, eve] = [await stage.guest('Ama'), await stage.guest('Ben'), await stage.guest('Eve')];
  const { id: room } = await rooms.create(ama, 'Ours');
  await rooms.acceptInvite(ben, (await rooms.invite(ama, room)).token, address);
  await addSession(store, 'session-01', room, ama.id);
  await project(store, 'session-01', [action(id, room, 'session-01', { owner: ama.id, text: 'Call' })]);

  const doc = new Y.Doc();
  const edits: { session: string; author: string | null }[] = [];
  const boards = {
    works: true,
    edit(session: string, author: string | null, change: (doc: Y.Doc) => void): Promise<void> {
      if (!boards.works) return Promise.reject(new ExpectedError('unavailable'));
      change(doc);
      edits.push({ session, author });
      return Promise.resolve();
    },
  };
  const actions = createActionService({ store, boards, clock: () => clock.now });
  return { ...stage, ama, ben, eve, room, actions, doc, edits, boards };
}

const statusOnBoard = (doc: Y.Doc) => readBoard(doc).cards.map(({ status }) => status);

test('open promises are on the list of their owner, and of nobody else', async () => {
  const { actions, ama, ben } = await setPromise();
  expect(await actions.listOpen(ama)).toMatchObject([
    { id, text: 'Call', owner: { name: 'Ama' }, room: { name: 'Ours' } },
  ]);
  expect(await actions.listOpen(ben)).toEqual([]);
});

test('a promise kept leaves the list, and the card on the live board says so too', async () => {
  const { actions, ama, doc, edits } = await setPromise();
  addCard(doc, card);
  await actions.setStatus(ama, id, 'done');
  expect(await actions.listOpen(ama)).toEqual([]);
  expect(statusOnBoard(doc)).toEqual(['done']);
  expect(edits).toEqual([{ session: 'session-01', author: ama.id }]);
});

test('a peer may say it for the other', async () => {
  const { actions, store, ben } = await setPromise();
  await actions.setStatus(ben, id, 'dropped');
  expect((await store.actions.find(id))?.status).toBe('dropped');
});

test('a live board without the card stays as it is', async () => {
  const { actions, ama, doc } = await setPromise();
  await actions.setStatus(ama, id, 'done');
  expect(statusOnBoard(doc)).toEqual([]);
});

test('when no session is live, the list alone changes, and the ended board does not undo it', async () => {
  const { actions, store, ama, room, edits, clock } = await setPromise();
  await endSession(store, 'session-01', ama.id, clock.now);
  clock.now += 1_000;
  await actions.setStatus(ama, id, 'done');
  expect(edits).toEqual([]);
  await project(store, 'session-01', [action(id, room, 'session-01', { owner: ama.id })]);
  expect(await actions.listOpen(ama)).toEqual([]);
});

test('when the board cannot be written, nothing changes', async () => {
  const { actions, store, ama, boards } = await setPromise();
  boards.works = false;
  expect(await failure(actions.setStatus(ama, id, 'done'))).toBe('unavailable');
  expect((await store.actions.find(id))?.status).toBe('open');
});

test('strangers, former members and unknown ids find nothing', async () => {
  const { actions, store, rooms, ama, ben, eve, room } = await setPromise();
  expect(await failure(actions.setStatus(eve, id, 'done'))).toBe('not-found');
  expect(await failure(actions.setStatus(ama, 'act-000002', 'done'))).toBe('not-found');
  await rooms.leave(ben, room);
  expect(await failure(actions.setStatus(ben, id, 'done'))).toBe('not-found');
  expect((await store.actions.find(id))?.status).toBe('open');
});
