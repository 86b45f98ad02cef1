import { defineFormat } from '#lib/domain/formats/format.ts';

const step = (id: string, minutes: number, more: object = {}) => ({
  kind: 'step' as const,
  id,
  title: id,
  minutes,
  floor: 'both' as const,
  prompts: [],
  say: { coachee: 'Speak.', coach: 'Ask.' },
  practice: null,
  yields: [],
  ...more,
});

/**
 * A short session with a step of every sort: 0 `arrive` may be left out, 1 `hopes` is sealed, then each has a turn of
 * `goal` and `options` (2 and 3, 4 and 5), in which ideas ask first, and 6 `close`.
 */
export const mixedFormat = defineFormat({
  id: 'mixed',
  title: 'A step of every sort',
  summary: 'For the tests.',
  people: { min: 2, max: 2 },
  stages: [
    step('arrive', 3, { optional: true }),
    step('hopes', 5, { sealed: true }),
    { kind: 'turn', steps: [step('goal', 4), step('options', 6, { advice: 'ask-first' })] },
    step('close', 3),
  ],
});
