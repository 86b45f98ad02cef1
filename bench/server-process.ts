/** A contender as a process: started, asked for its memory, and stopped by its process id whatever happens. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { onServerCore } from './machine.ts';
import type { Contender } from './servers/contender.ts';

const startLimitMs = 60_000;
const stopLimitMs = 20_000;

const memorySchema = z.object({ rss: z.number(), heapUsed: z.number(), external: z.number() });

/** After garbage was collected, in bytes. */
export interface MemoryUse {
  /** Objects and buffers that are in use. */
  inUse: number;
  /** What the process holds of the machine's memory, what it does not use now included. */
  resident: number;
}

export interface ServerProcess {
  readonly contender: Contender;
  readonly pid: number;
  readonly port: number;
  memory(): Promise<MemoryUse>;
  /** Samples what its main thread does, until the returned function is called: that writes a `.cpuprofile` file. */
  profile(): Promise<(file: string) => Promise<void>>;
  /** Asks it to stop, and waits until it has. */
  stop(): Promise<void>;
}

/** What this process started and has to end. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(workFolder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

/** Everything that the benchmark writes; it goes when the process ends. */
const workFolder = mkdtempSync(join(tmpdir(), 'counterpoint-bench-'));
let folders = 0;

/** A new, empty folder. */
export function freshFolder(): string {
  const folder = join(workFolder, String(++folders));
  mkdirSync(folder);
  return folder;
}

/** Ends a child when this process ends. */
export function endWithUs(child: ChildProcess): void {
  running.add(child);
  child.on('exit', () => running.delete(child));
}

/**
 * Starts a server on data that it has prepared, with these settings on top of its own. Rejects with what it said when
 * it ends before it is ready.
 */
export async function startServer(
  contender: Contender,
  dataDir: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const launch = await contender.start(dataDir);
  const hook = join(import.meta.dirname, 'servers', 'programs', 'hook.mjs');
  const [program, args] = onServerCore(process.execPath, ['--expose-gc', '--import', hook, launch.program]);
  const child = spawn(program, args, {
    env: { ...process.env, NODE_ENV: 'production', ...launch.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  endWithUs(child);
  let stopping = false;
  const ended = new Promise<void>((resolve) => {
    child.on('exit', (code, signal) => {
      if (!stopping) process.stderr.write(`${contender.title} ended unasked, with ${signal ?? String(code)}\n`);
      resolve();
    });
  });
  const said = await untilReady(child, launch.ready, contender.title);
  const port = launch.port ?? Number(launch.ready.exec(said)?.[1]);
  const { pid } = child;

  function ask(question: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null, signal: string | null): void =>
        reject(new Error(`${contender.title} ended with ${signal ?? String(code)}`));
      child.once('exit', onExit);
      child.once('message', (answer: unknown) => {
        child.off('exit', onExit);
        resolve(answer);
      });
      child.send(question);
    });
  }

  if (pid === undefined) throw new Error(`${contender.title} has no process id`);
  return {
    contender,
    pid,
    port,
    async memory() {
      const { rss, heapUsed, external } = memorySchema.parse(await ask('memory'));
      return { inUse: heapUsed + external, resident: rss };
    },
    async profile() {
      await ask('profile');
      return async (file) => {
        await ask(file);
      };
    },
    async stop() {
      stopping = true;
      child.kill('SIGTERM');
      const limit = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
      await ended;
      clearTimeout(limit);
    },
  };
}

function untilReady(child: ChildProcess, ready: RegExp, title: string): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`${title} ${why}; it said:\n${said}`));
    const limit = setTimeout(() => fail('was not ready in time'), startLimitMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8');
      stream?.on('data', (text: string) => {
        // Only the beginning is of interest, however much a server has to say under load.
        if (said.length < 10_000) said += text;
        if (!ready.test(said)) return;
        clearTimeout(limit);
        resolve(said);
      });
    }
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code) => fail(`ended with ${String(code)}`));
  });
}
