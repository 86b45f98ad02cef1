import { formatProblems, formatSchema, type Format, type Step } from '#lib/domain/formats/format.ts';
import { builtInFormats, defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { peerGrow } from '#lib/domain/formats/built-in/peer-grow.ts';
import { minutesOf, planOf, turnsOf } from '#lib/domain/flow/plan.ts';
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

/** As the formats' descriptions state it: for this many people, so many minutes. */
const stated: Record<string, { min: number; max: number; people: number; minutes: number }> = {
  'peer-grow': { min: 2, max: 2, people: 2, minutes: 60 },
  'first-agreement': { min: 2, max: 2, people: 2, minutes: 45 },
  'check-in': { min: 2, max: 2, people: 2, minutes: 20 },
  woop: { min: 2, max: 2, people: 2, minutes: 2 * 25 },
  clear: { min: 2, max: 2, people: 2, minutes: 45 },
  oskar: { min: 2, max: 2, people: 2, minutes: 30 },
  triad: { min: 3, max: 3, people: 3, minutes: 75 },
  intervision: { min: 4, max: 6, people: 6, minutes: 60 },
  'mid-review': { min: 2, max: 2, people: 2, minutes: 45 },
  'goal-workshop': { min: 2, max: 2, people: 2, minutes: 50 },
};

test('the ten formats are there, for as many people and as long as they say', () => {
  const found = builtInFormats.map((format) => {
    const people = stated[format.id]?.people ?? 2;
    return [format.id, { ...format.people, people, minutes: minutesOf(format, turnsOf(format, people)) }];
  });
  expect(Object.fromEntries(found)).toEqual(stated);
});

test('each format has the sealed, silent and ask-first steps of its method', () => {
  const steps = (pick: (step: Step) => boolean): Record<string, string[]> =>
    Object.fromEntries(
      builtInFormats
        .map(({ id, stages }): [string, string[]] => {
          const all = stages.flatMap((stage) => (stage.kind === 'turn' ? stage.steps : [stage]));
          return [id, all.filter(pick).map((step) => step.id)];
        })
        .filter(([, found]) => found.length > 0),
    );
  expect(steps(({ sealed }) => sealed)).toEqual({
    'first-agreement': ['hopes-and-worries'],
    'check-in': ['reveal'],
    triad: ['silent-notes'],
    intervision: ['questions'],
    'mid-review': ['rate', 'onward'],
    'goal-workshop': ['draft-alone'],
  });
  // The owner of the case rests while the others write.
  expect(steps(({ writers }) => writers === 'coaches')).toEqual({ intervision: ['questions'] });
  expect(steps(({ yields }) => yields.some(({ scale }) => scale))).toEqual({ 'mid-review': ['rate'] });
  expect(steps(({ yields }) => yields.some(({ choices }) => choices.length > 0))).toEqual({ 'mid-review': ['onward'] });
  // In a first session nothing has been promised yet.
  expect(steps(({ optional }) => optional)).toEqual({ 'peer-grow': ['promises'] });
  expect(steps(({ silence }) => silence)).toEqual({ woop: ['outcome'] });
  expect(steps(({ advice }) => advice === 'ask-first')).toEqual({
    'peer-grow': ['options'],
    woop: ['plan'],
    clear: ['explore'],
    oskar: ['know-how'],
    triad: ['coaching'],
    'goal-workshop': ['sharpen'],
  });
  expect(
    builtInFormats.flatMap(({ id, stages }) => (stages.some((s) => s.kind === 'turn' && s.who === 'one') ? [id] : [])),
  ).toEqual(['clear', 'oskar', 'intervision']);
});

describe('what is not a format is told by the field that is wrong', () => {
  const first = peerGrow.stages[0];
  test.each<[string, object, string]>([
    ['no steps', { stages: [] }, 'stages must be 1 to 60 stages'],
    [
      '500 steps',
      { stages: Array.from({ length: 500 }, (_, n) => ({ ...first, id: `s${n}` })) },
      'stages must be 1 to 60 stages',
    ],
    [
      'negative minutes',
      { stages: [{ ...first, minutes: -3 }] },
      'stages[0].minutes must be a whole number from 1 to 180',
    ],
    [
      'minutes as text',
      { stages: [{ ...first, minutes: '3' }] },
      'stages[0].minutes must be a whole number from 1 to 180',
    ],
    [
      'a floor that does not exist',
      { stages: [{ ...first, floor: 'boss' }] },
      'stages[0].floor must be one of: coachee, coach, both, all-silent, observer',
    ],
    ['an empty title', { title: ' ' }, 'title must not be empty'],
    ['a title of many lines', { title: 'a\nb' }, 'title must be one line, without control characters'],
    ['two steps of one name', { stages: [first, first] }, 'stages two steps have the same id, arrive'],
    ['more people at least than at most', { people: { min: 4, max: 2 } }, 'people min must not be more than max'],
    ['too many people', { people: { min: 2, max: 60 } }, 'people.max must be a whole number from 1 to 6'],
    [
      'a stage of no kind',
      { stages: [{ ...first, kind: 'dance' }] },
      'stages[0].kind must be of the kind step or turn',
    ],
  ])('%s', (_, wrong, sentence) => {
    expect(formatProblems({ ...peerGrow, ...wrong })).toContain(sentence);
  });

  test('60 steps in all, however they are spread', () => {
    const turn = (nth: number) => ({
      kind: 'turn',
      steps: Array.from({ length: 20 }, (_, n) => ({ ...first, id: `s${nth}-${n}` })),
    });
    expect(formatProblems({ ...peerGrow, stages: [0, 1, 2].map(turn) })).toEqual([]);
    expect(formatProblems({ ...peerGrow, stages: [0, 1, 2, 3].map(turn) })).toEqual([
      'stages must have at most 60 steps in all',
    ]);
  });

  test('script in a title', () => {
    const problems = formatProblems({ ...peerGrow, title: '<script>alert(1)</script>' });
    expect(problems).toEqual(['title must be plain words, without < and >']);
  });

  test('something else altogether', () => {
    for (const nothing of [null, 7, 'format', []]) expect(formatProblems(nothing)).not.toEqual([]);
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
