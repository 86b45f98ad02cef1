/**
 * A thread for what is too heavy for the main one: a task goes in, its result comes back, one at a time. It lives only
 * while there is something to do.
 */
import { Worker } from 'node:worker_threads';

export type TaskAnswer<Result> = { ok: true; result: Result } | { ok: false; reason: string };

export interface TaskThreadTiming {
  /** Milliseconds that one task may take before its thread is ended. */
  patienceMs: number;
  /** Milliseconds that the thread stays when there is nothing to do. */
  idleMs: number;
}

interface Waiting<Result> {
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

export class TaskThread<Task, Result> {
  readonly #script: URL;
  readonly #timing: TaskThreadTiming;
  #life: ThreadLife<Task, Result> | null = null;
  #tail: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | null = null;
  #closed = false;

  /** `script`: a module that answers each message with a `TaskAnswer`. */
  constructor(script: URL, timing: TaskThreadTiming) {
    this.#script = script;
    this.#timing = timing;
  }

  /** After all that was asked before. Rejects when it cannot be done, takes too long, or the thread ends meanwhile. */
  ask(task: Task, transfer: readonly ArrayBuffer[] = []): Promise<Result> {
    const work = this.#tail.then(() => this.#perform(task, transfer));
    this.#tail = work.catch(() => undefined);
    return work;
  }

  /** Ends what is under way without its result; whatever is asked afterwards rejects. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#stop();
    await this.#tail;
    await this.#stop();
  }

  async #perform(task: Task, transfer: readonly ArrayBuffer[]): Promise<Result> {
    if (this.#closed) throw new Error('no task is taken any more');
    if (this.#idle) clearTimeout(this.#idle);
    this.#idle = null;
    if (this.#life?.alive !== true) this.#life = new ThreadLife(this.#script);
    const patience = setTimeout(() => void this.#stop(), this.#timing.patienceMs);
    try {
      return await this.#life.ask(task, transfer);
    } finally {
      clearTimeout(patience);
      this.#idle = setTimeout(() => void this.#stop(), this.#timing.idleMs);
      this.#idle.unref();
    }
  }

  async #stop(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle);
    this.#idle = null;
    const life = this.#life;
    this.#life = null;
    await life?.end();
  }
}

/** The near end of one thread. */
class ThreadLife<Task, Result> {
  readonly #worker: Worker;
  #waiting: Waiting<Result> | null = null;
  #failure: Error | null = null;

  constructor(script: URL) {
    this.#worker = new Worker(script);
    // Only what it is working on keeps the process alive.
    this.#worker.unref();
    this.#worker.on('message', (answer: TaskAnswer<Result>) => {
      const waiting = this.#done();
      if (answer.ok) waiting?.resolve(answer.result);
      else waiting?.reject(new Error(answer.reason));
    });
    this.#worker.on('error', (error: unknown) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    });
    this.#worker.on('exit', () => {
      this.#failure ??= new Error('a thread ended');
      this.#done()?.reject(this.#failure);
    });
  }

  get alive(): boolean {
    return this.#failure === null;
  }

  ask(task: Task, transfer: readonly ArrayBuffer[]): Promise<Result> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#worker.ref();
      this.#worker.postMessage(task, [...transfer]);
    });
  }

  /** At once, whatever it is doing. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #done(): Waiting<Result> | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#worker.unref();
    return waiting;
  }
}
