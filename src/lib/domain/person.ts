import { z } from 'zod';

/** The hue that a member keeps in a room, 1 to 6: the `--voice-N` tokens of `app.css`. */
export const hueSchema = z.number().int().min(1).max(6);
export type Hue = z.infer<typeof hueSchema>;

/** A room holds at most this many members. */
export const roomCapacity = 6;

/** What others see of a user. */
export const personSchema = z.object({ id: z.string(), name: z.string(), hue: hueSchema });
export type Person = z.infer<typeof personSchema>;

/** Control characters and line breaks: they would break lists, logs and the names of files. */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** What takes no ink: a name of nothing else would be a blank in every list. The last are letters by name only. */
const invisible = /[\p{Cf}\p{Z}\p{M}\u115f\u1160\u3164\uffa0\u2800]/gu;

const nameSentence = 'Give a name of 1 to 80 characters.';

/** A person's or a room's name: any script, one line, 1 to 80 characters (code points) after tidying, one of them visible. */
export const nameSchema = z
  .string()
  .max(2000, { message: nameSentence })
  .transform((raw) => raw.normalize('NFC').replace(unprintable, ' ').replace(/\s+/gu, ' ').trim())
  .refine((name) => name.replace(invisible, '') !== '' && Array.from(name).length <= 80, {
    message: nameSentence,
  });

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email({ message: 'That does not look like an email address. Check it and try again.' }));

/** At most 200 characters, so that hashing stays cheap whatever is sent. */
export const passwordSchema = z
  .string()
  .min(10, { message: 'Choose a password of at least 10 characters.' })
  .max(200, { message: 'A password has at most 200 characters.' });
