/** Someone else's words inside a sentence: whichever way they are written, the sentence around them keeps its order. */
export function isolated(words: string): string {
  return `\u2068${words}\u2069`;
}
