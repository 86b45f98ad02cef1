/**
 * Keeps the room's list of actions, and each session's counts, in step with its board: whenever a board that was written
 * on has come to rest, and when its session ends. The board stays the truth; this is what lists and the next board read.
 */
import { setTimeout as rest } from 'node:timers/promises';
import type { Board, Card } from '#lib/domain/board/card.ts';
import { actionsOf, countsOf } from '#lib/domain/board/outcome.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Bus } from '../realtime/bus.ts';
import type { ActionRow } from '../store/ports/action-port.ts';
import type { SessionRow } from '../store/ports/session-port.ts';
import type { Store } from '../store/ports/store.ts';
import { createKeyedQueue } from './keyed-queue.ts';

export interface OutcomeProjection {
  /**
   * Reads the board and stores what it holds, after whatever is under way for this session. Never rejects: a failure is
   * logged, what was known before stays, and it is tried once more with the next news of any board.
   */
  project(session: string): Promise<void>;
  /**
   * Makes up for what the last process was killed over: reads the boards whose log goes on after what was read of them,
   * and no other. To be called once at the start; takes its time, one board after the other. Never rejects.
   */
  catchUp(): Promise<void>;
  /** Resolves when everything asked for so far is stored or has failed. */
  settle(): Promise<void>;
  /** Stops listening; call `settle` afterwards to wait for what is under way. */
  close(): void;
}

export interface OutcomeProjectionDependencies {
  store: { sessions: Pick<Store['sessions'], 'find'>; outcomes: Store['outcomes'] };
  /** Boards as they are on disk. */
  boards: { read(session: string): Promise<Board> };
  bus: Pick<Bus, 'subscribe'>;
  clock: Clock;
  log: Pick<Log, 'error'>;
}

/** Most boards that come to rest were only looked at: then there is nothing to read that was not read before. */
type Need = 'certain' | 'when-written';

/**
 * How long catching up rests after each board, as a multiple of what the board took, and at most, in milliseconds: after a
 * restart everybody comes back at once, and they need the machine more.
 */
const restFor = 4;
const restLimit = 200;

export function createOutcomeProjection({
  store,
  boards,
  bus,
  clock,
  log,
}: OutcomeProjectionDependencies): OutcomeProjection {
  const queue = createKeyedQueue();
  /** Sessions whose projection failed. */
  const owed = new Set<string>();
  let closed = false;
  let catchingUp: Promise<void> = Promise.resolve();

  async function projectNow(id: string): Promise<void> {
    const session = await store.sessions.find(id);
    if (!session) return;
    // Before the board: what is written while it is read may not be in it, and is then still owed.
    const through = await store.outcomes.reach(id);
    const board = await boards.read(id);
    const at = clock();
    const actions = actionsOf(board)
      // An action that says nothing yet is no promise.
      .filter(({ text }) => text.trim() !== '')
      .map((card) => rowOf(session, card, at));
    await store.outcomes.project(id, { actions, counts: countsOf(board), through });
  }

  async function projectOrOwe(session: string, mayTryAgain: boolean, need: Need = 'certain'): Promise<void> {
    try {
      await queue.run(session, async () => {
        if (need === 'certain' || (await store.outcomes.isOwed(session))) await projectNow(session);
      });
    } catch (error) {
      log.error({ err: error, session }, 'the outcome of a board could not be stored');
      if (mayTryAgain) owed.add(session);
    }
  }

  async function catchUp(): Promise<void> {
    try {
      for (const session of await store.outcomes.listOwed()) {
        if (closed) return;
        const began = performance.now();
        await projectOrOwe(session, true);
        await rest(Math.min(restFor * (performance.now() - began), restLimit));
      }
    } catch (error) {
      log.error({ err: error }, 'the outcomes of earlier sessions could not be looked through');
    }
  }

  const unsubscribe = bus.subscribe((news) => {
    if (news.type !== 'board-quiet' && news.type !== 'session-ended') return;
    const again = [...owed].filter((session) => session !== news.session);
    owed.clear();
    for (const session of again) void projectOrOwe(session, false);
    void projectOrOwe(news.session, true, news.type === 'board-quiet' ? 'when-written' : 'certain');
  });

  return {
    project: (session) => projectOrOwe(session, true),
    catchUp: () => (catchingUp = catchUp()),
    async settle() {
      await catchingUp;
      await queue.idle();
    },
    close() {
      closed = true;
      unsubscribe();
    },
  };
}

/** As if it were made on this board; the store keeps what it knows of an earlier one (see `OutcomeStore.project`). */
function rowOf(session: SessionRow, card: Card, at: number): ActionRow {
  return {
    id: card.id,
    room: session.room,
    session: session.id,
    lastSession: session.id,
    owner: card.owner,
    text: card.text,
    due: card.due,
    confidence: card.confidence,
    plan: card.plan,
    status: card.status,
    // The browser's clock says when a card was made, and that may be off by hours.
    createdAt: Math.min(card.createdAt, at),
    updatedAt: at,
  };
}
