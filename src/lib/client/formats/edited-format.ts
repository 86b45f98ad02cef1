/** A format while somebody changes it: the same shape, with room for what is not right yet. */
import type { Floor, Format, Step } from '#lib/domain/formats/format.ts';

type Stage = Format['stages'][number];
type Turn = Extract<Stage, { kind: 'turn' }>;

export interface EditedYield {
  kind: Step['yields'][number]['kind'];
  /** Empty: none. */
  label: string;
  /** Null while the field is empty. */
  atLeast: number | null;
  scale: boolean;
  /** One on each line. */
  choices: string;
}

export interface EditedStep {
  /** Stays while the step moves about. */
  key: number;
  kind: 'step';
  id: string;
  title: string;
  minutes: number | null;
  floor: Floor;
  /** One on each line. */
  prompts: string;
  say: { coachee: string; coach: string; observer: string };
  practice: string;
  yields: EditedYield[];
  optional: boolean;
  sealed: boolean;
  signed: boolean;
  writers: Step['writers'];
  silence: boolean;
  advice: Step['advice'];
}

export interface EditedTurn {
  key: number;
  kind: 'turn';
  who: Turn['who'];
  others: Turn['others'];
  steps: EditedStep[];
}

export type EditedStage = EditedStep | EditedTurn;

export interface EditedFormat {
  id: string;
  title: string;
  summary: string;
  people: { min: number | null; max: number | null };
  stages: EditedStage[];
}

export function editedFormat(format: Format): EditedFormat {
  let keys = 0;
  const edited = (step: Step): EditedStep => ({
    ...step,
    key: (keys += 1),
    prompts: step.prompts.join('\n'),
    say: { ...step.say, observer: step.say.observer ?? '' },
    practice: step.practice ?? '',
    yields: step.yields.map((one) => ({ ...one, label: one.label ?? '', choices: one.choices.join('\n') })),
  });
  return {
    ...format,
    people: { ...format.people },
    stages: format.stages.map((stage) =>
      stage.kind === 'step' ? edited(stage) : { ...stage, key: (keys += 1), steps: stage.steps.map(edited) },
    ),
  };
}

export function newStep(key: number, taken: ReadonlySet<string>): EditedStep {
  return {
    key,
    kind: 'step',
    id: freeId(taken),
    title: '',
    minutes: 5,
    floor: 'both',
    prompts: '',
    say: { coachee: '', coach: '', observer: '' },
    practice: '',
    yields: [],
    optional: false,
    sealed: false,
    signed: false,
    writers: 'all',
    silence: false,
    advice: 'free',
  };
}

/** An id for a new step. People never see it; cards remember it. */
function freeId(taken: ReadonlySet<string>): string {
  let number = taken.size + 1;
  while (taken.has(`step-${number}`)) number += 1;
  return `step-${number}`;
}

/** All steps in order, those of a turn once. */
export function stepsOf(format: Pick<EditedFormat, 'stages'>): EditedStep[] {
  return format.stages.flatMap((stage) => (stage.kind === 'turn' ? stage.steps : [stage]));
}

const words = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** The lines of a list of questions that say something. */
export const linesOf = (text: string): string[] => text.split('\n').map(words).filter(Boolean);

/** What the editor holds, as a format would be written down. Whether it is one, `checkFormat` says. */
export function candidateOf(format: EditedFormat): unknown {
  return {
    id: format.id,
    title: words(format.title),
    summary: words(format.summary),
    people: { min: format.people.min, max: format.people.max },
    stages: format.stages.map((stage) =>
      stage.kind === 'step'
        ? stepCandidate(stage, false)
        : {
            kind: 'turn',
            who: stage.who,
            others: stage.others,
            steps: stage.steps.map((step) => stepCandidate(step, true)),
          },
    ),
  };
}

function stepCandidate(step: EditedStep, inTurn: boolean): unknown {
  const { key: _key, say, ...rest } = step;
  const coachee = words(say.coachee);
  return {
    ...rest,
    title: words(step.title),
    prompts: linesOf(step.prompts),
    // Outside a turn there are no roles: everybody reads one sentence.
    say: {
      coachee,
      coach: inTurn ? words(say.coach) : coachee,
      observer: inTurn && say.observer.trim() !== '' ? words(say.observer) : null,
    },
    practice: step.practice.trim() === '' ? null : step.practice.trim(),
    // Only whoever writes alone can be asked for a number or a choice, and only a turn has coaches.
    writers: inTurn && step.sealed ? step.writers : 'all',
    yields: step.yields.map(({ kind, label, atLeast, scale, choices }) => ({
      kind,
      // Only notes have labels.
      label: kind === 'note' && label.trim() !== '' ? words(label) : null,
      atLeast,
      scale: step.sealed && kind === 'note' && scale,
      choices: step.sealed && kind === 'note' && !scale ? linesOf(choices) : [],
    })),
  };
}
