import type { Card, Frame } from '#lib/domain/board/card.ts';
import type { PlannedStep } from '#lib/domain/flow/plan.ts';
import { answerOf } from '#lib/domain/flow/sealed-answer.ts';
import type { Step } from '#lib/domain/formats/format.ts';
import type { NameOf } from './session-names.ts';

/** Something that the step should leave on the board, and how much of it is there. */
export interface YieldView {
  wanted: Step['yields'][number];
  /** What it is called: a note by its label, everything else by its kind. */
  what: string;
  /** Cards of this kind that lie in the step's zone. One that was dragged elsewhere is not counted. */
  there: number;
  /** Where each gives a number or chooses: who answered what, once it is shown. */
  answers: { name: string; answer: string }[];
}

export function yieldsOf(
  planned: PlannedStep,
  board: { cards: readonly Card[]; frames: readonly Frame[] },
  nameOf: NameOf,
): YieldView[] {
  const zone = board.frames.find((frame) => frame.step === planned.step.id && frame.turn === planned.turn);
  return planned.step.yields.map((wanted) => {
    const there = board.cards.filter(
      (card) =>
        zone !== undefined &&
        card.kind === wanted.kind &&
        (wanted.label === null || card.label === wanted.label) &&
        liesIn(card, zone),
    );
    const answered = wanted.scale || wanted.choices.length > 0;
    return {
      wanted,
      what: wanted.label ?? wanted.kind,
      there: there.length,
      answers: !answered
        ? []
        : there.flatMap(({ author, text }) =>
            author === null || answerOf(text) === '' ? [] : [{ name: nameOf(author), answer: answerOf(text) }],
          ),
    };
  });
}

function liesIn({ at }: Card, zone: Frame): boolean {
  return (
    at.x >= zone.at.x &&
    at.x <= zone.at.x + zone.size.width &&
    at.y >= zone.at.y &&
    at.y <= zone.at.y + zone.size.height
  );
}
