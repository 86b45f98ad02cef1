/** What people write when a session is over: words for a peer, a reflection for themselves, questions worth keeping. */
import { z } from 'zod';

/** Characters. A word of thanks is a sentence, not a letter; a reflection is a page. */
export const mostInWords = 400;
export const mostInReflection = 6_000;
const mostInPrompt = 200;
/** Own favourite questions of one person: a list that can still be read while somebody is speaking. */
export const mostFavourites = 40;

/** As it can be kept on every engine and read on every system: no NUL, no half characters, one kind of line end. */
const tidy = (text: string): string => text.replaceAll('\0', '').toWellFormed().replaceAll('\r\n', '\n').trim();

const kept = (most: number) =>
  z
    .string()
    .max(most * 4)
    .transform(tidy)
    .pipe(z.string().max(most));

/** One sentence of thanks, one thing that helped, one to try. Any of them may stay empty. */
export const peerWordsSchema = z.object({
  thanks: kept(mostInWords),
  helped: kept(mostInWords),
  tryNext: kept(mostInWords),
});
export type PeerWords = z.infer<typeof peerWordsSchema>;

export const saysNothing = ({ thanks, helped, tryNext }: PeerWords): boolean =>
  thanks === '' && helped === '' && tryNext === '';

export const reflectionSchema = kept(mostInReflection);

/** A question on one line. */
export const favouritePromptSchema = z
  .string()
  .max(mostInPrompt * 4)
  .transform((text) => tidy(text).replace(/\s+/gu, ' '))
  .pipe(z.string().min(1).max(mostInPrompt));
