import type { Format, Step } from '#lib/domain/formats/format.ts';

/** One step of a session as it is walked through, with the turns written out. */
export interface PlannedStep {
  /** Its place in the plan; the flow's `position` points here. */
  index: number;
  step: Step;
  /** Index into the format's stages: all turns of one turn stage share it. */
  stage: number;
  /** Whose turn it belongs to (index into the seats); null outside a turn. */
  turn: number | null;
  /** Its place within its turn, from 1; a step outside a turn is 1 of 1. */
  nth: number;
  of: number;
}

/** The steps of a session in order: each turn stage is repeated `turns` times, or stands once where one person has the only turn. Never empty for a valid format. */
export function planOf(format: Format, turns: number): PlannedStep[] {
  const plan: PlannedStep[] = [];
  for (const [stage, content] of format.stages.entries()) {
    if (content.kind === 'step') {
      plan.push({ index: plan.length, step: content, stage, turn: null, nth: 1, of: 1 });
      continue;
    }
    for (let turn = 0; turn < turnsIn(content, turns); turn += 1) {
      for (const [place, step] of content.steps.entries()) {
        plan.push({ index: plan.length, step, stage, turn, nth: place + 1, of: content.steps.length });
      }
    }
  }
  return plan;
}

/** How many turns a session has when it starts with this many seats taken: one for each person the format is made for. */
export function turnsOf(format: Format, seatCount: number): number {
  return Math.min(Math.max(seatCount, format.people.min), format.people.max);
}

/** How often this stage stands in the plan of a session with so many turns. */
export function turnsIn(stage: Format['stages'][number], turns: number): number {
  return stage.kind === 'turn' && stage.who === 'each' ? turns : 1;
}

/** How many can have a seat once the session has started: one for each turn; where nobody needs a turn, all it is made for. */
export function placesOf(format: Format, turns: number): number {
  return format.stages.some((stage) => stage.kind === 'turn' && stage.who === 'each') ? turns : format.people.max;
}

/** The planned minutes of a session with so many turns. */
export function minutesOf(format: Format, turns: number): number {
  return planOf(format, turns).reduce((sum, { step }) => sum + step.minutes, 0);
}
