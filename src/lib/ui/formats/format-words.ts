import type { Floor, Step } from '#lib/domain/formats/format.ts';

/** Who holds the floor, for a list to choose from. */
export const floorNames: Readonly<Record<Floor, string>> = {
  coachee: 'The coachee',
  coach: 'The coach',
  both: 'Everybody, in equal shares',
  'all-silent': 'Nobody: all are silent',
  observer: 'The observer',
};

/** What is special about a step, for people who read a format. */
export function markWords(
  step: Pick<Step, 'optional' | 'sealed' | 'writers' | 'signed' | 'silence' | 'advice'>,
): string[] {
  return [
    step.optional && 'may be left out',
    step.sealed && (step.writers === 'coaches' ? 'sealed writing by the others' : 'sealed writing'),
    step.signed && 'each signs what is written',
    step.silence && 'begins in silence',
    step.advice === 'ask-first' && 'ask before advice',
  ].filter((word) => word !== false);
}

/** `2 notes “hope”`, `1 goal`, `questions, if any`. */
export function yieldWords({ kind, label, atLeast, scale, choices }: Step['yields'][number]): string {
  const name = atLeast === 1 ? kind : `${kind}s`;
  const named = label === null ? name : `${name} “${label}”`;
  if (scale) return `“${label ?? kind}” from 0 to 10, by each`;
  if (choices.length > 0) return `“${label ?? kind}” by each: ${choices.join(', ')}`;
  return atLeast === 0 ? `${named}, if any` : `${atLeast} ${named}`;
}
