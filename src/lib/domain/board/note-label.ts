import type { Step } from '#lib/domain/formats/format.ts';

/**
 * The label that a note gets when it is made in this step: the one that the step asks for. Null when it asks for none,
 * or for several, since then only the writer knows which.
 */
export function noteLabelOf(step: Step): string | null {
  const labels = step.yields.flatMap(({ kind, label }) => (kind === 'note' && label !== null ? [label] : []));
  const [only] = labels;
  return labels.length === 1 && only !== undefined ? only : null;
}
