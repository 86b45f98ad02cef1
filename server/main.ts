/**
 * Where Counterpoint starts, in development and in production: settings, services, http, listen, and a clean end.
 * Everything that needs a recent Node is imported after the check of its version.
 */
import { resolve } from 'node:path';
import { readConfig, readEnvironment } from './config.ts';
import { isNodeNewEnough, oldestNode } from './launch/node-version.mjs';
import { createLog } from './log.ts';
import { StartError } from './start-error.ts';

/** From the first signal to the last breath. */
const drainLimitMs = 9_000;

const folder = resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  if (!isNodeNewEnough()) {
    throw new StartError(
      `Counterpoint needs Node ${oldestNode} or newer, and this is ${process.version}. "npm start" brings its own.`,
    );
  }
  const config = readConfig(readEnvironment(folder));
  const log = createLog(config.logLevel);
  const { openCounterpoint } = await import('./counterpoint.ts');
  const development = process.argv.includes('--dev');
  const counterpoint = await openCounterpoint({ config, log, folder, development });

  let ending = false;
  const end = (status: number): void => {
    ending = true;
    setTimeout(() => {
      log.fatal('stopping took too long: what was not stored is lost');
      process.exit(1);
    }, drainLimitMs).unref();
    counterpoint.drain().then(
      () => process.exit(status),
      (err: unknown) => {
        log.fatal({ err }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  const endOnSignal = (): void => {
    // Asked again: somebody does not want to wait.
    if (ending) process.exit(1);
    end(0);
  };
  const endAfterBug = (err: unknown): void => {
    log.fatal({ err }, 'an unforeseen failure ends the server');
    if (!ending) end(1);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, endOnSignal);
  // The launcher is gone: nobody would stop this process any more.
  process.on('disconnect', () => {
    if (!ending) end(0);
  });
  void counterpoint.ousted.then(() => {
    if (!ending) end(1);
  });
  process.on('uncaughtException', endAfterBug);
  process.on('unhandledRejection', endAfterBug);

  process.stdout.write(`Counterpoint is at ${counterpoint.address} (stop it with Ctrl+C)\n`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
