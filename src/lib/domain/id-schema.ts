import { z } from 'zod';
import { idPattern } from './ids.ts';

/** An id that comes from outside. */
export const idSchema = z.string().regex(idPattern);
