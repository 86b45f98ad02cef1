/** Where things are in this project's folder, for the launch scripts. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isNodeNewEnough } from './node-version.mjs';

export const folder = resolve(fileURLToPath(import.meta.url), '../../..');

/** The Node that the package `node` brings; it may not be there. */
export const broughtNode = join(
  folder,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/**
 * The Node that runs the server and the tools: this one when it is new enough and still there, else the brought one.
 * @returns {string} path of the program
 */
export function nodeProgram() {
  return isNodeNewEnough() && existsSync(process.execPath) ? process.execPath : broughtNode;
}
