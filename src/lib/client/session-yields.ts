import type { Card, Frame } from '#lib/domain/card.ts';
import type { PlannedStep } from '#lib/domain/plan.ts';
import type { Step } from '#lib/domain/format.ts';

/** Something that the step should leave on the board, and how much of it is there. */
export interface YieldView {
  wanted: Step['yields'][number];
  /** What it is called: a note by its label, everything else by its kind. */
  what: string;
  /** Cards of this kind that lie in the step's zone. One that was dragged elsewhere is not counted. */
  there: number;
}

export function yieldsOf(
  planned: PlannedStep,
  board: { cards: readonly Card[]; frames: readonly Frame[] },
): YieldView[] {
  const zone = board.frames.find((frame) => frame.step === planned.step.id && frame.turn === planned.turn);
  return planned.step.yields.map((wanted) => ({
    wanted,
    what: wanted.label ?? wanted.kind,
    there:
      zone === undefined
        ? 0
        : board.cards.filter(
            (card) =>
              card.kind === wanted.kind && (wanted.label === null || card.label === wanted.label) && liesIn(card, zone),
          ).length,
  }));
}

function liesIn({ at }: Card, zone: Frame): boolean {
  return (
    at.x >= zone.at.x &&
    at.x <= zone.at.x + zone.size.width &&
    at.y >= zone.at.y &&
    at.y <= zone.at.y + zone.size.height
  );
}
