/**
 * The board's wire: the y-websocket protocol at `/board/<session id>` (binary frames, lib0 encoding),
 * plus one message from server to client, `saved`. A client that does not know it may ignore it.
 */

/** First varUint of every frame. 0 to 3 are y-websocket's own. */
export const boardMessage = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, saved: 100 } as const;

/** Second varUint of a `sync` frame (y-protocols/sync). */
export const syncStep = { stateVector: 0, missing: 1, update: 2 } as const;

/**
 * `saved`: varUint 100, then a varUint: how many of the `missing` and `update` frames that this connection
 * has sent are on disk, counted from its first. It only grows. The badge compares it with the frames sent.
 */

/** Path of a session's board. */
export const boardPath = (session: string): string => `/board/${session}`;

/**
 * Why the server closes a board connection. Codes of 4000 and above are ours. Those from 4400 to 4499 are for good:
 * y-websocket's own client does not come back after them. After all others it does, and so does ours.
 */
export const boardClose = {
  goingAway: { code: 1012, reason: 'restarting', retry: true },
  tooLarge: { code: 1009, reason: 'frame too large', retry: false },
  malformed: { code: 4400, reason: 'malformed message', retry: false },
  notSignedIn: { code: 4401, reason: 'not signed in', retry: false },
  notAllowed: { code: 4403, reason: 'not allowed', retry: false },
  notFound: { code: 4404, reason: 'not found', retry: false },
  boardFull: { code: 4413, reason: 'board is full', retry: false },
  unavailable: { code: 4503, reason: 'cannot load', retry: true },
  tooSlow: { code: 4504, reason: 'opening took too long', retry: true },
  silent: { code: 4506, reason: 'no sign of life', retry: true },
  stuck: { code: 4508, reason: 'not reading', retry: true },
  damaged: { code: 4510, reason: 'what is stored is damaged', retry: true },
  userCrowded: { code: 4520, reason: 'too many connections of this user', retry: true },
  addressCrowded: { code: 4521, reason: 'too many connections from this address', retry: true },
  tooFast: { code: 4529, reason: 'too fast', retry: true },
} as const;
export type BoardClose = (typeof boardClose)[keyof typeof boardClose];

/**
 * A restarting server spreads those who come back over a stretch of time: its close reason ends with the
 * stretch's length in milliseconds, as in `restarting, come back within 4000`.
 */
export const comeBackWithin = (ms: number): string => `${boardClose.goingAway.reason}, come back within ${ms}`;

/** The stretch in such a reason, in milliseconds, at most a minute; null when it names none. */
export function comeBackStretch(reason: string): number | null {
  const ms = /, come back within (\d{1,6})$/.exec(reason)?.[1];
  return ms === undefined ? null : Math.min(Number(ms), 60_000);
}

/** Largest frame that the server reads, in bytes. */
export const boardFrameLimit = 1_048_576;

/** Largest awareness state of one connection, in bytes of JSON. */
export const awarenessLimit = 8_192;

/** Largest board, in bytes of its merged updates. Beyond it only removing goes on. */
export const boardSizeLimit = 33_554_432;

/**
 * Authors on one board; each page that was opened and written in is one. Nobody's page is ever opened so often, but they
 * are easily invented, and the time that documents take over words whose ground is missing grows with their square.
 */
export const boardAuthorLimit = 10_000;

/** Bytes beyond which nothing is taken: what is removed has to be written down, too, and must not grow without bound. */
export const removalSizeLimit = boardSizeLimit + boardSizeLimit / 8;

/**
 * Deletions of words that are not on the board, counted now and then. Nobody's editor makes one; documents look through
 * all of them again with every update.
 */
export const unfoundedDeletionLimit = 5_000;
