import { boardMaps, changeCard } from '#lib/crdt/board-doc.ts';
import type { Card } from '#lib/domain/board/card.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import { mayInSession } from '#lib/domain/permissions.ts';
import type * as Y from 'yjs';
import type { Clock } from '../clock.ts';
import type { ActionService } from '../services.ts';
import type { Store } from '../store/ports/store.ts';
import { openAction } from './open-action.ts';

export interface ActionServiceDependencies {
  store: Pick<Store, 'actions' | 'rooms' | 'sessions'>;
  /** `edit` resolves when the change is stored, and rejects when nothing was changed: `session-ended` when it has. */
  boards: { edit(session: string, author: string | null, change: (doc: Y.Doc) => void): Promise<void> };
  clock: Clock;
}

export function createActionService({ store, boards, clock }: ActionServiceDependencies): ActionService {
  /**
   * The board of a live session is the truth about its cards: the next projection would undo what only the list says.
   * Returns the session, null when none is live; one that was `done` already is left in peace.
   */
  async function setOnLiveBoard(
    { user, room, action, status }: { user: string; room: string; action: string; status: Card['status'] },
    done: string | null,
  ): Promise<string | null> {
    const live = await store.sessions.findLive(room);
    if (live === null || live.id === done) return done;
    try {
      await boards.edit(live.id, user, (doc) => {
        if (boardMaps(doc).cards.has(action)) changeCard(doc, action, { status });
      });
    } catch (error) {
      // It ended in that moment: from now on the list is the truth.
      if (error instanceof ExpectedError && error.code === 'session-ended') return null;
      throw error;
    }
    return live.id;
  }

  return {
    async listOpen(user) {
      return (await store.actions.listOpenForOwner(user.id)).map(openAction);
    },
    async setStatus(user, id, status) {
      const action = await store.actions.find(id);
      const member = action && (await store.rooms.member(action.room, user.id));
      if (action === null || member === null) throw new ExpectedError('not-found');
      // Whoever may write on a live board of the room may say what became of its promises.
      if (!mayInSession(member.role, 'board:write', 'live')) throw new ExpectedError('not-allowed');
      const wish = { user: user.id, room: action.room, action: id, status };
      const done = await setOnLiveBoard(wish, null);
      await store.actions.setStatus(id, status, clock());
      // A session that was opened meanwhile took the promise along as it was. One that is being opened still looks
      // itself, once it is there (see the session service).
      await setOnLiveBoard(wish, done);
    },
  };
}
