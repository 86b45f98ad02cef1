/** The far end of a `TaskThread`: answers each task with what `perform` makes of it, or with why it could not be done. */
import { parentPort } from 'node:worker_threads';
import type { TaskAnswer } from './task-thread.ts';

export function answerTasks<Result>(
  perform: (task: never) => Result,
  /** Memory of the result that moves without being copied. */
  transferOf: (result: Result) => ArrayBuffer[] = () => [],
): void {
  const port = parentPort;
  if (port === null) throw new Error('this is a thread, not a program');
  port.on('message', (task: never) => {
    let answer: TaskAnswer<Result>;
    try {
      answer = { ok: true, result: perform(task) };
    } catch (error) {
      answer = { ok: false, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    port.postMessage(answer, answer.ok ? transferOf(answer.result) : []);
  });
}
