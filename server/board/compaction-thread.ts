/** The thread that compacts boards: it gets bytes and hands back bytes, one board at a time. */
import { parentPort } from 'node:worker_threads';
import { compactBoard, type CompactionResult, type CompactionTask } from './compaction.ts';

export type CompactionAnswer = { ok: true; result: CompactionResult } | { ok: false; reason: string };

const port = parentPort;
if (port === null) throw new Error('compacting is a thread, not a program');

port.on('message', (task: CompactionTask) => {
  port.postMessage(answer(task));
});

function answer(task: CompactionTask): CompactionAnswer {
  try {
    return { ok: true, result: compactBoard(task) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
