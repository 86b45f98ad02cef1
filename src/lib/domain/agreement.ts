/** What people agree on and sign: the words of the cards that a step with `signed` asks for. */
import type { Card } from './board/card.ts';
import type { Format, Step } from './formats/format.ts';

/** Longest agreement that can be signed, in UTF-16 units. */
export const agreementLimit = 40_000;

/** One person's signature under one wording. */
export interface Signature {
  user: string;
  /** When, in milliseconds since 1970. */
  at: number;
  /** What they signed, word for word. */
  text: string;
}

const signedSteps = (format: Format): Step[] =>
  format.stages.flatMap((stage) => (stage.kind === 'turn' ? stage.steps : [stage])).filter(({ signed }) => signed);

/** The first step whose cards are signed; null in formats without an agreement. */
export function agreementStep(format: Format): Step | null {
  return signedSteps(format)[0] ?? null;
}

/**
 * The agreement as it stands on the board: the cards that the signed steps ask for, the oldest first, wherever they lie.
 * Null when nothing is written yet.
 */
export function agreementOn(cards: readonly Card[], format: Format): string | null {
  const wanted = signedSteps(format).flatMap(({ yields }) => yields);
  const text = cards
    .filter((card) => wanted.some(({ kind, label }) => card.kind === kind && card.label === label))
    .filter((card) => card.text.trim() !== '')
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    .map((card) => card.text.trim())
    .join('\n\n');
  return text === '' ? null : text;
}

/** How somebody's signature stands to the wording of now. */
export type Standing = 'signed' | 'changed' | 'missing';

export function standingOf(user: string, text: string | null, signatures: readonly Signature[]): Standing {
  const mine = signatures.find((signature) => signature.user === user);
  if (mine === undefined) return 'missing';
  return mine.text === text ? 'signed' : 'changed';
}

/** The wording that was signed last, and all who signed exactly that. Null when nobody has signed. */
export function signedAgreement<S extends Signature>(signatures: readonly S[]): { text: string; by: S[] } | null {
  const last = signatures.toSorted((a, b) => b.at - a.at)[0];
  if (last === undefined) return null;
  return { text: last.text, by: signatures.filter(({ text }) => text === last.text).toSorted((a, b) => a.at - b.at) };
}
