/**
 * `npm test`: everything, from an empty machine. `npm test -- unit e2e` runs only some kinds of tests; any other
 * argument picks files by name. The last line is always `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { build } from '../server/launch/build.mjs';
import { install } from '../server/launch/install.mjs';
import { folder, nodeProgram } from '../server/launch/project.mjs';

const kinds = ['unit', 'contract', 'realtime', 'e2e'];

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

const args = process.argv.slice(2);
const asked = args.filter((argument) => kinds.includes(argument));
const picks = args.filter((argument) => !kinds.includes(argument));
const chosen = asked.length === 0 ? kinds : kinds.filter((kind) => asked.includes(kind));
const inVitest = chosen.filter((kind) => kind !== 'e2e');

const results = mkdtempSync(join(tmpdir(), 'counterpoint-results-'));
/** @type {Tally[]} */
const tallies = [];
// Whatever breaks before the end counts as a failure, and the last line is printed all the same.
let finished = false;
process.on('exit', () => {
  rmSync(results, { recursive: true, force: true });
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0) + (finished ? 0 : 1);
  const skipped = tallies.reduce((sum, tally) => sum + tally.skipped, 0);
  if (skipped > 0) process.stdout.write(`${skipped} tests were skipped.\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
});

install({ tools: true });
build();
if (inVitest.length > 0) tallies.push(runVitest(inVitest));
if (chosen.includes('e2e')) tallies.push(await runPlaywright());
finished = true;

/**
 * @param {string[]} projects
 * @returns {Tally}
 */
function runVitest(projects) {
  const file = join(results, 'vitest.json');
  const status = run('vitest/vitest.mjs', [
    'run',
    ...projects.flatMap((name) => ['--project', name]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...picks,
  ]);
  const report = readReport(file);
  // A file that cannot even be loaded has no tests to fail.
  const broken = (report?.testResults ?? []).filter(
    /** @param {{ status: string, assertionResults: { status: string }[] }} result */
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  return tally(status, {
    passed: report?.numPassedTests ?? 0,
    failed: (report?.numFailedTests ?? 0) + broken.length,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
  });
}

/** @returns {Promise<Tally>} */
async function runPlaywright() {
  const { findChromium } = await import('./support/find-chromium.mjs');
  const chromium = await findChromium().catch((error) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'No Chromium.'}\n`);
    return null;
  });
  if (chromium === null) return { passed: 0, failed: 1, skipped: 0 };
  const file = join(results, 'playwright.json');
  const status = run('@playwright/test/cli.js', ['test', '--reporter=list,json', ...picks], {
    CHROMIUM_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const report = readReport(file);
  return tally(status, {
    passed: (report?.stats?.expected ?? 0) + (report?.stats?.flaky ?? 0),
    failed: (report?.stats?.unexpected ?? 0) + (report?.errors?.length ?? 0),
    skipped: report?.stats?.skipped ?? 0,
  });
}

/**
 * A runner that ends badly without naming a failure has failed itself.
 * @param {number | null} status
 * @param {Tally} counted
 * @returns {Tally}
 */
function tally(status, counted) {
  return status !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

/**
 * @param {string} program from node_modules
 * @param {string[]} programArgs
 * @param {Record<string, string>} [more] environment
 */
function run(program, programArgs, more = {}) {
  const node = nodeProgram();
  // What the tests start themselves finds the same Node first.
  const PATH = [dirname(node), process.env['PATH'] ?? ''].join(delimiter);
  return spawnSync(node, [join(folder, 'node_modules', program), ...programArgs], {
    cwd: folder,
    env: { ...process.env, PATH, ...more },
    stdio: ['ignore', 'inherit', 'inherit'],
  }).status;
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The runner crashed before it wrote anything: `tally` counts that.
    return null;
  }
}
