/** One look at a board in a new browser: how soon it is usable, how it moves, how soon a peer's words are painted. */
import { chromium, type CDPSession, type Page } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { WrittenBoard } from './client-board.ts';
import { followFrames, followUsable, painted, settled, watchFor } from './client-probes.ts';
import { seededRandom } from './statistics.ts';

export interface ClientPlan {
  /** How long a card is dragged, and the canvas moved, in milliseconds. */
  moveMs: number;
  /** Changes of the peer. */
  changes: number;
}

/** Times in milliseconds. */
export interface Moving {
  /** Between two frames. */
  frames: number[];
  /** How often the hand moved. */
  moves: number;
  /** Processor time of the page's process and of the one that paints. */
  cpuMs: number;
}

export interface ClientRound {
  /** From asking for the page until cards are painted and the next one can be added. */
  usable: number;
  /** While a card is dragged, and while the canvas moves, as it opened; then the same with all of it in sight. */
  drag: Moving;
  pan: Moving;
  dragWhole: Moving;
  panWhole: Moving;
  /** From the sender's write to the receiver's paint. */
  peer: number[];
  /** In use by scripts after garbage collection, in bytes. */
  heap: number;
  /** Elements, texts and other nodes in the page. */
  nodes: number;
}

export interface ClientVisit {
  browser: string;
  origin: string;
  path: string;
  cookie: { name: string; value: string };
  peer: WrittenBoard;
  plan: ClientPlan;
  seed: number;
  /** Where a profile of the moving is left; null: none is taken. */
  profile: string | null;
}

const readyLimitMs = 60_000;
/** A hand moves sixty times a second, or as often as the page keeps up with. */
const moveEveryMs = 1000 / 60;
const heapSchema = z.object({ usedSize: z.number() });

export async function visitBoard(visit: ClientVisit): Promise<ClientRound> {
  const { browser: executablePath, origin, cookie, plan } = visit;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
  try {
    const context = await browser.newContext({ baseURL: origin, viewport: { width: 1440, height: 900 } });
    await context.addCookies([{ ...cookie, url: origin }]);
    const page = await context.newPage();
    const inside = await context.newCDPSession(page);
    await page.addInitScript(followUsable);
    await page.goto(visit.path, { waitUntil: 'commit' });
    const usable = await page.waitForFunction(() => window.benchUsableAt, null, { timeout: readyLimitMs });
    const usableMs = (await usable.jsonValue()) ?? NaN;
    // What the page fetches when it has nothing better to do is not part of its moving.
    await page.waitForLoadState('networkidle');
    const finish = visit.profile === null ? null : await startProfile(inside, visit.profile);
    const target = await findTarget(page);
    const inAll = await browser.newBrowserCDPSession();
    const moving = (move: () => Promise<number>): Promise<Moving> => follow(page, inAll, move);
    const drag = await moving(() => drive(page, target, plan.moveMs));
    const pan = await moving(() => wheel(page, plan.moveMs));
    await finish?.();
    const peer = await followPeer(page, visit);
    const heap = await readHeap(inside);
    const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
    await page.getByRole('application', { name: /^Canvas/ }).press('1');
    await page.evaluate(settled);
    const small = await findTarget(page);
    const dragWhole = await moving(() => drive(page, small, plan.moveMs));
    const panWhole = await moving(() => wheel(page, plan.moveMs));
    return { usable: usableMs, drag, pan, dragWhole, panWhole, peer, heap, nodes };
  } finally {
    await browser.close();
  }
}

interface Target {
  card: string;
  x: number;
  y: number;
}

/** The card nearest to the middle of the canvas, and where to take hold of it. */
async function findTarget(page: Page): Promise<Target> {
  const found = await page.evaluate(() => {
    const canvas = document.querySelector('[role="application"]')?.getBoundingClientRect();
    if (canvas === undefined) return null;
    const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 };
    const cards = [...document.querySelectorAll<HTMLElement>('.svelte-flow__node-card')].map((node) => {
      const box = node.getBoundingClientRect();
      const x = box.x + box.width / 2;
      const y = box.y + box.height / 2;
      return { card: node.dataset['id'] ?? '', x, y, away: Math.hypot(x - middle.x, y - middle.y) };
    });
    return cards.sort((one, other) => one.away - other.away)[0] ?? null;
  });
  if (found === null) throw new Error('no card is in sight');
  return found;
}

async function follow(page: Page, browser: CDPSession, move: () => Promise<number>): Promise<Moving> {
  await page.evaluate(followFrames);
  const before = await readCpu(browser);
  const moves = await move();
  const frames = await page.evaluate(() => window.benchFrames?.() ?? []);
  return { frames, moves, cpuMs: (await readCpu(browser)) - before };
}

async function readCpu(browser: CDPSession): Promise<number> {
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  const counted = processInfo.filter(({ type }) => type === 'renderer' || type === 'GPU');
  return 1_000 * counted.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** Takes a card round in circles, and lets go of it where it was. */
async function drive(page: Page, { x, y }: Target, ms: number): Promise<number> {
  await page.mouse.move(x, y);
  await page.mouse.down();
  const moves = await often(ms, async (share) => {
    const turn = share * 4 * Math.PI;
    await page.mouse.move(x + 180 * Math.sin(turn), y + 120 * (1 - Math.cos(turn)));
  });
  await page.mouse.move(x, y);
  await page.mouse.up();
  return moves;
}

/** Moves the canvas with the wheel, down and to the right and back again. */
function wheel(page: Page, ms: number): Promise<number> {
  return often(ms, async (share) => {
    const way = share % 0.5 < 0.25 ? 1 : -1;
    await page.mouse.wheel(way * 14, way * 10);
  });
}

async function often(ms: number, move: (share: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  let moves = 0;
  for (let now = began; now - began < ms; now = performance.now()) {
    moves++;
    await move((now - began) / ms);
    await wait(Math.max(0, moveEveryMs - (performance.now() - now)));
  }
  return moves;
}

/** The peer writes into a card in sight, now and then. */
async function followPeer(page: Page, { peer, plan, seed }: ClientVisit): Promise<number[]> {
  const { card } = await findTarget(page);
  const random = seededRandom(seed);
  const times: number[] = [];
  for (let nth = 0; nth < plan.changes; nth++) {
    await wait(80 + random() * 120);
    const marker = `peer ${String(seed)}-${String(nth)} `;
    await page.evaluate(watchFor, { card, marker });
    const wroteAt = performance.timeOrigin + performance.now();
    peer.write(card, marker);
    times.push((await page.evaluate(painted)) - wroteAt);
  }
  return times;
}

async function readHeap(inside: CDPSession): Promise<number> {
  for (let round = 0; round < 3; round++) await inside.send('HeapProfiler.collectGarbage');
  return heapSchema.parse(await inside.send('Runtime.getHeapUsage')).usedSize;
}

async function startProfile(inside: CDPSession, file: string): Promise<() => Promise<void>> {
  mkdirSync(dirname(file), { recursive: true });
  await inside.send('Profiler.enable');
  await inside.send('Profiler.setSamplingInterval', { interval: 500 });
  await inside.send('Profiler.start');
  return async () => {
    const { profile } = await inside.send('Profiler.stop');
    writeFileSync(file, JSON.stringify(profile));
  };
}
