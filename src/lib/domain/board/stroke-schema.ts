import { z } from 'zod';
import { pointSchema } from './card-schema.ts';
import { idSchema } from '#lib/domain/id-schema.ts';
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
  locked: z.boolean().default(false),
  group: idSchema.nullable().default(null),
});
