/** What pages may ask for once a session is over, and of what people keep for themselves. See `server/services.ts`. */
import type { Person } from '#lib/domain/person.ts';
import type { CurrentUser } from '../auth/current-user.ts';

/** What one person said to another when a session was over. */
export interface WordsBetween {
  from: string;
  to: string;
  thanks: string;
  helped: string;
  tryNext: string;
}

export interface Closing {
  /** Those whom the reader can say a word to: everybody else who had a seat, when the reader had one. */
  peers: Person[];
  /** What the reader said, and what was said to the reader. */
  words: WordsBetween[];
  /** The reader's own. */
  reflection: string | null;
}

export interface ClosingService {
  /** `flow-not-now` while the session has not ended. */
  get(user: CurrentUser, session: string): Promise<Closing>;
  /**
   * A word to one peer, which they and the writer alone can read; in place of what was said before, and nothing at all
   * takes it back. `not-found` for somebody who had no seat, `words-long`.
   */
  sayTo(user: CurrentUser, session: string, to: string, words: unknown): Promise<void>;
  /** The user's own reflection on the session, which nobody else can read; an empty one removes it. `words-long`. */
  reflect(user: CurrentUser, session: string, text: unknown): Promise<void>;
}

export interface Reflection {
  id: string;
  /** Null when the session is gone. */
  session: string | null;
  roomName: string;
  sessionNumber: number;
  text: string;
  createdAt: number;
}

export interface ReflectionService {
  /** The user's own, the newest first; also of rooms that they have left. */
  list(user: CurrentUser): Promise<Reflection[]>;
  remove(user: CurrentUser, id: string): Promise<void>;
  /** All of the user's own as Markdown, and a file name. */
  markdown(user: CurrentUser): Promise<{ fileName: string; text: string }>;
}

export interface NextDate {
  room: string;
  at: number;
  /** The name of whoever set it; null when that user is gone. */
  setBy: string | null;
  /** What is planned; null where it is chosen when they meet. */
  format: { id: string; title: string; minutes: number } | null;
}

export interface DateService {
  /** The next dates of the user's rooms that are still to come, the soonest first. */
  list(user: CurrentUser): Promise<NextDate[]>;
  /** Null when none is set, or when it is over. */
  get(user: CurrentUser, room: string): Promise<NextDate | null>;
  /**
   * Plans the room's next session: its format is the one planned before, else the last session's, which people may
   * change when they begin. An agreement is not made anew each time: after one comes the default. `date-invalid` for a date that
   * has passed or is too far away.
   */
  set(user: CurrentUser, room: string, at: number): Promise<void>;
  clear(user: CurrentUser, room: string): Promise<void>;
  /** The planned session for a calendar, as iCalendar, and a file name. Null when none is set. */
  calendar(user: CurrentUser, room: string, origin: string): Promise<{ fileName: string; text: string } | null>;
}

export interface FavouriteService {
  /** The user's own favourite questions, the oldest first. */
  list(user: CurrentUser): Promise<string[]>;
  /** Adding one twice is adding it once. `words-long` for what is no question of one line, `favourites-full` beyond forty. */
  add(user: CurrentUser, text: unknown): Promise<void>;
  remove(user: CurrentUser, text: unknown): Promise<void>;
}

export interface ClosingServices {
  closing: ClosingService;
  reflections: ReflectionService;
  dates: DateService;
  favourites: FavouriteService;
}
