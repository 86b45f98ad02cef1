import type { Stroke, StrokeLook } from '#lib/domain/board/stroke.ts';

/** A stroke that has just been drawn. Its id is what the others knew it by while it grew. */
export type NewStroke = Pick<Stroke, 'id' | 'at' | 'line' | 'colour' | 'width'>;

/** The drawings of a board, and what one does with them: commands as in `BoardModel`, each one step of undo. */
export interface InkModel {
  /** The oldest first. A stroke that nobody changed stays the same object. */
  readonly all: readonly Stroke[];
  /** Returns false when the board cannot be written on, or holds as many strokes as it can. */
  add(stroke: NewStroke): boolean;
  /** Locked ones are passed over, here and in `remove`. */
  change(ids: readonly string[], look: Partial<StrokeLook>): void;
  remove(ids: readonly string[]): void;
  /** One stroke; null when there is none of this id. */
  stroke(id: string): Stroke | null;
  /** Tells of strokes that others drew, as they arrive. Returns what ends it. */
  follow(listener: (drawn: readonly Stroke[]) => void): () => void;
}
