/** The near end of the thread that compacts boards. */
import { Worker } from 'node:worker_threads';
import type { CompactionAnswer } from './compaction-thread.ts';
import type { CompactionResult, CompactionTask } from './compaction.ts';

interface Waiting {
  resolve: (result: CompactionResult) => void;
  reject: (error: Error) => void;
}

export class CompactionWorker {
  readonly #worker = new Worker(new URL('./compaction-thread.ts', import.meta.url));
  #waiting: Waiting | null = null;
  #failure: Error | null = null;

  constructor() {
    // Only what it is working on keeps the process alive.
    this.#worker.unref();
    this.#worker.on('message', (answer: CompactionAnswer) => {
      const waiting = this.#done();
      if (answer.ok) waiting?.resolve(answer.result);
      else waiting?.reject(new Error(answer.reason));
    });
    this.#worker.on('error', (error: unknown) => {
      this.#failure = error instanceof Error ? error : new Error(String(error));
    });
    this.#worker.on('exit', () => {
      this.#failure ??= new Error('the thread that compacts boards ended');
      this.#done()?.reject(this.#failure);
    });
  }

  get alive(): boolean {
    return this.#failure === null;
  }

  /** One task at a time. Rejects when the task cannot be done, or the thread ends before it is. */
  compact(task: CompactionTask): Promise<CompactionResult> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#worker.ref();
      this.#worker.postMessage(task);
    });
  }

  /** Ends it at once, whatever it is doing. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #done(): Waiting | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#worker.unref();
    return waiting;
  }
}
