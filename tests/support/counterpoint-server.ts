/** A real server in a process of its own, as an operator starts it, with its own port and data. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const folder = resolve(import.meta.dirname, '../..');

/** A start may have to migrate a database on a busy machine. Milliseconds. */
const startLimit = 60_000;

export interface Ended {
  /** Null when a signal ended it. */
  code: number | null;
  output: string;
}

export interface CounterpointServer {
  /** Such as `http://127.0.0.1:41234`. */
  address: string;
  port: number;
  dataDir: string;
  pid: number;
  /** Everything it has printed so far, to both streams. */
  output(): string;
  /** Asks it to stop, and waits until it has. */
  stop(signal?: 'SIGTERM' | 'SIGINT'): Promise<Ended>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Deletes its data; call it after the end. Data in a folder that was given is kept. */
  clean(): Promise<void>;
}

export interface ServerOptions {
  env?: Record<string, string>;
  /** Data of an earlier server; a fresh folder when left out. */
  dataDir?: string;
  /** 0, the default, takes any free port. */
  port?: number;
  args?: readonly string[];
  /** Hears what it prints, piece by piece. */
  onOutput?: (text: string) => unknown;
}

/** Rejects with everything that the server said when it ends before it is ready. */
export async function startCounterpoint(options: ServerOptions = {}): Promise<CounterpointServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'counterpoint-data-')));
  const server = launch(options, dataDir);
  const address = await new Promise<string>((ready, fail) => {
    const limit = setTimeout(() => {
      server.child.kill('SIGKILL');
      fail(new Error(`the server was not ready in time; it said:\n${server.output()}`));
    }, startLimit);
    const look = (): void => {
      const line = /^Counterpoint is at (\S+)/m.exec(server.output())?.[1];
      if (line === undefined) return;
      clearTimeout(limit);
      ready(line);
    };
    server.child.stdout.on('data', look);
    void server.ended.then(({ code, output }) => {
      clearTimeout(limit);
      fail(new Error(`the server ended with ${String(code)} before it was ready; it said:\n${output}`));
    });
  });
  const { pid } = server.child;
  if (pid === undefined) throw new Error('the server has no process id');
  return {
    address,
    port: Number(/:(\d+)$/.exec(address)?.[1]),
    dataDir,
    pid,
    output: server.output,
    stop(signal = 'SIGTERM') {
      server.child.kill(signal);
      return server.ended;
    },
    async kill() {
      server.child.kill('SIGKILL');
      await server.ended;
    },
    async clean() {
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Starts a server that is expected to refuse, and waits for its end. */
export async function refuseCounterpoint(options: ServerOptions & { dataDir: string }): Promise<Ended> {
  return launch(options, options.dataDir).ended;
}

function launch({ env, port, args, onOutput }: ServerOptions, dataDir: string) {
  const child = spawn(process.execPath, [join(folder, 'server', 'main.ts'), ...(args ?? [])], {
    cwd: folder,
    env: {
      ...process.env,
      // Settings of whoever runs the tests must not leak into them; an empty one counts as none.
      ...{ ORIGIN: '', DATABASE_URL: '', TRUST_PROXY: '', HOST: '127.0.0.1', LOG_LEVEL: 'warn' },
      PORT: String(port ?? 0),
      DATA_DIR: dataDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      said += text;
      onOutput?.(text);
    });
  }
  // `close` comes after the last output, `exit` may not.
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, output: said })));
  return { child, ended, output: () => said };
}
