/** Waiting with an end: a store that hangs must not hold a connection for ever. */

/** What was waited for did not come in time. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/** What `promise` comes to, or a rejection with `TooLate` after `ms` milliseconds; then what comes later is ignored. */
export function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TooLate(`not within ${ms} ms`)), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
