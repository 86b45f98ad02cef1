/**
 * News that crosses the parts of the server, and later its processes: rights that change while connections are open.
 * This one lives in the process; a Redis one takes its place when there are several.
 */
export type News =
  /** The user is no longer a member of the room. */
  | { type: 'member-removed'; room: string; user: string }
  /** Somebody joined or was renamed: lists of people are out of date. */
  | { type: 'members-changed'; room: string }
  /** The session ended: its board is read-only from now on. */
  | { type: 'session-ended'; session: string; by: string; at: number }
  /** Who may watch this session as an observer, from now on: nobody else may any more. */
  | { type: 'watchers-changed'; session: string; watching: readonly string[] }
  /** After a session of the room somebody said a word or set the next date: closing pages fetch what is for them. */
  | { type: 'closing-changed'; room: string }
  /** Somebody signed the session's agreement. */
  | { type: 'agreement-signed'; session: string }
  /** This sign-in is over: its connections must close. */
  | { type: 'signed-out'; signIn: string }
  /** The last connection to this board is gone and all it wrote is stored. */
  | { type: 'board-quiet'; session: string };

export interface Bus {
  publish(news: News): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (news: News) => void): () => void;
}

/** A listener that throws does not keep the others from hearing; the failure goes to `onFailure`. */
export function createLocalBus(onFailure: (error: unknown) => void): Bus {
  const listeners = new Set<(news: News) => void>();
  return {
    publish(news) {
      for (const listener of [...listeners]) {
        try {
          listener(news);
        } catch (error) {
          onFailure(error);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
