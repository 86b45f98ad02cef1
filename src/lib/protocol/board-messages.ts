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
 * Why the server closes a board connection. Codes of 4000 and above are ours.
 * `retry` tells the client whether connecting again can help.
 */
export const boardClose = {
  goingAway: { code: 1012, reason: 'restarting', retry: true },
  tooLarge: { code: 1009, reason: 'frame too large', retry: false },
  malformed: { code: 4400, reason: 'malformed message', retry: false },
  notSignedIn: { code: 4401, reason: 'not signed in', retry: false },
  notAllowed: { code: 4403, reason: 'not allowed', retry: false },
  notFound: { code: 4404, reason: 'not found', retry: false },
  tooFast: { code: 4429, reason: 'too fast', retry: true },
  stuck: { code: 4408, reason: 'not reading', retry: true },
  unavailable: { code: 4503, reason: 'cannot load', retry: true },
} as const;
export type BoardClose = (typeof boardClose)[keyof typeof boardClose];

/** Largest frame that the server reads, in bytes. */
export const boardFrameLimit = 1_048_576;

/** Largest awareness state of one connection, in bytes of JSON. */
export const awarenessLimit = 8_192;
