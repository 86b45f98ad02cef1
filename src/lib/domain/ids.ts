import { z } from 'zod';

/** An id as this program makes them: url-safe, unguessable, never a number that can be counted. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{10,64}$/);

export type Id = z.infer<typeof idSchema>;
