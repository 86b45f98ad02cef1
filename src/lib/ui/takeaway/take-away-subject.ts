import { getContext, setContext } from 'svelte';
import type { Format } from '#lib/domain/formats/format.ts';
import type { Person } from '#lib/domain/person.ts';

/** What a page knows of the session whose board is taken away. */
export interface TakeAwaySubject {
  session: { id: string; number: number; room: { id: string; name: string } };
  format: Format;
  /** Everybody who may be named on the board. */
  people: readonly Person[];
  /** Whose turn each turn was, by name. */
  turnNames: readonly (string | null)[];
}

const key = Symbol('what is taken away');

/** Lets the board offer to be taken away. Hand over an object with getters: it is read when it is wanted. */
export function provideTakeAway(subject: TakeAwaySubject): void {
  setContext(key, subject);
}

/** Null where a board is shown that belongs to no session. */
export function useTakeAway(): TakeAwaySubject | null {
  return getContext<TakeAwaySubject | undefined>(key) ?? null;
}
