/** What an observer writes. They have no hand on the board itself: the server puts each note there for them. */
import { addCard, growZone, migrateBoard } from '#lib/crdt/board-doc.ts';
import { blankCard, type Board } from '#lib/domain/board/card.ts';
import { ExpectedError } from '#lib/domain/errors.ts';
import type { FlowState } from '#lib/domain/flow/flow.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { roomySpot, type RoomySpot } from '#lib/domain/board/free-spot.ts';
import { mayInSession } from '#lib/domain/permissions.ts';
import { currentStep } from '#lib/domain/flow/roles.ts';
import { newCardSize } from '#lib/domain/board/zones.ts';
import { nanoid } from 'nanoid';
import type * as Y from 'yjs';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/ports/store.ts';
import type { FlowService } from './flow-service.ts';

/** The label by which everybody sees what kind of note it is. */
const observerLabel = 'observer';

export interface ObserverNotes {
  /**
   * Puts a note on the board and resolves when it is stored. Refuses with `not-found`, `not-allowed` for whoever may
   * not (any more), `session-ended`, or `unavailable`.
   */
  write(user: string, session: string, text: string): Promise<void>;
}

export interface ObserverNotesDependencies {
  store: { sessions: Pick<Store['sessions'], 'access' | 'find'> };
  boards: {
    read(session: string): Promise<Board>;
    edit(session: string, author: string | null, change: (doc: Y.Doc) => void): Promise<void>;
  };
  flows: Pick<FlowService, 'read'>;
  clock: Clock;
}

export function createObserverNotes({ store, boards, flows, clock }: ObserverNotesDependencies): ObserverNotes {
  async function requireRight(user: string, session: string): Promise<void> {
    const access = await store.sessions.access(user, session);
    if (access === null) throw new ExpectedError('not-found');
    const { status } = access.session;
    if (mayInSession(access.role, 'note:observe', status)) return;
    throw new ExpectedError(status === 'ended' ? 'session-ended' : 'not-allowed');
  }

  return {
    async write(user, session, text) {
      await requireRight(user, session);
      const [row, flow, board] = await Promise.all([
        store.sessions.find(session),
        flows.read(session),
        boards.read(session),
      ]);
      if (row === null) throw new ExpectedError('not-found');
      const { at, step, zone, bottom } = placeFor(board, flow.state, row.format);
      // Asked once more, after the waiting: a peer may have taken their key back meanwhile.
      await requireRight(user, session);
      const card = blankCard({
        id: nanoid(),
        kind: 'note',
        label: observerLabel,
        text,
        at,
        step,
        author: user,
        createdAt: clock(),
      });
      await boards.edit(session, user, (doc) => {
        migrateBoard(doc);
        if (zone !== null && bottom !== null) growZone(doc, zone, bottom);
        addCard(doc, card);
      });
    },
  };
}

interface NotePlace extends RoomySpot {
  step: string | null;
  zone: string | null;
}

/** In the zone of the step under way, else where the board begins. */
function placeFor(board: Board, flow: FlowState, format: Format): NotePlace {
  const planned = currentStep(flow, format);
  const taken = board.cards.map(({ at, size }) => ({ at, size: size ?? newCardSize }));
  const here = board.frames.find((frame) => frame.step === planned?.step.id && frame.turn === planned.turn);
  const zone = here ?? board.frames[0];
  const step = planned?.step.id ?? null;
  if (zone === undefined) return { at: { x: 0, y: taken.length * newCardSize.height }, step, zone: null, bottom: null };
  return { ...roomySpot(zone, taken), step, zone: zone.id };
}
