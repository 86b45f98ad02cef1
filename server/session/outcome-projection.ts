/**
 * Keeps the room's list of actions, and each session's counts, in step with its board: whenever a board has come
 * to rest, and when its session ends. The board stays the truth; this is what lists and the next board read.
 */
import { cardTextLimit, type Board, type Card } from '#lib/domain/card.ts';
import { actionsOf, countsOf } from '#lib/domain/outcome.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Bus } from '../realtime/bus.ts';
import type { ActionRow, SessionRow, Store } from '../store/ports.ts';
import { createKeyedQueue } from './keyed-queue.ts';

export interface OutcomeProjection {
  /** Reads the board and stores what it holds, after whatever is under way for this session. Rejects when that fails. */
  project(session: string): Promise<void>;
  /** Resolves when everything asked for so far is stored or has failed. */
  settle(): Promise<void>;
  /** Stops listening; call `settle` afterwards to wait for what is under way. */
  close(): void;
}

export interface OutcomeProjectionDependencies {
  store: Pick<Store, 'sessions' | 'rooms' | 'actions'>;
  /** Boards as they are on disk. */
  boards: { read(session: string): Promise<Board> };
  bus: Bus;
  clock: Clock;
  log: Pick<Log, 'error' | 'warn'>;
}

export function createOutcomeProjection({
  store,
  boards,
  bus,
  clock,
  log,
}: OutcomeProjectionDependencies): OutcomeProjection {
  const queue = createKeyedQueue();
  /** Sessions whose projection failed: tried once more with the next news of any board. */
  const owed = new Set<string>();

  async function projectNow(id: string): Promise<void> {
    const session = await store.sessions.find(id);
    if (!session) return;
    const [board, members, people, openInRoom] = await Promise.all([
      boards.read(id),
      store.rooms.members(session.room),
      store.sessions.people(id),
      store.actions.listOpenForRoom(session.room),
    ]);
    const owners = new Set([...members.map(({ user }) => user), ...people.map((person) => person.id)]);
    const onBoard = actionsOf(board).filter((card) => card.text.trim() !== '');
    const rows: ActionRow[] = [];
    for (const card of onBoard) {
      const row = await rowOf(session, card, owners);
      if (row) rows.push(row);
    }
    // An action that was made on this board and taken off it again was no promise. One that was carried over
    // stays open whatever happens to its card: only its status lets it go.
    const kept = new Set(onBoard.map((card) => card.id));
    const at = seenAt(session);
    for (const row of openInRoom) {
      const madeHere = row.session === id && row.lastSession === id;
      if (madeHere && !kept.has(row.id) && row.updatedAt <= at) rows.push({ ...row, status: 'dropped', updatedAt: at });
    }
    await store.actions.project(id, rows, countsOf(board));
  }

  /** What an ended board says is as old as its end: changes made on the home page since then are newer. */
  function seenAt(session: SessionRow): number {
    return session.endedAt ?? clock();
  }

  /** Null when the board is not the latest word on this action, or has no say in it. */
  async function rowOf(session: SessionRow, card: Card, owners: ReadonlySet<string>): Promise<ActionRow | null> {
    const known = await store.actions.find(card.id);
    const at = seenAt(session);
    if (known && known.room !== session.room) {
      // Ids are made by clients: a card must not reach into another room's list.
      log.warn({ session: session.id, action: card.id }, 'an action card bears the id of an action in another room');
      return null;
    }
    if (known && known.lastSession !== session.id) {
      const last = await store.sessions.find(known.lastSession);
      if (last && last.number > session.number) return null;
    }
    if (known && session.endedAt !== null && known.updatedAt > session.endedAt) return null;
    return {
      id: card.id,
      room: session.room,
      session: known?.session ?? session.id,
      lastSession: session.id,
      owner: card.owner !== null && owners.has(card.owner) ? card.owner : null,
      // NUL is the one character that PostgreSQL cannot keep in a text.
      text: card.text.replaceAll('\u0000', '').slice(0, cardTextLimit),
      due: card.due,
      confidence: card.confidence,
      plan: card.plan.replaceAll('\u0000', ''),
      status: card.status,
      createdAt: known?.createdAt ?? Math.min(card.createdAt, at),
      updatedAt: at,
    };
  }

  async function projectOrOwe(session: string, mayTryAgain: boolean): Promise<void> {
    try {
      await queue.run(session, () => projectNow(session));
    } catch (error) {
      log.error({ err: error, session }, 'the outcome of a board could not be stored');
      if (mayTryAgain) owed.add(session);
    }
  }

  const unsubscribe = bus.subscribe((news) => {
    if (news.type !== 'board-quiet' && news.type !== 'session-ended') return;
    const again = [...owed].filter((session) => session !== news.session);
    owed.clear();
    for (const session of again) void projectOrOwe(session, false);
    void projectOrOwe(news.session, true);
  });

  return {
    project: (session) => queue.run(session, () => projectNow(session)),
    settle: () => queue.idle(),
    close: unsubscribe,
  };
}
