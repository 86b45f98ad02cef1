import { graphemesOf } from '#lib/domain/graphemes.ts';
import type { Person } from '#lib/domain/person.ts';

/** Longest name inside a sentence, in graphemes; lists show names whole. */
const inSentence = 24;

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * A name as it stands inside a sentence: cut at a word where it is long, and fenced off where it runs from right to
 * left, so that it cannot turn the words around it.
 */
export function nameInSentence(name: string): string {
  const graphemes = graphemesOf(name);
  const short = graphemes.length <= inSentence ? name : cut(graphemes.slice(0, inSentence - 1));
  return rightToLeft.test(short) ? `\u2068${short}\u2069` : short;
}

/** Cuts at the last space, unless that would leave less than half. */
function cut(graphemes: string[]): string {
  const space = graphemes.lastIndexOf(' ');
  return `${graphemes.slice(0, space > graphemes.length / 2 ? space : undefined).join('')}…`;
}

/** Names by id for sentences. Somebody who is in no list any more is still somebody. */
export type NameOf = (id: string) => string;

export function namesOf(people: readonly Pick<Person, 'id' | 'name'>[]): NameOf {
  const byId = new Map(people.map((person) => [person.id, nameInSentence(person.name)]));
  return (id) => byId.get(id) ?? 'Somebody';
}

/** "Ama", "Ama and Jonas", "Ama, Jonas and Mei". */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
