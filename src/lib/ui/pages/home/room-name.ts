import { graphemesOf } from '#lib/domain/graphemes.ts';
import { runsRightToLeft } from '#lib/ui/pages/isolated.ts';

const longest = 80;
const ending = '\u2019s room';
const beginning = 'Room of ';

/**
 * A room's name to begin with: `Ama’s room`. After a name that runs from right to left the ending would land on the
 * wrong side, so the words come first: `Room of علی`. A very long name is cut between letters, so that the whole fits.
 */
export function roomNameFor(person: string): string {
  const before = runsRightToLeft(person) ? beginning : '';
  const after = before === '' ? ending : '';
  let name = '';
  let length = 0;
  for (const letter of graphemesOf(person)) {
    // Names are measured in code points; one letter can have several.
    length += Array.from(letter).length;
    if (length > longest - before.length - after.length) break;
    name += letter;
  }
  return name.trim() === '' ? 'Our room' : before + name.trim() + after;
}
