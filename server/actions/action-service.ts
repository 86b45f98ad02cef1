import { boardMaps, changeCard } from '#lib/crdt/board-doc.ts';
import type { Card } from '#lib/domain/card.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import { mayInSession } from '#lib/domain/permissions.ts';
import type * as Y from 'yjs';
import type { Clock } from '../clock.ts';
import type { ActionService } from '../services.ts';
import type { Store } from '../store/ports.ts';
import { openAction } from './open-action.ts';

export interface ActionServiceDependencies {
  store: Pick<Store, 'actions' | 'rooms' | 'sessions'>;
  /** `edit` resolves when the change is stored, and rejects when nothing was changed. */
  boards: { edit(session: string, author: string | null, change: (doc: Y.Doc) => void): Promise<void> };
  clock: Clock;
}

export function createActionService({ store, boards, clock }: ActionServiceDependencies): ActionService {
  /** The board of a live session is the truth about its cards: the next projection would undo what only the list says. */
  const setOnLiveBoard = async (user: string, room: string, action: string, status: Card['status']): Promise<void> => {
    const live = await store.sessions.findLive(room);
    if (live === null) return;
    await boards.edit(live.id, user, (doc) => {
      if (boardMaps(doc).cards.has(action)) changeCard(doc, action, { status });
    });
  };

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
      await setOnLiveBoard(user.id, action.room, id, status);
      await store.actions.setStatus(id, status, clock());
    },
  };
}
