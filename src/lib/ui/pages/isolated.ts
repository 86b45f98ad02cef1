/** Hebrew, Arabic and the other scripts that run from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Whether any of it runs from right to left. */
export const runsRightToLeft = (words: string): boolean => rightToLeft.test(words);

/** Someone's own words inside a sentence: whichever way they run, the sentence around them keeps its order. */
export function isolated(words: string): string {
  return runsRightToLeft(words) ? `\u2068${words}\u2069` : words;
}
