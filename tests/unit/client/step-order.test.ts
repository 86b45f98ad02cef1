import { candidateOf, editedFormat, type EditedFormat, type EditedStage } from '#lib/client/formats/edited-format.ts';
import { move, nudge, unwrapTurn, without, wrapInTurn } from '#lib/client/formats/step-order.ts';
import { builtInFormats, defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRun } from '../../support/property-seed.ts';

/** Peer GROW, as short as can be: turns in brackets. */
const written = (stages: readonly EditedStage[]): string =>
  stages
    .map((stage) => (stage.kind === 'turn' ? `(${stage.steps.map(({ id }) => id).join(' ')})` : stage.id))
    .join(' ');
const { stages } = editedFormat(defaultFormat);
const keyOf = (id: string): number =>
  stages.flatMap((stage) => (stage.kind === 'turn' ? stage.steps : [stage])).find((step) => step.id === id)!.key;
const turn = stages[2]!.key;

describe('moving a step', () => {
  test('one place up goes into the turns, through them and out of them', () => {
    const seen: string[] = [];
    let now: EditedStage[] = stages;
    for (let times = 0; times < 9; times++) {
      now = nudge(now, keyOf('feedback'), -1);
      seen.push(written(now));
    }
    expect(seen).toEqual([
      'arrive promises (goal reality options will sum-up feedback) next-date',
      'arrive promises (goal reality options will feedback sum-up) next-date',
      'arrive promises (goal reality options feedback will sum-up) next-date',
      'arrive promises (goal reality feedback options will sum-up) next-date',
      'arrive promises (goal feedback reality options will sum-up) next-date',
      'arrive promises (feedback goal reality options will sum-up) next-date',
      'arrive promises feedback (goal reality options will sum-up) next-date',
      'arrive feedback promises (goal reality options will sum-up) next-date',
      'feedback arrive promises (goal reality options will sum-up) next-date',
    ]);
    expect(written(nudge(now, keyOf('feedback'), -1))).toBe(seen.at(-1));
  });

  test('up and down again is where it was, for every step and turn that can go up', () => {
    for (const key of [...stages.map((stage) => stage.key), keyOf('goal'), keyOf('options'), keyOf('sum-up')]) {
      const up = nudge(stages, key, -1);
      if (written(up) === written(stages)) continue;
      expect(written(nudge(up, key, 1))).toBe(written(stages));
    }
  });

  test('the turns move as one', () => {
    expect(written(nudge(stages, turn, 1))).toBe(
      'arrive promises feedback (goal reality options will sum-up) next-date',
    );
  });

  test('whatever is done, no step is lost and none is there twice', () => {
    const ids = written(stages)
      .split(/[ ()]+/)
      .toSorted();
    fc.assert(
      fc.property(
        fc.array(fc.record({ pick: fc.nat(9), by: fc.constantFrom(-1 as const, 1 as const), how: fc.nat(3) }), {
          maxLength: 40,
        }),
        (deeds) => {
          let now: EditedStage[] = stages;
          for (const { pick, by, how } of deeds) {
            const keys = now.flatMap((stage) =>
              stage.kind === 'turn' ? [stage.key, ...stage.steps.map(({ key }) => key)] : [stage.key],
            );
            const key = keys[pick % keys.length]!;
            if (how === 0) now = unwrapTurn(now, key);
            else if (how === 1) now = wrapInTurn(now, key, 1000 + Math.max(...keys));
            else if (how === 2) now = move(now, key, { stage: 0, step: null });
            else now = nudge(now, key, by);
          }
          expect(
            written(now)
              .split(/[ ()]+/)
              .filter(Boolean)
              .toSorted(),
          ).toEqual(ids.filter(Boolean));
        },
      ),
      propertyRun('steps move about', 200),
    );
  });

  test('removing takes that one and no other', () => {
    expect(written(without(stages, keyOf('reality')))).toBe(
      'arrive promises (goal options will sum-up) feedback next-date',
    );
    expect(written(without(stages, turn))).toBe('arrive promises feedback next-date');
    expect(written(without(stages, -1))).toBe(written(stages));
  });
});

describe('a format in the editor', () => {
  /** Outside a turn there is one sentence for everybody. */
  const withOneSentence = (format: unknown): unknown => {
    const copy = structuredClone(format) as typeof defaultFormat;
    for (const stage of copy.stages) {
      if (stage.kind === 'step') stage.say = { coachee: stage.say.coachee, coach: stage.say.coachee, observer: null };
    }
    return copy;
  };

  test.each(builtInFormats.map((format) => [format.id, format] as const))(
    '%s is what it was when nobody changes it',
    (_, format) => {
      expect(candidateOf(editedFormat(format))).toEqual(withOneSentence(format));
    },
  );

  test('is tidied on its way out: lines, spaces, labels that no kind but a note has', () => {
    const edited: EditedFormat = editedFormat(defaultFormat);
    const [first] = edited.stages;
    if (first?.kind !== 'step') throw new Error('Peer GROW begins with a step.');
    first.title = '  Come \n in ';
    first.prompts = 'One?\n\n  Two   words? \n';
    first.practice = '  ';
    first.yields = [{ kind: 'goal', label: 'left over', atLeast: null, scale: true, choices: 'One\nTwo' }];
    expect((candidateOf(edited) as { stages: unknown[] }).stages[0]).toMatchObject({
      title: 'Come in',
      prompts: ['One?', 'Two words?'],
      practice: null,
      yields: [{ kind: 'goal', label: null, atLeast: null, scale: false, choices: [] }],
    });
  });
});
