import { z } from 'zod';
import { pointSchema } from './card.ts';
import { idSchema } from './ids.ts';
import { readLine } from './stroke-line.ts';
import { strokeColours, strokeLineLimit, strokeWidths } from './stroke.ts';

/** A stroke out of a file or off the clipboard. */
export const strokeSchema = z.object({
  id: idSchema,
  at: pointSchema,
  line: z
    .string()
    .max(strokeLineLimit)
    .refine((line) => readLine(line) !== null, { message: 'not the line of a drawing' }),
  colour: z.enum(strokeColours),
  width: z.enum(strokeWidths),
  author: z.string().max(64).nullable(),
  createdAt: z.number().int().nonnegative(),
});
