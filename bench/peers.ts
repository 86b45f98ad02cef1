/** The other servers' packages, installed beside this file from a lock file of their own when they are missing. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';

export const peersFolder = join(import.meta.dirname, 'node_modules');

const lockSchema = z.object({ packages: z.record(z.string(), z.object({ integrity: z.string().optional() })) });

/** @throws Error when npm cannot install them. */
export function installPeers(): void {
  if (areInstalled()) return;
  process.stderr.write('Installing the servers to compare with. This takes a minute, once.\n');
  // Their native parts are ready-made for every Node (Node-API): no install script has to run.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawnSync('npm', args, { cwd: import.meta.dirname, env: outsideEnvironment(), stdio: ['ignore', 2, 2] });
  if (npm.status !== 0) {
    throw new Error(
      'The servers to compare with could not be installed (see above). Check the way to the npm registry.',
    );
  }
}

/** Compares the lock file with the note that npm leaves of what it installed. */
function areInstalled(): boolean {
  const note = join(peersFolder, '.package-lock.json');
  if (!existsSync(note)) return false;
  const installed = readLock(note);
  return Object.entries(readLock(join(import.meta.dirname, 'package-lock.json'))).every(
    ([path, { integrity }]) => path === '' || installed[path]?.integrity === integrity,
  );
}

function readLock(file: string): z.infer<typeof lockSchema>['packages'] {
  return lockSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).packages;
}

/** npm runs on the machine's own Node, not on the one that the project brings. */
function outsideEnvironment(): NodeJS.ProcessEnv {
  const brought = resolve(import.meta.dirname, '../node_modules');
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => !entry.startsWith(brought));
  return { ...process.env, PATH: path.join(delimiter) };
}
