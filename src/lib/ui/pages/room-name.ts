const longest = 80;
const ending = '\u2019s room';

/** A room's name to begin with: `Ama’s room`. A very long name is cut between letters, so that the whole fits. */
export function roomNameFor(person: string): string {
  let name = '';
  let length = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(person)) {
    // Names are measured in code points; one letter can have several.
    length += Array.from(segment).length;
    if (length > longest - ending.length) break;
    name += segment;
  }
  return name.trim() === '' ? 'Our room' : name.trim() + ending;
}
