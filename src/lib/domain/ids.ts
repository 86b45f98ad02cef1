import { z } from 'zod';

const idPattern = /^[A-Za-z0-9_-]{10,64}$/;

/** An id as this program makes them: url-safe, unguessable, never a number that can be counted. */
export const idSchema = z.string().regex(idPattern);

/** The same question without a report: boards ask it thousands of times. */
export const isId = (value: unknown): value is string => typeof value === 'string' && idPattern.test(value);

export type Id = z.infer<typeof idSchema>;
