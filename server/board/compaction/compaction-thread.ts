/** The thread that compacts boards: it gets bytes and hands back bytes, one board at a time. */
import { compactBoard, type CompactionTask } from './compaction.ts';
import { answer, taskPort } from '../thread/task-answer.ts';

const port = taskPort();
port.on('message', (task: CompactionTask) => {
  answer(port, () => compactBoard(task));
});
