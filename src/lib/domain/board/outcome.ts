import type { Board, Card, CardKind } from './card.ts';

/** How many cards of each kind a board holds. */
export interface BoardCounts {
  goals: number;
  questions: number;
  actions: number;
  notes: number;
}

const ofKind = (board: Board, kind: CardKind): Card[] => board.cards.filter((card) => card.kind === kind);

/** The board's goals, in the board's order. */
export const goalsOf = (board: Board): Card[] => ofKind(board, 'goal');

/** The board's questions, in the board's order. */
export const questionsOf = (board: Board): Card[] => ofKind(board, 'question');

/** The board's actions, those carried over too, in the board's order. */
export const actionsOf = (board: Board): Card[] => ofKind(board, 'action');

/** The board's notes, whatever their label, in the board's order. */
export const notesOf = (board: Board): Card[] => ofKind(board, 'note');

export function countsOf(board: Board): BoardCounts {
  return {
    goals: goalsOf(board).length,
    questions: questionsOf(board).length,
    actions: actionsOf(board).length,
    notes: notesOf(board).length,
  };
}
