/** Where things are in this project's folder, for the launch scripts. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isNodeNewEnough } from './node-version.mjs';

export const folder = resolve(import.meta.dirname, '../..');

/**
 * The Node that runs the server and the tools: this one when it is new enough, else the one from the package `node`.
 * @returns {string} path of the program
 */
export function nodeProgram() {
  if (isNodeNewEnough()) return process.execPath;
  const brought = join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(brought) ? brought : process.execPath;
}
