import { checkFormat, faultSentence } from '#lib/domain/formats/format-check.ts';
import { formatFileSchema, readFormatFile, writeFormatFile } from '#lib/domain/formats/format-file.ts';
import { formatFileLimit } from '#lib/domain/formats/format-limits.ts';
import { builtInFormats, defaultFormat } from '#lib/domain/formats/built-in/library.ts';
import { floors, type Format } from '#lib/domain/formats/format.ts';
import { cardKinds } from '#lib/domain/board/card.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRun } from '../../support/property-seed.ts';

const address = 'https://coach.example/schemas/format.json';

/** What the import says of Peer GROW after somebody has worked on its file. */
function saidOf(change: (file: Record<string, unknown>, stages: Record<string, unknown>[]) => void): string[] {
  const file = JSON.parse(writeFormatFile(defaultFormat, address)) as Record<string, unknown>;
  change(file, (file.format as { stages: Record<string, unknown>[] }).stages);
  return saidOfText(JSON.stringify(file));
}

function saidOfText(text: string): string[] {
  const read = readFormatFile(text);
  return read.ok ? [] : read.faults.map(faultSentence);
}

const inTurn = (stages: Record<string, unknown>[], step: number): Record<string, unknown> =>
  (stages[2]!.steps as Record<string, unknown>[])[step]!;

describe('a format file', () => {
  test.each(builtInFormats.map((format) => [format.id, format] as const))('of %s comes back as it was', (_, format) => {
    expect(readFormatFile(writeFormatFile(format, address))).toEqual({ ok: true, format });
  });

  test('says where its schema is, and which version it has', () => {
    expect(JSON.parse(writeFormatFile(defaultFormat, address))).toMatchObject({ $schema: address, version: 1 });
  });

  test('with a byte order mark, as some editors leave it, is read', () => {
    expect(saidOfText(`\uFEFF${writeFormatFile(defaultFormat, address)}`)).toEqual([]);
  });

  test('of any format comes back as it was', () => {
    fc.assert(
      fc.property(anyFormat, (format) => {
        expect(readFormatFile(writeFormatFile(format, address))).toEqual({ ok: true, format });
      }),
      propertyRun('a format goes through a file', 200),
    );
  });

  test('whatever it holds, is read or refused in sentences, and never breaks the reader', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const read = readFormatFile(text);
        if (!read.ok) for (const fault of read.faults) expect(faultSentence(fault)).toMatch(/^\S.*: .+\.$/su);
      }),
      propertyRun('any JSON as a format file', 300),
    );
  });
});

describe('a file that is no format is refused, and the field is named', () => {
  test.each([
    ['nothing', '', 'The file: is empty.'],
    ['a comma too many', '{"version": 1,\n "format": 1,}', 'The file: is not JSON: look at line 2, column 14.'],
    ['a value too few', '{"version": 1, "format": }', /^The file: is not JSON: look near “.*"format": }.*”\.$/],
    ['half a file', '{"version": 1', /^The file: is not JSON/],
    ['a list', '[]', 'The file: must be a format as this program exports it.'],
    ['another version', '{"version": 2, "format": {}}', 'Version: must be 1: this program reads no other.'],
    ['no format', '{"version": 1}', 'Format: is missing.'],
    ['too much', ' '.repeat(formatFileLimit) + '{}', 'The file: is too large: a format has at most 300 KB.'],
    ['brackets without end', '['.repeat(200_000), /^The file: is not JSON/],
  ])('%s', (_, text, said) => {
    expect(saidOfText(text)).toEqual([said instanceof RegExp ? expect.stringMatching(said) : said]);
  });

  test('no steps', () => {
    expect(saidOf((_, stages) => stages.splice(0))).toEqual(['Steps: must be 1 to 60 stages.']);
  });

  test('500 steps', () => {
    const said = saidOf((_, stages) => {
      for (let nth = stages.length; nth < 500; nth++) stages.push({ ...step, id: `s-${nth}` });
    });
    expect(said).toEqual(['Steps: must be 1 to 60 stages.']);
  });

  test('more than 60 steps inside turns', () => {
    const said = saidOf((_, stages) => {
      for (let turn = 0; turn < 4; turn++) {
        const steps = Array.from({ length: 20 }, (_value, nth) => ({ ...step, id: `t-${turn}-${nth}` }));
        stages.push({ kind: 'turn', steps });
      }
    });
    expect(said).toEqual(['Steps: must have at most 60 steps in all.']);
  });

  test('negative, broken, worded and missing minutes', () => {
    const said = saidOf((_, stages) => {
      stages[0]!.minutes = -3;
      stages[1]!.minutes = 2.5;
      inTurn(stages, 1).minutes = '6';
      delete stages[3]!.minutes;
    });
    const must = 'minutes: must be a whole number from 1 to 180.';
    expect(said).toEqual([`Step 1, ${must}`, `Step 2, ${must}`, `Step 4, ${must}`, `Step 8, ${must}`]);
  });

  test('a script in a title', () => {
    const script = '<script>alert(1)</script>';
    const said = saidOf((file, stages) => {
      (file.format as Format).title = script;
      stages[0]!.title = script;
    });
    const must = 'must be plain words, without < and >.';
    expect(said).toEqual([`Title: ${must}`, `Step 1, title: ${must}`]);
  });

  test('unknown fields, wherever they are', () => {
    const said = saidOf((file, stages) => {
      file.autor = 'Ama';
      (file.format as Record<string, unknown>).price = 3;
      stages[0]!.minuts = 3;
      stages[0]!.minutes = 4;
      inTurn(stages, 2).__proto__x = {};
      (stages[1]!.yields as Record<string, unknown>[])[0]!.size = 2;
    });
    expect(said).toEqual([
      'Step 1: has a field that formats do not have: “minuts”.',
      'Step 2, card 1: has a field that formats do not have: “size”.',
      'Step 5: has a field that formats do not have: “__proto__x”.',
      'The format: has a field that formats do not have: “price”.',
      'The file: has a field that formats do not have: “autor”.',
    ]);
  });

  test('what is missing or of the wrong kind', () => {
    const said = saidOf((file, stages) => {
      delete (file.format as Record<string, unknown>).people;
      delete stages[0]!.say;
      (stages[0]!.prompts as string[])[2] = '';
      (stages[1]!.yields as Record<string, unknown>[])[0]!.atLeast = 99;
      stages[2]!.steps = [];
      stages[3]!.kind = 'pause';
    });
    expect(said).toEqual([
      'People: is missing.',
      'Step 1, question 3: must not be empty.',
      'Step 1, what to do now: is missing.',
      'Step 2, card 1, how many: must be a whole number from 0 to 20.',
      'The turns from step 3, steps: must be 1 to 20 steps.',
      'Step 3, kind: must be of the kind step or turn.',
    ]);
  });

  test('more faults than anybody reads are told as thirty', () => {
    const text = `{"version":1,"format":{"stages":[${'0,'.repeat(59)}0]}}`;
    expect(saidOfText(text)).toHaveLength(30);
  });
});

test('the published schema is made from the one that checks: its limits, no unknown fields, and defaults that may be left out', () => {
  const schema = formatFileSchema(address) as unknown as {
    $id: string;
    additionalProperties: boolean;
    required: string[];
    properties: { format: { properties: { stages: { maxItems: number; items: { oneOf: StageSchema[] } } } } };
  };
  expect(schema).toMatchObject({ $id: address, additionalProperties: false, required: ['version', 'format'] });
  const { stages } = schema.properties.format.properties;
  const [plain] = stages.items.oneOf;
  expect(stages.maxItems).toBe(60);
  expect(plain).toMatchObject({
    additionalProperties: false,
    properties: { minutes: { type: 'integer', minimum: 1, maximum: 180 }, floor: { enum: [...floors] } },
  });
  expect(plain!.required).not.toContain('sealed');
});

interface StageSchema {
  required: string[];
}

const step = {
  kind: 'step',
  title: 'Talk',
  minutes: 1,
  floor: 'both',
  prompts: [],
  say: { coachee: 'Talk.', coach: 'Listen.' },
  practice: null,
  yields: [],
};

const words = (most: number) =>
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: most })
    .filter((text) => text.length <= most && text.trim() !== '' && !/[<>\p{Cc}\u2028-\u202e\u2066-\u2069]/u.test(text));

const anyStep = fc.record({
  kind: fc.constant('step' as const),
  id: fc.constant(''),
  title: words(60),
  minutes: fc.integer({ min: 1, max: 180 }),
  floor: fc.constantFrom(...floors),
  prompts: fc.array(words(200), { maxLength: 6 }),
  say: fc.record({ coachee: words(200), coach: words(200), observer: fc.option(words(200)) }),
  practice: fc.option(fc.string({ maxLength: 400 })),
  yields: fc.array(
    fc.record({
      kind: fc.constantFrom(...cardKinds),
      label: fc.option(words(40)),
      atLeast: fc.integer({ min: 0, max: 20 }),
      scale: fc.boolean(),
      choices: fc.array(words(40), { maxLength: 6 }),
    }),
    { maxLength: 6 },
  ),
  optional: fc.boolean(),
  sealed: fc.boolean(),
  signed: fc.boolean(),
  writers: fc.constantFrom('all' as const, 'coaches' as const),
  silence: fc.boolean(),
  advice: fc.constantFrom('free' as const, 'ask-first' as const),
});

const anyTurn = fc.record({
  kind: fc.constant('turn' as const),
  who: fc.constantFrom('each' as const, 'one' as const),
  others: fc.constantFrom('observe' as const, 'coach' as const),
  steps: fc.array(anyStep, { minLength: 1, maxLength: 4 }),
});

/** Formats of every shape, each with ids that are its own. */
const anyFormat: fc.Arbitrary<Format> = fc
  .record({
    id: fc.constant('any'),
    title: words(80),
    summary: words(300),
    people: fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
      .map(([one, other]) => ({ min: Math.min(one, other), max: Math.max(one, other) })),
    stages: fc.array(fc.oneof(anyStep, anyTurn), { minLength: 1, maxLength: 8 }),
  })
  .map((format) => {
    let ids = 0;
    const named = <T extends object>(one: T): T => ({ ...one, id: `step-${(ids += 1)}` });
    const stages = format.stages.map((stage) =>
      stage.kind === 'turn' ? { ...stage, steps: stage.steps.map(named) } : named(stage),
    );
    return { ...format, stages };
  });

test('what the generator makes are formats', () => {
  fc.assert(
    fc.property(anyFormat, (format) => checkFormat(format).ok),
    propertyRun('generated formats', 100),
  );
});
