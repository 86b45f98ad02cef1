import type { BoardModel } from '#lib/client/board/board-model.ts';
import type { CardKind } from '#lib/domain/board/card.ts';
import type { Person } from '#lib/domain/person.ts';
import type { Mark } from '#lib/protocol/session-events.ts';
import type { BoardViewChoice } from './board-view-choice.svelte.ts';

/** What one can do in a live session from its board. */
export interface SessionDeeds {
  mayThink: boolean;
  maySign: boolean;
  /** Asks how long a silence over this question is to be; null: over nothing in particular. */
  think(card: string | null): void;
  /** Sets an own mark, or takes it back. */
  mark(mark: Mark): void;
}

export interface StageSources {
  board: BoardModel;
  people: Person[];
  me: string | null;
  focus: { step: string | null; turn: number | null };
  turnNames: (string | null)[];
  view: BoardViewChoice;
  /** The room whose pictures the board shows; null where there is none. */
  room: string | null;
  /** The kind of card that the step asks for first; null when it asks for none. */
  proposedKind: CardKind | null;
  /** Ids of those who may write on the board; left out where nobody can. */
  writers?: readonly string[];
  session: SessionDeeds | null;
}
