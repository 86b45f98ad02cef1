/** An id as this program makes them: url-safe, unguessable, never a number that can be counted. */
export type Id = string;

export const idPattern = /^[A-Za-z0-9_-]{10,64}$/;

/** What `idSchema` asks, without a report and without zod: boards ask it thousands of times. */
export const isId = (value: unknown): value is Id => typeof value === 'string' && idPattern.test(value);
