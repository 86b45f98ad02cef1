const keyOf = (session: string): string => `been-here:${session}`;

/** Whether this tab has shown the session before, so that a reload is no late arrival. */
export const beenHere = {
  before(session: string): boolean {
    try {
      return sessionStorage.getItem(keyOf(session)) !== null;
    } catch {
      return false;
    }
  },
  note(session: string): void {
    try {
      sessionStorage.setItem(keyOf(session), 'yes');
    } catch {
      // Storage is blocked or full: a reload counts as a late arrival, and the story can be put away again.
    }
  },
};
