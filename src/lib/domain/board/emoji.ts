import { firstGrapheme, graphemesOf } from '#lib/domain/graphemes.ts';

/** Longest emoji taken, in UTF-16 units: families and flags of regions are made of many. */
const longest = 32;

/** Pictures, flags, and keycaps such as 1️⃣; plain digits and letters are none. */
const pictured = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|\u{20e3}/u;

/** Whether this is exactly one emoji: one character as people see it, however many code points it is made of. */
export function isEmoji(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || value.length > longest || !value.isWellFormed()) return false;
  if (!pictured.test(value)) return false;
  return firstGrapheme(value) === value;
}

/** The first emoji in what somebody typed or pasted; null when there is none. */
export function firstEmoji(typed: string): string | null {
  return graphemesOf(typed.slice(0, 200)).find(isEmoji) ?? null;
}
