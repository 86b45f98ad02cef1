/** Moving steps about in a format, in and out of turns. All functions return new lists and leave the old ones alone. */
import type { EditedStage, EditedStep } from './edited-format.ts';

/** Where a stage or a step of a turn stands: `step` is null for a stage as a whole. */
export interface Place {
  stage: number;
  step: number | null;
}

export function placeOf(stages: readonly EditedStage[], key: number): Place | null {
  for (const [stage, one] of stages.entries()) {
    if (one.key === key) return { stage, step: null };
    if (one.kind === 'turn') {
      const step = one.steps.findIndex((inside) => inside.key === key);
      if (step !== -1) return { stage, step };
    }
  }
  return null;
}

/**
 * One place up or down. A step goes into a turn that it meets and out of the turn that it stands in; a turn changes
 * places with its neighbour. The same list when there is nowhere to go.
 */
export function nudge(stages: readonly EditedStage[], key: number, by: -1 | 1): EditedStage[] {
  const from = placeOf(stages, key);
  const target = from === null ? null : nextPlace(stages, from, by);
  return from === null || target === null ? [...stages] : move(stages, key, target);
}

function nextPlace(stages: readonly EditedStage[], from: Place, by: -1 | 1): Place | null {
  const here = stages[from.stage];
  if (here === undefined) return null;
  if (from.step !== null && here.kind === 'turn') {
    const inside = from.step + by;
    if (inside >= 0 && inside < here.steps.length) return { stage: from.stage, step: inside };
    return { stage: by === -1 ? from.stage : from.stage + 1, step: null };
  }
  const neighbour = stages[from.stage + by];
  if (neighbour === undefined) return null;
  if (here.kind === 'step' && neighbour.kind === 'turn') {
    // Counted without the step itself, which is taken out first.
    const stage = by === -1 ? from.stage - 1 : from.stage;
    return { stage, step: by === -1 ? neighbour.steps.length : 0 };
  }
  return { stage: from.stage + by, step: null };
}

/** Takes the step or turn out of the list and puts it in at `to`, counted in the list without it. A turn stays outside turns. */
export function move(stages: readonly EditedStage[], key: number, to: Place): EditedStage[] {
  const found = take(stages, key);
  if (found === null) return [...stages];
  const { taken, rest } = found;
  if (to.step === null || taken.kind === 'turn') return rest.toSpliced(to.stage, 0, taken);
  const { step } = to;
  return rest.map((stage, index) =>
    index === to.stage && stage.kind === 'turn' ? { ...stage, steps: stage.steps.toSpliced(step, 0, taken) } : stage,
  );
}

/** Without the step or turn with this key. */
export function without(stages: readonly EditedStage[], key: number): EditedStage[] {
  return take(stages, key)?.rest ?? [...stages];
}

function take(stages: readonly EditedStage[], key: number): { taken: EditedStage; rest: EditedStage[] } | null {
  const place = placeOf(stages, key);
  const stage = place === null ? undefined : stages[place.stage];
  if (place === null || stage === undefined) return null;
  if (place.step === null) return { taken: stage, rest: stages.toSpliced(place.stage, 1) };
  if (stage.kind === 'step') return null;
  const taken: EditedStep | undefined = stage.steps[place.step];
  if (taken === undefined) return null;
  const rest = stages.with(place.stage, { ...stage, steps: stage.steps.toSpliced(place.step, 1) });
  return { taken, rest };
}

/** The turn becomes plain steps, in its place. */
export function unwrapTurn(stages: readonly EditedStage[], key: number): EditedStage[] {
  return stages.flatMap((stage): EditedStage[] => (stage.key === key && stage.kind === 'turn' ? stage.steps : [stage]));
}

/** A plain step becomes a turn of one step, in its place. `turn` is the key of the new turn. */
export function wrapInTurn(stages: readonly EditedStage[], key: number, turn: number): EditedStage[] {
  return stages.map((stage) =>
    stage.key === key && stage.kind === 'step'
      ? { key: turn, kind: 'turn', who: 'each', others: 'observe', steps: [stage] }
      : stage,
  );
}
