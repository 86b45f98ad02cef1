import type { Format } from '#lib/domain/formats/format.ts';
import { checkIn } from './check-in.ts';
import { clear } from './clear.ts';
import { firstAgreement } from './first-agreement.ts';
import { goalWorkshop } from './goal-workshop.ts';
import { intervision } from './intervision.ts';
import { midReview } from './mid-review.ts';
import { oskar } from './oskar.ts';
import { peerGrow } from './peer-grow.ts';
import { triad } from './triad.ts';
import { woop } from './woop.ts';

/** The formats that come with the program, in the order in which they are offered. */
export const builtInFormats: readonly Format[] = [
  peerGrow,
  firstAgreement,
  checkIn,
  woop,
  clear,
  oskar,
  triad,
  intervision,
  midReview,
  goalWorkshop,
];

/** What a session follows when nobody chose otherwise. */
export const defaultFormat: Format = peerGrow;

/** The built-in format with this id. */
export function builtInFormat(id: string): Format | undefined {
  return builtInFormats.find((format) => format.id === id);
}
