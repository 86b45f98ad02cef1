/** The far end of a `TaskThread`. */
import { parentPort, type MessagePort } from 'node:worker_threads';
import type { TaskAnswer } from './task-thread.ts';

/** Where tasks come in. @throws when this is no thread. */
export function taskPort(): MessagePort {
  if (parentPort === null) throw new Error('this is a thread, not a program');
  return parentPort;
}

/** Answers a task with its result, or with why it could not be done. `transferOf`: memory that moves without being copied. */
export function answer<Result>(
  port: MessagePort,
  perform: () => Result,
  transferOf: (result: Result) => ArrayBuffer[] = () => [],
): void {
  let said: TaskAnswer<Result>;
  try {
    said = { ok: true, result: perform() };
  } catch (error) {
    said = { ok: false, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  port.postMessage(said, said.ok ? transferOf(said.result) : []);
}
