/** How a session would show a format that is being written, whatever is still missing in it. */
import type { Format, Step } from '#lib/domain/formats/format.ts';
import { planOf } from '#lib/domain/flow/plan.ts';
import type { Roles } from '#lib/domain/flow/roles.ts';
import { linesOf, type EditedFormat, type EditedStep } from './edited-format.ts';
import { eyebrowOf, floorWords, partOf, sayFor } from '#lib/client/session/session-words.ts';

/** The format with something sensible where a field is empty or out of reach. */
export function shownFormat(edited: EditedFormat): Format {
  const seats = (value: number | null, fallback: number): number =>
    Math.min(6, Math.max(1, Math.trunc(value ?? fallback)));
  const min = seats(edited.people.min, 2);
  return {
    ...edited,
    title: edited.title.trim() || 'A format without a title',
    people: { min, max: Math.max(min, seats(edited.people.max, min)) },
    stages: edited.stages.map((stage) =>
      stage.kind === 'step'
        ? shownStep(stage)
        : { kind: 'turn', who: stage.who, others: stage.others, steps: stage.steps.map(shownStep) },
    ),
  };
}

function shownStep(step: EditedStep): Step {
  const { key: _key, ...rest } = step;
  return {
    ...rest,
    title: step.title.trim() || 'A step without a title',
    minutes: Math.max(0, Math.trunc(step.minutes ?? 0)),
    prompts: linesOf(step.prompts),
    say: { ...step.say, observer: step.say.observer.trim() === '' ? null : step.say.observer },
    practice: step.practice.trim() === '' ? null : step.practice,
    yields: step.yields.map(({ kind, label, atLeast, scale, choices }) => ({
      kind,
      label: kind === 'note' && label.trim() !== '' ? label : null,
      atLeast: atLeast ?? 0,
      scale,
      choices: linesOf(choices),
    })),
  };
}

/** People to try a format on. The first one's turn it is. */
const example = ['Ama', 'Jonas', 'Mei', 'Noor', 'Sam', 'Tariq'];
export type ExampleRole = 'coachee' | 'coach' | 'observer';

export interface ShownStep {
  step: Step;
  eyebrow: string;
  floor: { holder: string; rest: string };
  say: { you: string | null; say: string };
  /** The roles that people can have in it; none outside a turn. */
  roles: ExampleRole[];
}

/** The step as it would stand in the guide of somebody in this role. Null when the format has no such step. */
export function stepShown(format: Format, id: string, as: ExampleRole): ShownStep | null {
  const turns = format.people.min;
  const planned = planOf(format, turns).find(({ step }) => step.id === id);
  if (planned === undefined) return null;
  const inTurn = planned.turn !== null;
  const stage = format.stages[planned.stage];
  const watched = inTurn && format.people.max > 2 && stage?.kind === 'turn' && stage.others === 'observe';
  const [coachee = '', coach = '', third = ''] = example;
  const roles: Roles = inTurn
    ? { coachee, coach, coaches: [coach], observers: watched ? [third] : [], turn: planned.turn }
    : { coachee: null, coach: null, coaches: [], observers: [], turn: null };
  const shownAs = as === 'observer' && !watched ? 'coachee' : as;
  const me = { coachee, coach, observer: third }[shownAs];
  const nameOf = (name: string): string => name;
  return {
    step: planned.step,
    eyebrow: eyebrowOf(planned, format, turns, example, nameOf),
    floor: floorWords(planned.step.floor, roles, me, nameOf),
    say: sayFor(planned.step, partOf({ id: me, role: 'peer' }, roles), roles),
    roles: inTurn ? ['coachee', 'coach', ...(watched ? (['observer'] as const) : [])] : [],
  };
}
