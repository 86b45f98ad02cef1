/**
 * What a browser has to load until a session's board can be used: `npm run bench -- first-load`. A cold Chromium opens
 * the page of a live session on our server, as `npm start` serves it, and what came over the wire is printed as JSON.
 */
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { findChromium } from '../tests/support/find-chromium.mjs';
import { freshFolder, startServer } from './server-process.ts';
import { counterpointWith } from './servers/counterpoint.ts';

/** A script as it was sent: compressed, without its headers. */
interface Script {
  readonly file: string;
  readonly bytes: number;
}

interface FirstLoad {
  /** Compressed bytes of all scripts until the board could be used. */
  readonly scriptBytes: number;
  /** The same in KB (1,000 bytes), as the budget counts. */
  readonly scriptKB: number;
  /** Largest first. */
  readonly scripts: readonly Script[];
  /** What the page fetched afterwards, when it had nothing better to do. */
  readonly laterKB: number;
  /** From asking for the page until the board could be used, in milliseconds. */
  readonly usableMs: number;
}

/** Until this is called, a browser has no idle moment: what it fetches then is not part of the first load. */
const releaseIdle = 'counterpointReleaseIdle';

async function main(): Promise<void> {
  const contender = counterpointWith(1, freshFolder());
  const dataDir = freshFolder();
  await contender.prepare(dataDir);
  const server = await startServer(contender, dataDir);
  try {
    const [room] = contender.rooms(1);
    const cookie = room?.cookies[0];
    if (room === undefined || cookie === undefined) throw new Error('the fixture has nobody to open a page');
    const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
    try {
      const origin = `http://127.0.0.1:${server.port}`;
      const context = await browser.newContext({ baseURL: origin });
      await context.addCookies([{ ...nameAndValue(cookie), url: origin }]);
      const found = await measureFirstLoad(await context.newPage(), `/sessions/${room.room}`);
      process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}

async function measureFirstLoad(page: Page, path: string): Promise<FirstLoad> {
  await page.addInitScript((name) => {
    const waiting: IdleRequestCallback[] = [];
    let idle = false;
    const run = (callback: IdleRequestCallback): void =>
      void setTimeout(() => callback({ didTimeout: false, timeRemaining: () => 50 }));
    window.requestIdleCallback = (callback) => {
      if (idle) run(callback);
      else waiting.push(callback);
      return 0;
    };
    Object.assign(window, {
      [name]: () => {
        idle = true;
        waiting.splice(0).forEach(run);
      },
    });
  }, releaseIdle);
  const scripts = followScripts(await page.context().newCDPSession(page));
  const began = performance.now();
  await page.goto(path, { waitUntil: 'commit' });
  const tool = page.getByRole('toolbar', { name: 'Add to the board' }).getByRole('button', { name: 'Goal' });
  await tool.and(page.locator(':enabled')).waitFor({ timeout: 30_000 });
  const usableMs = Math.round(performance.now() - began);
  const first = [...(await scripts())].sort((one, other) => other.bytes - one.bytes);
  await page.evaluate((name) => (Reflect.get(window, name) as () => void)(), releaseIdle);
  await page.waitForLoadState('networkidle');
  const bytes = sum(first);
  return {
    scriptBytes: bytes,
    scriptKB: inKB(bytes),
    scripts: first,
    laterKB: inKB(sum(await scripts()) - bytes),
    usableMs,
  };
}

/** Returns what says which scripts have arrived by now. */
function followScripts(browser: CDPSession): () => Promise<readonly Script[]> {
  const asked = new Map<string, string>();
  const received = new Map<string, number>();
  const arrived: Script[] = [];
  browser.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    if (type === 'Script' || new URL(request.url).pathname.endsWith('.js')) asked.set(requestId, request.url);
  });
  browser.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    received.set(requestId, (received.get(requestId) ?? 0) + encodedDataLength);
  });
  browser.on('Network.loadingFinished', ({ requestId }) => {
    const url = asked.get(requestId);
    if (url !== undefined) arrived.push({ file: new URL(url).pathname, bytes: received.get(requestId) ?? 0 });
  });
  const enabled = browser.send('Network.enable');
  return async () => {
    await enabled;
    return [...arrived];
  };
}

const sum = (scripts: readonly Script[]): number => scripts.reduce((total, { bytes }) => total + bytes, 0);
const inKB = (bytes: number): number => Math.round(bytes / 100) / 10;

function nameAndValue(cookie: string): { name: string; value: string } {
  const at = cookie.indexOf('=');
  return { name: cookie.slice(0, at), value: cookie.slice(at + 1) };
}

await main();
process.exit();
