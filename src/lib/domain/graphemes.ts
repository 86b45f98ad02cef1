/** Made once: making one takes longer than cutting most texts. */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Characters as people see them, each whole, however many code points it is made of. */
export const graphemesOf = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** The first of them, without looking at the rest; undefined where there is none. */
export function firstGrapheme(text: string): string | undefined {
  const [first] = segmenter.segment(text);
  return first?.segment;
}
