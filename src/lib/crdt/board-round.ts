import * as Y from 'yjs';
import { readDotRound, type DotRound } from '#lib/domain/board/dot-round.ts';
import { boardMaps, dotsField } from './board-maps.ts';

const current = 'current';
const donePrefix = 'done:';
const doneField = (round: string, user: string): string => `${donePrefix}${round}:${user}`;

/** Outside the maps that undo looks at: beginning and ending a round is nobody's step to take back. */
export const roundMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('round');

/** The round under way, or the last one; null when there is none. */
export function readRound(doc: Y.Doc): DotRound | null {
  const map = roundMap(doc);
  const round = readDotRound(map.get(current));
  if (round === null) return null;
  return { ...round, done: round.people.filter((person) => map.get(doneField(round.id, person)) === true) };
}

/** Begins a round in place of any other. */
export function startRound(doc: Y.Doc, round: Omit<DotRound, 'done'>, origin: unknown = null): void {
  doc.transact(() => {
    const map = roundMap(doc);
    for (const key of [...map.keys()]) if (key.startsWith(donePrefix)) map.delete(key);
    const { id, by, dots, cards, people } = round;
    map.set(current, { id, by, dots, cards: [...cards], people: [...people] });
  }, origin);
}

/** Says that somebody has placed their dots. */
export function finishDots(doc: Y.Doc, round: string, user: string, origin: unknown = null): void {
  if (readRound(doc)?.id === round) doc.transact(() => roundMap(doc).set(doneField(round, user), true), origin);
}

/** Ends a round; another one that has begun meanwhile goes on. */
export function dropRound(doc: Y.Doc, round: string, origin: unknown = null): void {
  if (readRound(doc)?.id !== round) return;
  doc.transact(() => {
    const map = roundMap(doc);
    for (const key of [...map.keys()]) map.delete(key);
  }, origin);
}

/** Sets one person's dots on the cards of a round: none where `dots` names none. Cards that are gone are passed over. */
export function setDots(
  doc: Y.Doc,
  { cards, user, dots }: { cards: readonly string[]; user: string; dots: Readonly<Record<string, number>> },
  origin: unknown = null,
): void {
  doc.transact(() => {
    for (const id of cards) {
      const map = boardMaps(doc).cards.get(id);
      if (!(map instanceof Y.Map)) continue;
      const fields: Y.Map<unknown> = map;
      const count = dots[id] ?? 0;
      const field = dotsField(user);
      if (count > 0 && fields.get(field) !== count) fields.set(field, count);
      else if (count === 0 && fields.has(field)) fields.delete(field);
    }
  }, origin);
}
