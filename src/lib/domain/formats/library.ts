import type { Format } from '../format.ts';
import { peerGrow } from './peer-grow.ts';

/** The formats that come with the program, in the order in which they are offered. */
export const builtInFormats: readonly Format[] = [peerGrow];

/** What a session follows when nobody chose otherwise. */
export const defaultFormat: Format = peerGrow;
