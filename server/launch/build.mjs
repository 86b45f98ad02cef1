/** Builds the pages when something that they are made of has changed. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { folder, nodeProgram } from './project.mjs';

/** What the build reads. The lock file stands for all packages. */
const sources = [
  'src',
  'static',
  'svelte.config.js',
  'vite.config.ts',
  'vite.lean-canvas.ts',
  'vite.lean-packages.ts',
  'vite.preload-lists.ts',
  'vite.pure-schemas.ts',
  'vite.session-chunks.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

const stamp = join(folder, 'build', '.sources');

/** Leaves a finished build in `build/`, or ends this process with a sentence. Output goes to standard error. */
export function build() {
  const fingerprint = fingerprintOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  process.stderr.write('Building the pages. This takes a few seconds after every change.\n');
  // Without its stamp, a build that breaks off is made again next time.
  rmSync(stamp, { force: true });
  const program = join(folder, 'node_modules', 'vite', 'bin', 'vite.js');
  const vite = spawnSync(nodeProgram(), [program, 'build', '--logLevel', 'warn'], {
    cwd: folder,
    encoding: 'utf8',
    // A good build has much to say about the insides of packages, and none of it is for whoever starts this.
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (vite.status !== 0) {
    process.stderr.write(`${vite.stdout}${vite.stderr}\nThe pages could not be built (see above).\n`);
    process.exit(1);
  }
  writeFileSync(stamp, fingerprint);
}

/**
 * One hash over names and contents: unlike times of change, it survives copying and checking out.
 * @param {readonly string[]} paths files and folders, from the project's folder
 */
function fingerprintOf(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesIn(join(folder, path))).sort()) {
    hash.update(relative(folder, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(path) {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return [path];
    throw error;
  }
}
