import { formatSchema, type Format } from '#lib/domain/format.ts';
import { builtInFormats, defaultFormat } from '#lib/domain/formats/library.ts';
import { peerGrow } from '#lib/domain/formats/peer-grow.ts';
import { planOf, turnsOf } from '#lib/domain/plan.ts';
import { describe, expect, test } from 'vitest';

describe.each(builtInFormats.map((format) => [format.id, format] as const))('the built-in format %s', (_, format) => {
  const steps = format.stages.flatMap((stage) => (stage.kind === 'turn' ? stage.steps : [stage]));

  test('is a valid format', () => {
    expect(formatSchema.parse(format)).toEqual(format);
  });

  test('gives three to six open questions for each step, and never asks why somebody did not', () => {
    for (const { prompts, title } of steps) {
      expect(prompts.length, title).toBeGreaterThanOrEqual(3);
      expect(prompts.length, title).toBeLessThanOrEqual(6);
      for (const prompt of prompts) {
        expect(prompt).toMatch(/\?$/);
        expect(prompt).not.toMatch(/why (?:didn|did not|don|haven)/i);
        // A question that opens with a verb can be answered with yes or no.
        expect(prompt).not.toMatch(/^(?:do|did|does|is|are|was|were|can|could|would|will|have|has|should) /i);
      }
    }
  });

  test('has practice notes of at most 60 words', () => {
    for (const { practice, title } of steps) {
      expect(practice?.trim(), title).toBeTruthy();
      expect(practice?.split(/\s+/).length, title).toBeLessThanOrEqual(60);
    }
  });
});

test('ids of built-in formats are unique and the default is one of them', () => {
  expect(new Set(builtInFormats.map(({ id }) => id)).size).toBe(builtInFormats.length);
  expect(builtInFormats).toContain(defaultFormat);
});

describe('Peer GROW', () => {
  const plan = planOf(peerGrow, 2);

  test('takes 60 minutes, 22 of them for each peer', () => {
    const minutes = (turn: number | null): number =>
      plan.filter((planned) => planned.turn === turn).reduce((sum, { step }) => sum + step.minutes, 0);
    expect([minutes(null), minutes(0), minutes(1)]).toEqual([16, 22, 22]);
  });

  test('goes from arriving over two whole turns to the next date', () => {
    const turn = ['Goal', 'Reality', 'Options', 'Will', 'Sum up'];
    expect(plan.map(({ step }) => step.title)).toEqual([
      'Arrive',
      'Last promises',
      ...turn,
      ...turn,
      'Feedback',
      'Next date',
    ]);
    expect(plan.map(({ index }) => index)).toEqual(plan.keys().toArray());
    expect(plan.slice(3, 5)).toMatchObject([
      { step: { id: 'reality' }, turn: 0, nth: 2, of: 5 },
      { step: { id: 'options' }, turn: 0, nth: 3, of: 5 },
    ]);
    expect(plan[0]).toMatchObject({ turn: null, nth: 1, of: 1 });
  });

  test('yields a goal, what is real, three options, an action and an insight from each turn', () => {
    const yields = Object.fromEntries(
      plan.map(({ step }) => [step.id, step.yields.map((one) => [one.kind, one.label, one.atLeast])]),
    );
    expect(yields).toEqual({
      arrive: [],
      promises: [['action', null, 0]],
      goal: [['goal', null, 1]],
      reality: [['note', 'reality', 1]],
      options: [
        ['note', 'option', 3],
        ['question', null, 0],
      ],
      will: [['action', null, 1]],
      'sum-up': [['note', 'insight', 1]],
      feedback: [['note', 'feedback', 2]],
      'next-date': [],
    });
  });
});

test('there are as many turns as people, within what the format is made for', () => {
  const circle: Format = { ...peerGrow, people: { min: 2, max: 4 } };
  expect([0, 1, 2, 3, 4, 6].map((count) => turnsOf(circle, count))).toEqual([2, 2, 2, 3, 4, 4]);
  expect(turnsOf(peerGrow, 1)).toBe(2);
});
