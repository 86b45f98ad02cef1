import type { Format } from '../format.ts';
import { peerGrow } from './peer-grow.ts';

/** The formats that come with the program, in the order in which they are offered. */
export const builtInFormats: readonly Format[] = [peerGrow];

/** What a session follows when nobody chose otherwise. */
export const defaultFormat: Format = peerGrow;

/** The built-in format with this id. */
export function builtInFormat(id: string): Format | undefined {
  return builtInFormats.find((format) => format.id === id);
}
