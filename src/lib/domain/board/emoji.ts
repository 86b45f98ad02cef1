/** Longest emoji taken, in UTF-16 units: families and flags of regions are made of many. */
const longest = 32;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Pictures, flags, and keycaps such as 1️⃣; plain digits and letters are none. */
const pictured = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|\u{20e3}/u;

/** Whether this is exactly one emoji: one character as people see it, however many code points it is made of. */
export function isEmoji(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || value.length > longest || !value.isWellFormed()) return false;
  if (!pictured.test(value)) return false;
  const [first] = graphemes.segment(value);
  return first?.segment.length === value.length;
}

/** The first emoji in what somebody typed or pasted; null when there is none. */
export function firstEmoji(typed: string): string | null {
  for (const { segment } of graphemes.segment(typed.slice(0, 200))) if (isEmoji(segment)) return segment;
  return null;
}
