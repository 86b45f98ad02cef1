/** The near end of the thread that writes to SQLite: asks it, and starts another one when it died. */
import { Worker } from 'node:worker_threads';
import type { BoardEntry } from '../ports/board-port.ts';
import { RowPacker } from './packed-rows.ts';
import type { WriterAnswer, WriterRequest, WriterThreadData } from './sqlite-writer-thread.ts';

type Question = WriterRequest extends infer Each ? (Each extends WriterRequest ? Omit<Each, 'id'> : never) : never;
export type QueryMethod = Extract<WriterRequest, { type: 'query' }>['method'];

interface Waiting {
  resolve: (rows: unknown) => void;
  reject: (error: Error) => void;
}

/** One life of the thread. Once it is gone, whatever is asked of it rejects: a transaction never continues elsewhere. */
export class WriterThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #over: Promise<void>;
  readonly #packer = new RowPacker();
  #asked = 0;
  #gone: Error | null = null;

  /** `onDeath` hears when it ends without having been told to. */
  constructor(data: WriterThreadData, onDeath: (error: Error) => void) {
    this.#worker = new Worker(new URL('./sqlite-writer-thread.ts', import.meta.url), { workerData: data });
    // Only what it has to answer keeps the process alive.
    this.#worker.unref();
    let failure: Error | null = null;
    this.#worker.on('message', (answer: WriterAnswer) => this.#hear(answer));
    this.#worker.on('error', (error: unknown) => {
      failure = error instanceof Error ? error : new Error(String(error));
    });
    this.#over = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        const told = this.#gone !== null;
        this.#gone ??= failure ?? new Error('the thread that writes to SQLite ended');
        for (const { reject } of this.#waiting.values()) reject(this.#gone);
        this.#waiting.clear();
        if (!told) onDeath(this.#gone);
        resolve();
      });
    });
  }

  get alive(): boolean {
    return this.#gone === null;
  }

  async step(step: 'begin' | 'commit' | 'rollback'): Promise<void> {
    await this.#ask({ type: 'transaction', step });
  }

  query(sql: string, params: readonly unknown[], method: QueryMethod): Promise<unknown> {
    return this.#ask({ type: 'query', sql, params: params.map(withoutNeighbours), method });
  }

  /** All entries in one transaction. When the thread dies meanwhile, it is not known whether they are stored. */
  async append(entries: readonly BoardEntry[]): Promise<void> {
    const packed = this.#packer.pack(entries);
    await this.#ask({ type: 'append', rows: packed }, [packed.numbersAndBytes]);
  }

  /** Ends it after all that was asked; resolves when its connection is closed. */
  async close(): Promise<void> {
    if (this.#gone === null) {
      const closing = this.#ask({ type: 'close' });
      this.#gone = new Error('the store is closed');
      await closing;
    }
    // Its answer has let the process go; what is still awaited here must keep it.
    this.#worker.ref();
    await this.#over;
  }

  /** Ends it at once, as a crash would. For tests. */
  async kill(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(question: Question, transfer: ArrayBuffer[] = []): Promise<unknown> {
    if (this.#gone) return Promise.reject(this.#gone);
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      if (this.#waiting.size === 0) this.#worker.ref();
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...question, id }, transfer);
    });
  }

  #hear(answer: WriterAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (answer.ok) waiting?.resolve(answer.rows);
    else waiting?.reject(Object.assign(new Error(answer.message), answer.code === null ? {} : { code: answer.code }));
  }
}

/** Sending a window on a larger buffer to another thread copies all of the buffer. */
function withoutNeighbours(param: unknown): unknown {
  return param instanceof Uint8Array && param.byteLength < param.buffer.byteLength ? new Uint8Array(param) : param;
}

export class SqliteWriter {
  readonly #data: WriterThreadData;
  readonly #onDeath: (error: Error) => void;
  readonly #onThread: (thread: WriterThread) => void;
  #thread: WriterThread;
  #closed = false;

  /** `onDeath`: a thread died; the next write starts another. `onThread`: one was started. */
  constructor(
    data: WriterThreadData,
    onDeath: (error: Error) => void,
    onThread: (thread: WriterThread) => void = () => undefined,
  ) {
    this.#data = data;
    this.#onDeath = onDeath;
    this.#onThread = onThread;
    this.#thread = this.#start();
  }

  /** The thread to ask now. After `close` it refuses everything. */
  thread(): WriterThread {
    if (!this.#thread.alive && !this.#closed) this.#thread = this.#start();
    return this.#thread;
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.#thread.close();
  }

  #start(): WriterThread {
    const thread = new WriterThread(this.#data, this.#onDeath);
    this.#onThread(thread);
    return thread;
  }
}
