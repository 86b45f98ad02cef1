/** A promise that is settled in the very moment in which a session opens stays settled, on the list and on the board. */
import { afterEach, expect, it } from 'vitest';
import { addCard } from '#lib/crdt/board-doc.ts';
import { blankCard } from '#lib/domain/board/card.ts';
import type { Store } from '../../server/store/ports/store.ts';
import { openStage, type Stage, type Visitor } from '../support/session-stage.ts';

const promise = 'promise-00001';
const stages: Stage[] = [];

afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close();
});

/** A room whose first session has ended and left one open promise; what happens between two steps is up to the test. */
async function setPromise(between: (store: Store, hooks: Hooks) => Partial<Store>) {
  const hooks: Hooks = { once: null };
  const stage = await openStage({ through: (store) => ({ ...store, ...between(store, hooks) }) });
  stages.push(stage);
  const ama = await stage.visitor('Ama');
  const room = await stage.room(ama, [await stage.visitor('Ben')]);
  const { id } = await stage.server.sessions.create(ama, room);
  await stage.write(id, ama, (doc) =>
    addCard(doc, blankCard({ id: promise, kind: 'action', text: 'Call', owner: ama.id, createdAt: 1 })),
  );
  await stage.server.sessions.end(ama, id);
  await stage.server.outcomes.settle();
  expect(await stage.server.actions.listOpen(ama)).toHaveLength(1);
  return { stage, ama, room, hooks };
}

interface Hooks {
  /** What happens once, at the step that the test has chosen. */
  once: (() => Promise<unknown>) | null;
}

async function take(hooks: Hooks): Promise<void> {
  const { once } = hooks;
  hooks.once = null;
  await once?.();
}

async function expectSettled(stage: Stage, ama: Visitor, session: string): Promise<void> {
  expect((await stage.boardOf(session)).cards.map(({ id, status }) => [id, status])).toEqual([[promise, 'done']]);
  await stage.server.outcomes.project(session);
  expect(await stage.server.actions.listOpen(ama)).toEqual([]);
}

it('settled after the new board was thought out, and before it is there', async () => {
  const { stage, ama, room, hooks } = await setPromise((store, hooks) => ({
    sessions: {
      ...store.sessions,
      async insert(...session) {
        await take(hooks);
        return store.sessions.insert(...session);
      },
    },
  }));
  hooks.once = () => stage.server.actions.setStatus(ama, promise, 'done');
  const { id } = await stage.server.sessions.create(ama, room);
  await expectSettled(stage, ama, id);
});

it('a session that opens after settling has looked for one, and before the list knows', async () => {
  const { stage, ama, room, hooks } = await setPromise((store, hooks) => ({
    actions: {
      ...store.actions,
      async setStatus(...wish) {
        await take(hooks);
        return store.actions.setStatus(...wish);
      },
    },
  }));
  let session = '';
  hooks.once = async () => {
    session = (await stage.server.sessions.create(ama, room)).id;
  };
  await stage.server.actions.setStatus(ama, promise, 'done');
  await expectSettled(stage, ama, session);
});
