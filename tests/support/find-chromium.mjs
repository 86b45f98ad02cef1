/**
 * Finds a Chromium that really starts, or gets one. Whoever clones this may have one, may be able to download one, or
 * may reach nothing but package registries: so there are several ways, in this order, and a loud end.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from '@playwright/test';

const require = createRequire(import.meta.url);

/**
 * @returns {Promise<string>} path of the program
 * @throws {Error} with a sentence that says what to do
 */
export async function findChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (await starts(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, and that does not start. Point it to a Chromium, or leave it out.`);
  }
  for (const find of [ownOfPlaywright, onThePath, installedByPlaywright, fromPackage, fromDebian]) {
    const found = await find();
    if (found !== null && (await starts(found))) return found;
  }
  throw new Error(
    'No Chromium was found, and none could be fetched. Install one ("apt-get install chromium", or ' +
      '"npx playwright install --with-deps chromium"), or set CHROMIUM_PATH to its program.',
  );
}

/**
 * Missing system libraries show only when it opens a page.
 * @param {string} program
 */
async function starts(program) {
  if (!existsSync(program)) return false;
  try {
    const browser = await chromium.launch({
      executablePath: program,
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
      timeout: 60_000,
    });
    const page = await browser.newPage();
    await page.goto('data:text/html,<p>well</p>');
    await browser.close();
    return true;
  } catch (error) {
    say(
      `${program} does not start: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'unknown reason'}`,
    );
    return false;
  }
}

function ownOfPlaywright() {
  return chromium.executablePath();
}

function onThePath() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const places = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => places.map((place) => join(place, name))).find((file) => existsSync(file)) ?? null;
}

function installedByPlaywright() {
  say('No Chromium here: asking Playwright to download one.');
  const cli = join(dirname(require.resolve('@playwright/test/package.json')), 'cli.js');
  const run = spawnSync(process.execPath, [cli, 'install', 'chromium'], {
    // Its own limits are long: five tries at each of several hosts.
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
    stdio: ['ignore', 2, 2],
    timeout: 300_000,
  });
  return run.status === 0 ? ownOfPlaywright() : null;
}

/** A Chromium that comes as an npm package. Unpacked once, beside other temporary files. */
async function fromPackage() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  say('Unpacking the Chromium that came as a package.');
  const home = join(dirname(require.resolve('@sparticuz/chromium')), '..');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const place = join(tmpdir(), `counterpoint-chromium-${version}-${userInfo().uid}`);
  const program = join(place, 'start');
  if (existsSync(program)) return program;
  const unpacking = mkdtempSync(join(tmpdir(), 'counterpoint-unpacking-'));
  const usual = process.env['TMPDIR'];
  try {
    // The package unpacks into the temporary folder, under names that others may use too: it gets one of its own.
    process.env['TMPDIR'] = unpacking;
    const { inflate } = await import('@sparticuz/chromium');
    for (const file of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) {
      await inflate(join(home, 'bin', file));
    }
    // Libraries that a bare machine lacks come last, so that the machine's own win.
    const start = [
      '#!/bin/sh',
      'here=$(dirname "$0")',
      'export FONTCONFIG_PATH="${FONTCONFIG_PATH:-$here/fonts}"',
      'if ldd "$here/chromium" | grep -q "not found"; then export LD_LIBRARY_PATH="$here/al2023/lib"; fi',
      'exec "$here/chromium" "$@"',
      '',
    ].join('\n');
    writeFileSync(join(unpacking, 'start'), start);
    chmodSync(join(unpacking, 'start'), 0o755);
    rmSync(place, { recursive: true, force: true });
    renameSync(unpacking, place);
    return program;
  } catch (error) {
    say(`It could not be unpacked: ${error instanceof Error ? error.message : 'unknown reason'}`);
    rmSync(unpacking, { recursive: true, force: true });
    return null;
  } finally {
    if (usual === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = usual;
  }
}

function fromDebian() {
  if (process.platform !== 'linux' || userInfo().uid !== 0 || !existsSync('/usr/bin/apt-get')) return null;
  say('Installing Chromium with apt-get.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']]) {
    const run = spawnSync('/usr/bin/apt-get', args, { env, stdio: ['ignore', 2, 2], timeout: 600_000 });
    if (run.status !== 0) return null;
  }
  return onThePath();
}

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}
