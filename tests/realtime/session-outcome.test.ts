import { nanoid } from 'nanoid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addCard, changeCard, removeItems } from '#lib/crdt/board-doc.ts';
import { blankCard, type Card } from '#lib/domain/board/card.ts';
import { openStage, type Stage, type Visitor } from '../support/session-stage.ts';

function card(fields: Partial<Card>): Card {
  return blankCard({
    id: nanoid(),
    kind: 'action',
    text: 'Send the agenda',
    at: { x: 10, y: 20 },
    createdAt: 1_000,
    step: 'will',
    ...fields,
  });
}

describe('what a session leaves behind', () => {
  let stage: Stage;
  let ama: Visitor;
  let ben: Visitor;
  let room: string;
  let first: string;
  /** What makes the board unreadable, when it is. */
  let failure: Error | null;
  /** Sessions whose boards were read for their outcome. */
  let read: string[];

  beforeEach(async () => {
    failure = null;
    read = [];
    stage = await openStage({
      through: (store) => ({
        ...store,
        outcomes: {
          ...store.outcomes,
          project(...outcome) {
            read.push(outcome[0]);
            return failure ? Promise.reject(failure) : store.outcomes.project(...outcome);
          },
        },
      }),
    });
    ama = await stage.visitor('Ama');
    ben = await stage.visitor('Ben');
    room = await stage.room(ama, [ben]);
    ({ id: first } = await stage.server.sessions.create(ama, room));
  });
  afterEach(() => stage.close());

  /** The board has come to rest, and what listens has done its work. */
  async function comesToRest(session: string): Promise<void> {
    stage.server.bus.publish({ type: 'board-quiet', session });
    await stage.server.outcomes.settle();
  }

  it('is on the home list of its owner as soon as the board has come to rest', async () => {
    const promise = card({
      owner: ben.id,
      author: ama.id,
      due: '2026-12-01',
      confidence: 8,
      plan: 'If Monday, then call.',
    });
    await stage.write(first, ama, (doc) => addCard(doc, promise));

    await comesToRest(first);

    expect(await stage.store.actions.listOpenForOwner(ben.id)).toMatchObject([
      { id: promise.id, text: 'Send the agenda', due: '2026-12-01', confidence: 8, session: first, lastSession: first },
    ]);
  });

  it('is there when the session has ended, without waiting for the board to come to rest', async () => {
    await stage.write(first, ama, (doc) => {
      addCard(doc, card({ owner: ama.id }));
      addCard(doc, card({ kind: 'goal', text: 'Run a calm meeting' }));
      addCard(doc, card({ kind: 'note', label: 'insight', text: 'Silence helps' }));
    });

    await stage.server.sessions.end(ama, first);
    await stage.server.outcomes.settle();

    expect(await stage.store.actions.listOpenForOwner(ama.id)).toHaveLength(1);
    expect((await stage.store.sessions.find(first))?.counts).toEqual({ goals: 1, questions: 0, actions: 1, notes: 1 });
  });

  it('is there after the next start when the server was killed before it was read', async () => {
    const cut = async (session: string, text: string): Promise<void> => {
      await stage.write(session, ama, (doc) => addCard(doc, card({ owner: ama.id, text })));
    };
    const { id: elsewhere } = await stage.server.sessions.create(ama, await stage.room(ama));
    stage.server.outcomes.close();
    await cut(first, 'From the session that ended');
    await cut(elsewhere, 'From the session that goes on');
    await stage.server.sessions.end(ama, first);
    await stage.server.outcomes.settle();
    expect(await stage.store.actions.listOpenForOwner(ama.id)).toEqual([]);
    await stage.restart();

    await stage.server.outcomes.catchUp();

    const texts = (await stage.store.actions.listOpenForOwner(ama.id)).map(({ text }) => text).sort();
    expect(texts).toEqual(['From the session that ended', 'From the session that goes on']);
    expect((await stage.store.sessions.find(first))?.counts.actions).toBe(1);
  });

  it('is not read once more after a start, of however many sessions, unless something was written since', async () => {
    const [rested, edited] = await Promise.all(
      ['rested', 'edited'].map(async () => (await stage.server.sessions.create(ama, await stage.room(ama))).id),
    );
    if (rested === undefined || edited === undefined) throw new Error('two sessions were to be opened');
    for (const session of [first, rested, edited]) {
      await stage.write(session, ama, (doc) => addCard(doc, card({ owner: ama.id })));
      await comesToRest(session);
    }
    await stage.server.sessions.end(ama, first);
    await stage.server.outcomes.settle();
    await stage.restart();
    read = [];
    await stage.server.outcomes.catchUp();
    expect(read).toEqual([]);

    stage.server.outcomes.close();
    await stage.write(edited, ama, (doc) => addCard(doc, card({ owner: ama.id, text: 'Said last' })));
    await stage.restart();
    await stage.server.outcomes.catchUp();

    expect(read).toEqual([edited]);
    expect(await stage.store.actions.listOpenForOwner(ama.id)).toContainEqual(
      expect.objectContaining({ text: 'Said last' }),
    );
  });

  it('holds no action that says nothing', async () => {
    await stage.write(first, ama, (doc) => addCard(doc, card({ owner: ama.id, text: '  \n ' })));

    await comesToRest(first);

    expect(await stage.store.actions.listOpenForRoom(room)).toEqual([]);
  });

  it('holds no action that was taken off the board again', async () => {
    const promise = card({ owner: ama.id });
    await stage.write(first, ama, (doc) => addCard(doc, promise));
    await comesToRest(first);
    await stage.write(first, ama, (doc) => removeItems(doc, [promise.id]));

    await comesToRest(first);

    expect(await stage.store.actions.find(promise.id)).toBeNull();
  });

  it('is never older than what the clock says, however wrong a browser is', async () => {
    const promise = card({ createdAt: 9_000_000_000_000 });
    await stage.write(first, ama, (doc) => addCard(doc, promise));

    await comesToRest(first);

    expect((await stage.store.actions.find(promise.id))?.createdAt).toBeLessThanOrEqual(Date.now());
  });

  it('comes back on the next board as the same card, in the zone of promises', async () => {
    const open = card({
      owner: ben.id,
      text: 'Call Cleo',
      due: '2026-12-01',
      confidence: 7,
      plan: 'If nine, then call.',
    });
    const done = card({ owner: ben.id, status: 'done' });
    await stage.write(first, ama, (doc) => {
      addCard(doc, open);
      addCard(doc, done);
    });
    await stage.server.sessions.end(ama, first);

    const { id: second } = await stage.server.sessions.create(ben, room);

    const board = await stage.server.sessions.board(ama, second);
    expect(board.cards).toEqual([
      { ...open, at: expect.anything() as unknown, step: 'promises', carriedFrom: 1, createdAt: 1_000 },
    ]);
    const zone = board.frames.find(({ id }) => id === 'promises');
    const at = board.cards[0]?.at;
    if (!zone || !at) throw new Error('the zone or the card is missing');
    expect(at.x).toBeGreaterThanOrEqual(zone.at.x);
    expect(at.x).toBeLessThan(zone.at.x + zone.size.width);
    expect(at.y).toBeGreaterThanOrEqual(zone.at.y);
    expect(at.y).toBeLessThan(zone.at.y + zone.size.height);
  });

  it('keeps its first session over several boards, and names the one it was last on', async () => {
    const promise = card({ owner: ama.id });
    await stage.write(first, ama, (doc) => addCard(doc, promise));
    await stage.server.sessions.end(ama, first);
    const { id: second } = await stage.server.sessions.create(ama, room);
    await stage.write(second, ama, (doc) => changeCard(doc, promise.id, { confidence: 9 }));
    await stage.server.sessions.end(ama, second);

    const { id: third } = await stage.server.sessions.create(ama, room);

    const [carried] = (await stage.server.sessions.board(ama, third)).cards;
    expect(carried).toMatchObject({ id: promise.id, confidence: 9, carriedFrom: 2 });
    expect(await stage.store.actions.find(promise.id)).toMatchObject({ session: first, lastSession: second });
  });

  it('is not undone by somebody who opens an earlier board', async () => {
    const promise = card({ owner: ama.id });
    await stage.write(first, ama, (doc) => addCard(doc, promise));
    await stage.server.sessions.end(ama, first);
    const { id: second } = await stage.server.sessions.create(ama, room);
    await stage.write(second, ama, (doc) => changeCard(doc, promise.id, { status: 'done' }));
    await comesToRest(second);

    await comesToRest(first);

    expect(await stage.store.actions.find(promise.id)).toMatchObject({ status: 'done', lastSession: second });
  });

  it('is not undone by a board that is read again after a status was set on the home page', async () => {
    const promise = card({ owner: ama.id });
    await stage.write(first, ama, (doc) => addCard(doc, promise));
    await stage.server.sessions.end(ama, first);
    await stage.server.outcomes.settle();
    await stage.store.actions.setStatus(promise.id, 'done', Date.now() + 1);

    await comesToRest(first);

    expect(await stage.store.actions.find(promise.id)).toMatchObject({ status: 'done' });
  });

  it('is stored at the next occasion when storing it failed', async () => {
    const elsewhere = await stage.server.sessions.create(ama, await stage.room(ama));
    const promise = card({ owner: ama.id });
    await stage.write(first, ama, (doc) => addCard(doc, promise));
    failure = new Error('disk full');
    await comesToRest(first);
    expect(await stage.store.actions.find(promise.id)).toBeNull();

    failure = null;
    await comesToRest(elsewhere.id);

    expect(await stage.store.actions.find(promise.id)).toMatchObject({ text: 'Send the agenda' });
  });

  it('does not keep the next session from being opened when it cannot be stored', async () => {
    await stage.server.sessions.end(ama, first);
    failure = new Error('disk full');

    const { id } = await stage.server.sessions.create(ama, room);

    expect((await stage.server.sessions.get(ama, id)).number).toBe(2);
  });
});
