import { isolated } from './isolated.ts';

const numbers = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** `three promises`, `one promise`, `40 promises`: numbers up to twelve as words. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${numbers[count] ?? String(count)} ${count === 1 ? one : many}`;
}

/** `3 goals`, `1 goal`: in figures, for lists. */
export function countFigures(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The first letter of a sentence as a capital. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `Ama`, `Ama and Jonas`, `Ama, Jonas and Mei`. */
export function listOfNames(people: readonly string[]): string {
  const names = people.map(isolated);
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
