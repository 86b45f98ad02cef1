/** Runs a TypeScript program of ours: in this process when its Node is new enough, otherwise in a child that lives and dies with it. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isNodeNewEnough } from './node-version.mjs';
import { folder, nodeProgram } from './project.mjs';

/** Compiled code is kept from one start to the next: it saves a fifth of the time. */
const compiled = join(folder, 'node_modules', '.cache', 'node');

/**
 * This process ends with the program's exit code.
 * @param {string} program from the project's folder, such as `server/main.ts`; it reads its arguments from `process.argv`
 * @param {readonly string[]} args
 */
export async function runProgram(program, args) {
  endWithNpm();
  const file = join(folder, program);
  if (isNodeNewEnough() && existsSync(process.execPath)) {
    module.enableCompileCache(compiled);
    await import(pathToFileURL(file).href);
    return;
  }
  // The channel tells the program when this process is gone, however it ended.
  const child = spawn(nodeProgram(), [file, ...args], {
    env: { NODE_COMPILE_CACHE: compiled, ...process.env },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  child.on('error', (error) => {
    process.stderr.write(`Counterpoint could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGHUP', () => child.kill('SIGHUP'));
  // A terminal sends Ctrl+C to both, and the second signal would end the server at once.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) child.kill('SIGINT');
  });
}

/**
 * npm passes a signal to the shell that runs the script, and that shell dies of it without a word. So its loss counts
 * as the signal: otherwise a stopped `npm start` would leave a server behind, holding the port.
 */
function endWithNpm() {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500);
  watch.unref();
}
