import { isId } from '#lib/domain/ids.ts';

/** Most dots that each person has in one round. */
export const mostDots = 10;

/** Most cards that one round is about. */
export const roundCardLimit = 200;

/**
 * Choosing with dots: each person puts a few on the cards that they would choose. Nobody sees another's before all have
 * finished.
 *
 * While one chooses, one's dots are in one's own browser and nowhere else; the board learns only that somebody has
 * finished, and each page puts its own dots on the cards when all have. Dots are not committed to by a hash: whoever has
 * finished cannot change theirs in this program, the browser's own hashing is missing without https, and between two
 * people who see each other it would guard against nothing that they would do.
 */
export interface DotRound {
  id: string;
  /** Who started it. */
  by: string;
  /** Dots for each person. */
  dots: number;
  cards: readonly string[];
  /** Whose dots are waited for. */
  people: readonly string[];
  /** Those of them who have finished. */
  done: readonly string[];
}
export type NewRound = Pick<DotRound, 'dots' | 'cards' | 'people'>;

/** Whether all have finished, so that dots may be seen. */
export const isRevealed = ({ people, done }: DotRound): boolean => people.every((person) => done.includes(person));

/** A round as the board holds it, `done` left out; null for anything that is none. */
export function readDotRound(value: unknown): Omit<DotRound, 'done'> | null {
  if (typeof value !== 'object' || value === null) return null;
  const fields: Partial<Record<keyof DotRound, unknown>> = value;
  const { id, by, dots, cards, people } = fields;
  if (!isId(id) || !isId(by) || !isDots(dots) || !isIds(cards) || !isIds(people) || people.length === 0) return null;
  return { id, by, dots, cards: cards.slice(0, roundCardLimit), people };
}

/** A number of dots that a card can have of one person. */
export const isDots = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= mostDots;

const isIds = (value: unknown): value is string[] => Array.isArray(value) && value.every(isId);
