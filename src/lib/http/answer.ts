/**
 * Expected failures at the edge: from a named code to an HTTP status and its sentence. Services run in Node and pages
 * in the bundle, so the two have an `ExpectedError` class each: it is recognised by its name and code, not by its class.
 */
import { error } from '@sveltejs/kit';
import { errorSentences, type ErrorCode } from '#lib/domain/errors.ts';

const statuses = {
  'not-signed-in': 401,
  'not-found': 404,
  'not-allowed': 403,
  'bad-request': 400,
  'name-invalid': 400,
  'email-invalid': 400,
  'email-taken': 409,
  'password-weak': 400,
  'sign-in-failed': 400,
  'too-many-tries': 429,
  'already-account': 409,
  'invite-invalid': 410,
  'room-full': 409,
  'session-live': 409,
  'session-ended': 409,
  'flow-stale': 409,
  'flow-not-now': 409,
  'flow-minutes': 400,
  'flow-asked': 409,
  'flow-not-yours': 403,
  'flow-no-seat': 403,
  'flow-tray-full': 409,
  'format-invalid': 400,
  'format-stale': 409,
  'format-gone': 410,
  'formats-full': 409,
  'words-long': 400,
  'date-invalid': 400,
  'favourites-full': 409,
  'image-invalid': 415,
  'image-large': 413,
  'images-full': 409,
  'too-large': 413,
  'too-fast': 429,
  'too-many-open': 429,
  'address-crowded': 429,
  'too-many-pages': 429,
  'board-full': 413,
  'board-damaged': 503,
  'agreement-none': 409,
  'agreement-changed': 409,
  'read-only': 403,
  unavailable: 503,
} as const satisfies Record<ErrorCode, number>;

/** The HTTP status that goes with a failure. */
export function statusOf(code: ErrorCode): (typeof statuses)[ErrorCode] {
  return statuses[code];
}

/** The code of an expected failure, or null when it is anything else: then it is a bug, and not this function's business. */
export function codeOf(failure: unknown): ErrorCode | null {
  if (!(failure instanceof Error) || failure.name !== 'ExpectedError' || !('code' in failure)) return null;
  const { code } = failure;
  return typeof code === 'string' && Object.hasOwn(errorSentences, code) ? (code as ErrorCode) : null;
}

/**
 * Waits for a service's answer. An expected failure becomes SvelteKit's `error(status, { message, code })`, which shows
 * the error page with its sentence; anything else is thrown on, to be logged in full by `handleError`.
 */
export async function answer<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (failure) {
    const code = codeOf(failure);
    if (code === null) throw failure;
    error(statusOf(code), { message: errorSentences[code], code });
  }
}
