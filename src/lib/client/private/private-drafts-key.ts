const prefix = 'counterpoint-private-';

/** Where one person's private drafts of one session lie in this browser's storage. */
export const privateDraftsKey = (session: string, user: string): string => `${prefix}${session}-${user}`;

/** Whether there are any, without the code that reads them. */
export function hasPrivateDrafts(session: string, user: string): boolean {
  try {
    return localStorage.getItem(privateDraftsKey(session, user)) !== null;
  } catch {
    // Storage is blocked: then nothing can be kept in it either.
    return false;
  }
}

/** Deletes them, as on signing out of a shared computer; those of one session only when it is named. */
export function forgetPrivateDrafts(session?: string): void {
  const start = session === undefined ? prefix : `${prefix}${session}-`;
  try {
    const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index));
    for (const key of keys) if (key?.startsWith(start) === true) localStorage.removeItem(key);
  } catch {
    // Storage is blocked: there is nothing to forget.
  }
}
