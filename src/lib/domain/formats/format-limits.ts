import { formatSchema } from './format.ts';

/** Longest file that is read, in UTF-16 units: the longest format that there can be, with room for its indentation. */
export const formatFileLimit = 300_000;

const { title, summary, people, stages } = formatSchema.shape;
const [step] = stages.element.options;
const { say, practice, yields, minutes } = step.shape;
const card = yields.element.shape;

const range = ({ minValue, maxValue }: { minValue: number | null; maxValue: number | null }) => ({
  min: minValue ?? undefined,
  max: maxValue ?? undefined,
});

/** The limits of a format's fields, for forms: read out of the schema, so that they are written down once. */
export const formatLimits = {
  title: title.maxLength ?? undefined,
  summary: summary.maxLength ?? undefined,
  people: range(people.shape.min),
  minutes: range(minutes),
  say: say.shape.coachee.maxLength ?? undefined,
  practice: practice.unwrap().maxLength ?? undefined,
  atLeast: range(card.atLeast),
};
