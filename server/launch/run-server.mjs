/** Runs `server/main.ts`: in this process when its Node is new enough, otherwise in a child that lives and dies with it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isNodeNewEnough } from './node-version.mjs';
import { folder, nodeProgram } from './project.mjs';

/**
 * @param {readonly string[]} args for the server
 * @returns {Promise<void>} the process ends with the server's exit code
 */
export async function runServer(args) {
  const main = join(folder, 'server', 'main.ts');
  if (isNodeNewEnough()) {
    await import(pathToFileURL(main).href);
    return;
  }
  // The channel tells the server when this process is gone, however it ended.
  const child = spawn(nodeProgram(), [main, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  child.on('error', (error) => {
    process.stderr.write(`The server could not be started: ${error.message}\n`);
    process.exit(1);
  });
  // A terminal sends Ctrl+C to both; a second signal would end the server at once, so only what others send is passed on.
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}
