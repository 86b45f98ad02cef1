import type { Format } from '#lib/domain/formats/format.ts';
import { turnsIn } from '#lib/domain/flow/plan.ts';

/** A stage of a format, for a person who decides whether to begin: one line for each turn. */
export interface OutlinedStage {
  title: string;
  minutes: number;
  /** Which of the turns it is, from 0; null outside the turns. */
  turn: number | null;
  /** The steps of a turn. */
  steps: string[];
}

const turnTitles = ['First turn', 'Second turn', 'Third turn', 'Fourth turn', 'Fifth turn', 'Sixth turn'];

/** The format as it goes with as few people as it is made for. */
export function outlineOf(format: Format): OutlinedStage[] {
  return format.stages.flatMap((stage): OutlinedStage[] => {
    if (stage.kind === 'step') return [{ title: stage.title, minutes: stage.minutes, turn: null, steps: [] }];
    const minutes = stage.steps.reduce((sum, step) => sum + step.minutes, 0);
    const steps = stage.steps.map((step) => step.title);
    const titles = stage.who === 'one' ? ['The turn'] : turnTitles;
    return titles.slice(0, turnsIn(stage, format.people.min)).map((title, turn) => ({ title, minutes, turn, steps }));
  });
}
