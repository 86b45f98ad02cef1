import { isDots } from '#lib/domain/board/dot-round.ts';

/** One's dots in a round, by card. */
export type OwnDots = Readonly<Record<string, number>>;

/** Among what is private on this device, so that signing out of a shared computer forgets it. */
const keyOf = (user: string, round: string): string => `counterpoint-private-dots-${user}-${round}`;

/** Keeps one's dots of a round in this browser, where a reload finds them. */
export function keepDots(user: string, round: string, dots: OwnDots): void {
  try {
    localStorage.setItem(keyOf(user, round), JSON.stringify(dots));
  } catch {
    // Storage is blocked or full: they live as long as the page, and can be placed again.
  }
}

/** One's dots of a round; null when none were placed in this browser. */
export function keptDots(user: string, round: string): OwnDots | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(user, round)) ?? 'null');
    if (typeof stored !== 'object' || stored === null) return null;
    const entries: [string, unknown][] = Object.entries(stored);
    return Object.fromEntries(entries.filter((entry): entry is [string, number] => isDots(entry[1])));
  } catch {
    // Blocked, or not written by this program.
    return null;
  }
}

export function forgetDots(user: string, round: string): void {
  try {
    localStorage.removeItem(keyOf(user, round));
  } catch {
    // Storage is blocked: there is nothing to forget.
  }
}
